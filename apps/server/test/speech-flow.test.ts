// Recordings with subtitles to a consensus that nobody wrote alone, out in the formats of speech labs, and in again.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePcmWav } from '@etabli/formats'
import type { Answers } from '@etabli/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportProject } from '../src/flow/exports/index.ts'
import { importFiles } from '../src/flow/imports/index.ts'
import { startRunner } from '../src/jobs/runner.ts'
import { answerTask, project as makeProject, person, type TestPerson } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'
import { unzipText } from './unzip.ts'

const transcript = { id: 'said', kind: 'transcript', title: 'Said', help: '', required: false, labels: [], options: {} }

/** Silence of so many seconds: WAV, 16 bit, mono, 8 kHz. */
function silence(seconds: number): Buffer {
  return Buffer.from(writePcmWav(new Int16Array(seconds * 8_000), 8_000))
}

/** Each wrong once, elsewhere; the machine hears two cues of three seconds. */
const WRITTEN = ['Wake me and ten minutes.', 'Wake me in tan minutes.', 'Make me in ten minutes.']
const SRT = '1\n00:00:00,000 --> 00:00:01,000\nwake me and\n\n2\n00:00:01,000 --> 00:00:03,000\nten minutes\n'

describe('recordings, from subtitles to a training set', () => {
  let harness: Harness
  let project: string
  let manager: TestPerson

  beforeAll(async () => {
    harness = await startHarness()
    const { deps } = harness
    project = await makeProject(deps, { media: 'audio', questions: [transcript], overlap: 3 })
    manager = await person(deps, 'Mo', 'manager', project)
    const folder = join(harness.data, 'set')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.wav'), silence(3))
    writeFileSync(join(folder, 'a.srt'), SRT)
    const report = await importFiles(deps, project as never, [folder], { person: manager.id as never })
    expect(report).toMatchObject({ state: 'landed', format: 'srt', good: 1, marks: 1, bad: 0 })
    const [task] = await deps.db.selectFrom('task').selectAll().execute()
    expect(JSON.parse(task!.prefill)).toMatchObject([{ value: { text: 'wake me and\nten minutes', estimated: true } }])
    for (const [index, text] of WRITTEN.entries()) {
      const who = await person(deps, `P${index}`, 'annotator', project)
      const answers: Answers = JSON.parse(task!.prefill).map((mark: object) => ({ ...mark, value: { text } }))
      await answerTask(deps, { project, task: task!.id, who, answers })
    }
    const runner = startRunner(deps)
    await runner.idle()
    await runner.stop()
  }, 60_000)
  afterAll(() => harness.close())

  async function write(format: 'kaldi' | 'textgrid') {
    const to = join(harness.data, `${format}.zip`)
    const request = { format, answers: 'consensus', split: null, seed: 1, media: true, categoryBase: 1 } as const
    return { to, written: await exportProject(harness.deps, project as never, request, to) }
  }

  it('QLT4: exports the sentence whose every word most people wrote', async () => {
    const { to, written } = await write('kaldi')
    expect(written.tally).toMatchObject({ exported: 1 })
    const files = await unzipText(to)
    expect(files['data/text']).toMatch(/^\S+-\S+ Wake me in ten minutes\.\n$/)
    expect(files['data/wav.scp']).toMatch(/^\S+ audio\/\S*a\.wav\n$/)
  })

  it('TextGrid with recordings comes back as it is, found out by itself', async () => {
    const { to } = await write('textgrid')
    const other = await makeProject(harness.deps, { media: 'audio', questions: [transcript] })
    const report = await importFiles(harness.deps, other as never, [to], { person: manager.id as never })
    expect(report).toMatchObject({ state: 'landed', format: 'textgrid', good: 1, marks: 1, bad: 0 })
    const tasks = await harness.deps.db.selectFrom('task').select('prefill').where('project', '=', other).execute()
    expect(JSON.parse(tasks[0]!.prefill)).toMatchObject([{ value: { text: 'Wake me in ten minutes.' } }])
  })
})
