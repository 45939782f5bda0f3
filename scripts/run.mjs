// Runs a TypeScript entry under Node 24 with every dependency in place, from nothing but npm.
// Plain JavaScript that an old Node can read: it is the first thing a fresh machine runs.
//
//   node scripts/run.mjs ENTRY [ARG ...]
//
// Node and pnpm are used where they are new enough; otherwise npx brings them by name.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [entry, ...args] = process.argv.slice(2)
const NODE_MAJOR = 24
const PNPM_MAJOR = 12

/** Runs a command to its end with our terminal, and ends this process with it when it fails. */
function run(command, argv, options = {}) {
  const result = spawnSync(command, argv, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) fail(`Could not run ${command}: ${result.error.message}`)
  return result.signal ? 1 : (result.status ?? 1)
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function majorOf(command) {
  const result = spawnSync(command, ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)\./.exec(result.stdout ?? '')?.[1] ?? 0)
}

/** A hash of everything that decides what is installed. */
function installKey() {
  const hash = createHash('sha256')
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, name)))
  return hash.update(process.platform + process.arch).digest('hex')
}

const stamp = join(root, 'node_modules', '.etabli-installed')
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === installKey()
const nodeIsNew = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR

if (!entry) fail('usage: node scripts/run.mjs ENTRY [ARG ...]')

if (!nodeIsNew || (!installed && majorOf('pnpm') < PNPM_MAJOR)) {
  if (process.env.ETABLI_BOOTSTRAPPED)
    fail(`Etabli needs Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR}; npx did not bring them.`)
  const quoted = ['node', 'scripts/run.mjs', entry, ...args].map((part) => JSON.stringify(part)).join(' ')
  if (!installed)
    process.stderr.write(
      `Fetching Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR} through npx (this machine has Node ${process.versions.node}) …\n`,
    )
  process.exit(
    run('npx', ['-y', '-p', `node@${NODE_MAJOR}`, '-p', `pnpm@${PNPM_MAJOR}`, '-c', quoted], {
      env: { ...process.env, ETABLI_BOOTSTRAPPED: '1' },
    }),
  )
}

if (!installed) {
  process.stderr.write('Installing dependencies …\n')
  const status = run('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) fail('The dependencies could not be installed; pnpm says why above. Is the npm registry reachable?')
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, installKey())
}

// Ctrl-C reaches the child by the terminal's process group; this process only waits for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.exit(
  run(process.execPath, [
    '--conditions=@etabli/source',
    '--disable-warning=ExperimentalWarning',
    join(root, entry),
    ...args,
  ]),
)
