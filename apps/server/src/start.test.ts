// Starting: set-up link, demo mode that stays with its folder, a taken port, a clean end, a bad environment.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerInfo } from '@etabli/protocol'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { type RunningServer, startServer } from './start.ts'

let data: string
const running: RunningServer[] = []
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'etabli-start-'))
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
  rmSync(data, { recursive: true, force: true })
})

async function start(env: Record<string, string> = {}): Promise<RunningServer> {
  const config = readConfig({ ETABLI_DATA: join(data, 'kept'), ETABLI_PORT: '0', ...env })
  const server = await startServer(config, { log: pino({ level: 'silent' }) })
  running.push(server)
  return server
}
const info = async (server: RunningServer) => (await (await fetch(`${server.url}/api/info`)).json()) as ServerInfo

it('OPS2: prints a set-up link until there is an admin, a new one each time', async () => {
  const first = await start({ ETABLI_DEMO: '0' })
  expect(first.setupLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup\/[\w-]{43}$/)
  expect(await info(first)).toMatchObject({ demo: false, needsSetup: true, demoPeople: [] })
  await running.pop()?.close()
  const second = await start({ ETABLI_DEMO: '0' })
  expect(second.setupLink?.split('/').at(-1)).not.toBe(first.setupLink?.split('/').at(-1))
})

it('demo mode: on in a new folder on loopback, and kept; never where it was off', async () => {
  const first = await start()
  expect((await info(first)).demoPeople.map((person) => person.role)).toContain('annotator')
  await running.pop()?.close()
  expect((await info(await start())).demo).toBe(true)
  const other = await start({ ETABLI_DATA: join(data, 'off'), ETABLI_DEMO: '0' })
  await running.pop()?.close()
  expect(other.deps.config.demo).toBe(false)
  expect((await start({ ETABLI_DATA: join(data, 'off') })).deps.config.demo).toBe(false)
})

it('takes the next port where the one asked for is taken, and says so', async () => {
  const first = await start({ ETABLI_DEMO: '0' })
  const port = Number(new URL(first.url).port)
  const second = await start({ ETABLI_DEMO: '0', ETABLI_DATA: join(data, 'other'), ETABLI_PORT: String(port) })
  expect(second.movedFrom).toBe(port)
  expect(Number(new URL(second.url).port)).toBeGreaterThan(port)
})

it('SEC5: keeps its folder to its owner', async () => {
  await start({ ETABLI_DEMO: '0' })
  expect(statSync(join(data, 'kept')).mode & 0o077).toBe(0)
})

it('a bad environment ends with status 78 and every problem', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')],
    { env: { ...process.env, ETABLI_PORT: 'x', ETABLI_DEMO: 'x' }, encoding: 'utf8' },
  )
  expect(status).toBe(78)
  expect(stderr).toMatch(/ETABLI_PORT[\s\S]*ETABLI_DEMO/)
})
