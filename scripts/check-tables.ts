// Each table is written by one stage of the flow only: reads the sources for Kysely's writing calls.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './child.ts'

const WRITES = /\.(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(\s*'([a-z_]+)/g
const writers = new Map<string, Set<string>>()
const files = globSync('apps/server/src/**/*.ts', { cwd: root }).filter(
  (file) => !file.endsWith('.test.ts') && !file.includes('/migrations/') && !file.includes('/testing/'),
)
for (const file of files) {
  // The owner is the stage's folder; outside the flow, the folder below src.
  const owner = /src\/flow\/([^/]+)\//.exec(file)?.[1] ?? /src\/([^/]+)/.exec(file)?.[1] ?? file
  for (const [, table] of readFileSync(join(root, file), 'utf8').matchAll(WRITES)) {
    if (!table) continue
    const owners = writers.get(table) ?? new Set()
    writers.set(table, owners.add(owner))
  }
}
const shared = [...writers].filter(([, owners]) => owners.size > 1)
for (const [table, owners] of shared)
  process.stdout.write(`table ${table} is written by ${[...owners].join(' and ')}\n`)
if (writers.size === 0) process.stdout.write('no writing call was found: the check reads nothing\n')
process.stdout.write(`${writers.size} tables, ${shared.length} with two writers\n`)
process.exit(shared.length > 0 || writers.size === 0 ? 1 : 0)
