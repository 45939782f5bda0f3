// All tests from nothing: units, the server on SQLite and a real PostgreSQL, and the browser.
//   npm test                 all
//   npm test -- --fast       without the browser
import { buildClient } from './build-client.ts'
import { run } from './child.ts'
import { findChromium } from './chromium.ts'
import { startPostgres } from './postgres.ts'

const fast = process.argv.includes('--fast')
const chromium = fast ? '' : findChromium()
const postgres = await startPostgres()
let failed = 0
try {
  failed += await run('vitest', ['run'], { ETABLI_TEST_POSTGRES: postgres.url })
  if (!fast) {
    await buildClient()
    failed += await run('e2e/node_modules/.bin/playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
      ETABLI_CHROMIUM: chromium,
      NODE_OPTIONS: '--conditions=@etabli/source',
    })
  }
} finally {
  await postgres.stop()
}
process.exit(failed === 0 ? 0 : 1)
