// The browser tests alone; arguments go to Playwright.
import { buildClient } from './build-client.ts'
import { run } from './child.ts'
import { findChromium } from './chromium.ts'

const chromium = findChromium()
await buildClient()
process.exit(
  await run(
    'e2e/node_modules/.bin/playwright',
    ['test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)],
    { ETABLI_CHROMIUM: chromium, NODE_OPTIONS: '--conditions=@etabli/source' },
  ),
)
