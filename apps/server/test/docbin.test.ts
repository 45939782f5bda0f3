// spaCy's DocBin through the real server: hard texts are uploaded, annotated by two and exported; the file holds every
// text, and every span is in it or in the export's own account.
import { inflateSync } from 'node:zlib'
import { readDocBin } from '@etabli/formats/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Runner, startRunner } from '../src/jobs/runner.ts'
import { answerAsGiven, project as makeProject, person, type TestPerson, upload } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'
import { hardTexts, jsonlOf, questions } from './text-documents.ts'
import { unzip } from './unzip.ts'

let harness: Harness
let runner: Runner
let manager: TestPerson

beforeAll(async () => {
  harness = await startHarness()
  runner = startRunner(harness.deps)
})
afterAll(async () => {
  await runner.stop()
  await harness.close()
})

async function call(method: 'GET' | 'POST', url: string, body?: object) {
  const { headers } = manager
  const reply = await harness.app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
  expect(reply.statusCode).toBeLessThan(300)
  return reply
}

/** A project with the hard texts, of which two people said what each came with. */
async function annotated(): Promise<string> {
  const { deps } = harness
  const project = await makeProject(deps, { questions, overlap: 2 })
  manager = await person(deps, 'Mo', 'manager', project)
  const { payload, headers } = upload({ 'texts.jsonl': jsonlOf(hardTexts.map((one) => ({ ...one, links: [] }))) })
  const url = `/api/projects/${project}/imports?format=auto`
  const sent = await harness.app.inject({ method: 'POST', url, payload, headers: { ...headers, ...manager.headers } })
  await runner.idle()
  await call('POST', `/api/imports/${sent.json().id}/land`, {})
  await runner.idle()
  for (const name of ['Ann', 'Bob']) await answerAsGiven(deps, project, await person(deps, name, 'annotator', project))
  await runner.idle()
  return project
}

it('TXT2, TXT3: hard texts go out as a DocBin, whole, and the account names what stays behind', async () => {
  const project = await annotated()
  const { id } = (await call('POST', `/api/projects/${project}/exports`, { format: 'spacy-docbin' })).json()
  await runner.idle()
  expect((await call('GET', `/api/exports/${id}`)).json()).toMatchObject({ state: 'ready', problem: null })
  const files = await unzip((await call('GET', `/api/exports/${id}/file`)).rawPayload)
  const docs = readDocBin(inflateSync(files['texts.spacy'] ?? Buffer.alloc(0)))
  expect(docs.map(({ text }) => text)).toEqual(hardTexts.map(({ text }) => text))
  for (const [at, { text, spans }] of hardTexts.entries()) {
    const points = Array.from(text)
    const whole = spans.flatMap(({ label, parts }) =>
      parts.length > 1
        ? []
        : parts.map(([start, end]) => ({ start, end, label, quote: points.slice(start, end).join('') })),
    )
    expect(docs[at]?.groups['sc']).toHaveLength(whole.length)
    expect(docs[at]?.groups['sc']).toEqual(expect.arrayContaining(whole))
  }
  // One of the spans has two parts.
  expect(JSON.parse(String(files['manifest.json']))['left_out']).toEqual({ 'a span in several parts': 1 })
  expect(String(files['left-out.jsonl']).trim().split('\n')).toHaveLength(1)
})
