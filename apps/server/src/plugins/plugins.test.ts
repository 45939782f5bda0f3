// What every reply carries: the page and its policy, health, metrics, the contract as a document, problems.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { http } from '@etabli/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../test/harness.ts'

let folder: string
let harness: Harness
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etabli-page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><head><base href="/" /><title>Etabli</title></head>')
  writeFileSync(join(folder, 'assets/main-abc123.js'), 'export {}')
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  harness = await startHarness({ config: { client: folder } })
})
afterAll(async () => {
  await harness.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (url: string, method: 'GET' | 'POST' = 'GET') => harness.app.inject({ url, method })

describe('the page', () => {
  it('SEC2: comes with a policy under which nothing but our own scripts runs', async () => {
    for (const url of ['/', '/projects/01ARZ3NDEKTSV4RRFFQ69G5FAV/review']) {
      const reply = await at(url)
      expect(reply.statusCode).toBe(200)
      const policy = String(reply.headers['content-security-policy'])
      expect(policy).toMatch(/script-src 'self'(;|$)/)
      expect(policy).not.toMatch(/unsafe-eval/)
      expect(policy).toMatch(/frame-ancestors 'none'/)
      expect(reply.headers['x-content-type-options']).toBe('nosniff')
      expect(reply.headers['cache-control']).toBe('no-cache')
    }
  })

  it('keeps hashed files for ever and everything else fresh', async () => {
    expect((await at('/assets/main-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await at('/icon.svg')).headers['cache-control']).toBe('no-cache')
  })

  it('is not sent for what looks like a file or belongs to the API', async () => {
    for (const url of ['/assets/gone.js', '/api/nothing', '/../etc/passwd.txt']) {
      expect((await at(url)).json()).toMatchObject({ code: 'not-found' })
    }
    expect((await at('/projects', 'POST')).statusCode).toBe(404)
  })

  it('OPS2: says its base below the path of ETABLI_URL', async () => {
    const proxied = await startHarness({ config: { client: folder, url: 'https://x.example/label' } })
    const reply = await proxied.app.inject({ url: '/label/projects' })
    expect(reply.body).toContain('<base href="/label/">')
    await proxied.close()
  })
})

describe('health', () => {
  it('is live, ready and has a version', async () => {
    expect((await at('/api/live')).json()).toEqual({ ok: true })
    expect((await at('/api/ready')).json()).toEqual({ ok: true })
    expect((await at('/api/version')).json()).toMatchObject({ version: '0.0.0-test', protocol: 1 })
  })

  it('measures the delay of the event loop', async () => {
    const { body } = await at('/metrics')
    expect(body).toMatch(/^etabli_event_loop_delay_milliseconds_mean \d/m)
    expect(body).toMatch(/^etabli_sockets 0$/m)
  })

  it('turns requests away while the event loop is late, and says that trying again helps', async () => {
    const busy = await startHarness({ config: { busyMillis: 0.000_001 } })
    const blocking = setInterval(() => {
      const until = performance.now() + 80
      while (performance.now() < until);
    }, 90)
    await expect
      .poll(async () => (await busy.app.inject({ url: '/api/info' })).statusCode, { timeout: 15_000 })
      .toBe(503)
    const reply = await busy.app.inject({ url: '/api/info' })
    expect([reply.json().code, reply.headers['retry-after']]).toEqual(['server.busy', '1'])
    expect((await busy.app.inject({ url: '/api/live' })).statusCode).toBe(200)
    clearInterval(blocking)
    await busy.close()
  })
})

it('describes every endpoint of the contract as OpenAPI', async () => {
  const document = (await at('/api/docs')).json() as { openapi: string; paths: Record<string, Record<string, object>> }
  expect(document.openapi).toBe('3.1.0')
  const described = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
  )
  expect(described.sort()).toEqual(Object.keys(http).sort())
  expect(document.paths['/api/session']?.['post']).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { required: ['email', 'password'] } } } },
  })
})
