// Runs a TypeScript entry under Node 24 with every dependency in place, from nothing but npm.
// Plain JavaScript that an old Node can read: it is the first thing a fresh machine runs.
//
//   node scripts/run.mjs ENTRY [ARG ...]
//
// Node and pnpm are used where they are new enough; otherwise npx brings them by name.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const NODE_MAJOR = 24
const PNPM_MAJOR = 12
/** Says what is installed: a hash of all that decides it. */
const installedStamp = join(root, 'node_modules', '.etabli-installed')
/** Where npx put Node, so that the second start need not ask it again. */
const nodeStamp = join(root, 'node_modules', '.etabli-node')

const [entry, ...args] = process.argv.slice(2)
if (!entry) fail('usage: node scripts/run.mjs ENTRY [ARG ...]')

const nodeIsNew = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR
const installed = readIfThere(installedStamp) === installKey()

if (nodeIsNew && (installed || majorOf('pnpm') >= PNPM_MAJOR)) {
  if (!installed) install()
  if (process.env.ETABLI_BOOTSTRAPPED) writeFileSync(nodeStamp, process.execPath)
  runEntry(process.execPath)
} else if (installed && existsSync(readIfThere(nodeStamp) || '\0')) {
  runEntry(readIfThere(nodeStamp))
} else {
  bootstrap()
}

/** Starts this script again under the Node and pnpm that npx brings. */
function bootstrap() {
  if (process.env.ETABLI_BOOTSTRAPPED)
    fail(`Etabli needs Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR}; npx did not bring them.`)
  say(`Fetching Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR} with npx (here: Node ${process.versions.node}) …`)
  const command = ['node', 'scripts/run.mjs', entry, ...args].map((part) => JSON.stringify(part)).join(' ')
  handOver('npx', ['-y', '-p', `node@${NODE_MAJOR}`, '-p', `pnpm@${PNPM_MAJOR}`, '-c', command], {
    ...process.env,
    ETABLI_BOOTSTRAPPED: '1',
  })
}

function install() {
  say('Installing dependencies …')
  // pnpm's own report only matters when it fails.
  const result = spawnSync('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
    fail('The dependencies could not be installed; pnpm says why above. Can this machine reach the npm registry?')
  }
  mkdirSync(dirname(installedStamp), { recursive: true })
  writeFileSync(installedStamp, installKey())
}

function runEntry(node) {
  const env = { ...process.env }
  delete env.ETABLI_BOOTSTRAPPED
  env.PATH = `${dirname(node)}:${env.PATH ?? ''}`
  handOver(
    node,
    ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', join(root, entry), ...args],
    env,
  )
}

/** Gives the terminal to a child and ends as it ends; signals sent to us alone are passed on. */
function handOver(command, argv, env) {
  const child = spawn(command, argv, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal's Ctrl-C reaches the whole group by itself; a second one would cut the child's clean stop short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => fail(`Could not run ${command}: ${error.message}`))
  child.on('exit', (status, signal) => process.exit(signal ? 1 : (status ?? 1)))
}

function installKey() {
  const hash = createHash('sha256')
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, name)))
  return hash.update(process.platform + process.arch).digest('hex')
}

function majorOf(command) {
  const result = spawnSync(command, ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)\./.exec(result.stdout ?? '')?.[1] ?? 0)
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}
