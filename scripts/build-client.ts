// Builds the client where its sources changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './child.ts'

const SOURCES = [
  'apps/client/{src,public}/**/*',
  'apps/client/*.{ts,html,json}',
  'packages/*/src/**/*',
  'pnpm-lock.yaml',
]

/** Leaves `apps/client/dist` built from the sources as they are now. Throws where the build fails. */
export async function buildClient(): Promise<void> {
  const stamp = join(root, 'apps/client/dist/.built-from')
  const key = sourceKey()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  process.stderr.write('Building the page …\n')
  const status = await run(join(root, 'apps/client/node_modules/.bin/vite'), [
    'build',
    'apps/client',
    '--logLevel',
    'warn',
  ])
  if (status !== 0) throw new Error('The page could not be built; the reason stands above.')
  writeFileSync(stamp, key)
}

function sourceKey(): string {
  const hash = createHash('sha256')
  for (const pattern of SOURCES) {
    for (const file of globSync(pattern, { cwd: root }).sort()) {
      if (file.endsWith('.test.ts')) continue
      const stat = statSync(join(root, file))
      if (stat.isFile()) hash.update(`${file}\0${stat.size}\0${stat.mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

if (import.meta.main) await buildClient()
