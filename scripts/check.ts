// The ladder: one rung per rule, stopping at the first failure.
import { buildClient } from './build-client.ts'
import { run, runScript } from './child.ts'

const rungs: [name: string, climb: () => Promise<number>][] = [
  ['format and lint', () => run('biome', ['ci', '--error-on-warnings'])],
  ['types, whole repository', () => run('tsc', ['-p', 'tsconfig.json'])],
  ['types, pure packages', () => run('tsc', ['-p', 'tsconfig.pure.json'])],
  ['arrows', () => runScript('scripts/check-arrows.ts')],
  ['tables', () => runScript('scripts/check-tables.ts')],
  ['unused', () => run('knip', [])],
  ['docs', () => runScript('scripts/generate-docs.ts', ['--check'])],
  ['build', () => buildClient().then(() => 0)],
  ['size', () => run('size-limit', [])],
]

for (const [name, climb] of rungs) {
  process.stdout.write(`\n▸ ${name}\n`)
  if ((await climb()) !== 0) {
    process.stdout.write(`\n✗ ${name} failed; the rungs after it were not climbed.\n`)
    process.exit(1)
  }
}
process.stdout.write(`\n✓ all ${rungs.length} rungs\n`)
