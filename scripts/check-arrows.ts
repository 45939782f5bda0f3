// Runs dependency-cruiser on the arrows, and fails where it saw too few modules: one that reads no TypeScript says "no violations".
import { globSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { root } from './child.ts'

process.chdir(root)
const folders = ['packages', 'apps']
const sources = globSync('{packages,apps}/*/src/**/*.{ts,tsx}')
const result = await cruise(
  folders,
  {
    ...(await extractDepcruiseOptions('./.dependency-cruiser.mjs')),
    exclude: { path: '(^|/)(dist|node_modules/(?!\\.pnpm))/' },
    validate: true,
  },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
)
if (typeof result.output === 'string') throw new Error('dependency-cruiser gave text where a result was expected')

const { modules, summary } = result.output
const seen = new Set(modules.map((module) => module.source))
const unseen = sources.filter((source) => !seen.has(source))
for (const violation of summary.violations) {
  process.stdout.write(`${violation.rule.name}: ${violation.from} → ${violation.to}\n`)
}
if (unseen.length > 0)
  process.stdout.write(`${unseen.length} of ${sources.length} sources were not read, for example ${unseen[0]}\n`)
process.stdout.write(`${summary.violations.length} violations among ${sources.length} sources\n`)
process.exit(summary.violations.length > 0 || unseen.length > 0 ? 1 : 0)
