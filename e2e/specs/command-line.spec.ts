// The command line against a running server and on files: exit 0 done, 1 refused with a sentence, 2 used wrongly.
import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { setUpAdmin } from '../people.ts'
import { startServer } from '../server.ts'

const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

function etabli(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@etabli/source', main, ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) => resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

test('agreement of a file is the hand-worked alpha; wrong use and bad files say so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-cli-'))
  const path = join(folder, 'ratings.csv')
  writeFileSync(path, 'unit,rater,value\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n')
  // Coincidences: xx 2, xy 1, yx 1, yy 2 of 6; Do = 2/6, De = 2·3·3/(6·5) = 0.6; alpha = 1 − (1/3)/0.6 = 4/9.
  const done = await etabli(['--json', 'agreement', path])
  expect(done.status).toBe(0)
  const figures = JSON.parse(done.out) as { measure: string; value: number; n: number; raters: number }[]
  expect(figures.map(({ n, raters }) => [n, raters])).toEqual([
    [3, 2],
    [3, 2],
  ])
  expect(figures[0]?.value).toBeCloseTo(2 / 3, 9)
  expect(figures[1]?.value).toBeCloseTo(4 / 9, 9)

  writeFileSync(path, 'unit,rater,value\n1,a\n')
  const refused = await etabli(['agreement', path])
  expect(refused.status).toBe(1)
  expect(refused.err).toContain('ratings.csv:2')
  expect((await etabli(['frobnicate'])).status).toBe(2)
})

test('imports, exports and verifies against a running server', async () => {
  test.setTimeout(420_000)
  const server = await startServer({ demo: false })
  try {
    const admin = await setUpAdmin(server)
    const { token } = await admin.api.call('tokens.create', { body: { name: 'test' } })
    const env = { ETABLI_URL: server.url, ETABLI_TOKEN: token }
    await admin.api.call('projects.create', {
      body: {
        name: 'Shell',
        media: 'text',
        questions: [],
        guidelines: '',
        brief: { who: '', why: '', use: '', sensitive: null, pay: null },
      },
    })
    const folder = mkdtempSync(join(tmpdir(), 'etabli-cli-'))
    writeFileSync(join(folder, 'texts.jsonl'), '{"id":"a","text":"One"}\n{"id":"b","text":"Two"}\n')
    const tried = await etabli(['--json', 'import', 'Shell', join(folder, 'texts.jsonl'), '--dry-run'], env)
    expect(JSON.parse(tried.out)).toMatchObject({ state: 'ready', good: 2, bad: 0 })
    const landed = await etabli(['--json', 'import', 'shell', join(folder, 'texts.jsonl')], env)
    expect(JSON.parse(landed.out)).toMatchObject({ state: 'landed', good: 2 })
    const zip = join(folder, 'out.zip')
    const written = await etabli(['--json', 'export', 'Shell', '--format', 'raw', '--out', zip], env)
    expect(written.status).toBe(0)
    expect(JSON.parse(written.out)).toMatchObject({ state: 'ready', tally: { 'not-labelled': 2 } })
    expect((await etabli(['verify', zip])).status).toBe(0)
    const unknown = await etabli(['export', 'Nothing', '--format', 'raw', '--out', zip], env)
    expect(unknown.status).toBe(1)
    expect(unknown.err).toContain('There is no project "Nothing"')
    const stranger = await etabli(['import', 'Shell', folder], { ETABLI_URL: server.url, ETABLI_TOKEN: 'etabli_wrong' })
    expect(stranger.status).toBe(1)
  } finally {
    await server.destroy()
  }
})
