// Sentences to a corpus to be checked: read aloud by several people, written in two formats, in again as recordings whose
// machine transcript is the sentence. Every step on a real server, every byte compared.
import { writePcmWav } from '@etabli/formats'
import { recordSentences, transcriptCheck } from '@etabli/modalities'
import type { Answers, LeaseId, Project } from '@etabli/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submit } from '../src/flow/annotations/index.ts'
import { exportProject } from '../src/flow/exports/index.ts'
import { importFiles } from '../src/flow/imports/index.ts'
import { claim } from '../src/flow/queue/index.ts'
import { startRunner } from '../src/jobs/runner.ts'
import { upload } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'
import { addMember, addProject, addTasks, type TestPerson, type TestProject } from './people.ts'
import { unzip } from './unzip.ts'

const RATE = 16_000
const FIRST = 'The 0th report speaks of the weather.'
const SECOND = 'The 1th report speaks of the weather.'

/** Two seconds of a tone: what stands for a voice here. */
function voice(hertz: number): Buffer {
  const samples = Int16Array.from({ length: 2 * RATE }, (_, n) => 9_000 * Math.sin((2 * Math.PI * hertz * n) / RATE))
  return Buffer.from(writePcmWav(samples, RATE))
}

describe('sentences, from the page to a checked corpus', () => {
  let harness: Harness
  let ours: TestProject
  const voices = new Map<string, Buffer>()

  beforeAll(async () => {
    harness = await startHarness()
    ours = await addProject(harness, { tasks: 2, draft: { questions: recordSentences.questions('en'), overlap: 2 } })
    const [ana, ben] = [
      await addMember(harness, ours.project.id, 'annotator'),
      await addMember(harness, ours.project.id, 'annotator'),
    ]
    // Ana's first take is clipped, so Ben's is the better one of that sentence.
    await record(ana, 300, { checks: ['clipped'], clipped: 0.01 })
    harness.clock.advance(1)
    await record(ben, 400)
    await record(ana, 500)
    await record(ben, 600, { level: -37 })
    const runner = startRunner(harness.deps)
    await runner.idle()
    await runner.stop()
  }, 60_000)
  afterAll(() => harness.close())

  async function record(who: TestPerson, hertz: number, more: object = {}): Promise<void> {
    const { deps } = harness
    const claimed = await deps.grouped((tx) => claim(tx, deps, { person: who.id, project: ours.project.id, count: 1 }))
    if ('empty' in claimed) throw new Error(claimed.empty.why)
    const lease: LeaseId = claimed.leases[0]!.lease.id
    const bytes = voice(hertz)
    voices.set(String(hertz), bytes)
    const { payload, headers } = upload({ 'take.wav': bytes })
    const reply = await harness.app.inject({
      method: 'POST',
      url: `/api/leases/${lease}/takes`,
      payload,
      headers: { ...headers, authorization: `Bearer ${who.token}` },
    })
    const measured = { peak: -11.2, level: -14.2, clipped: 0, spoken: 2, checks: [], ...more }
    const answers = [
      {
        id: 'm',
        question: ours.project.questions[0]!.id,
        kind: 'recording',
        label: null,
        value: { ...(reply.json() as object), ...measured },
        source: 'person',
        confidence: null,
      },
    ] as unknown as Answers
    const draft = { id: deps.ids.next() as never, answers, activeMs: 1_000, version: ours.project.version }
    await submit(deps, { caller: { id: who.id, admin: false }, lease, draft })
  }

  async function write(format: 'nemo' | 'common-voice' | 'raw', answers: 'consensus' | 'all') {
    const to = `${harness.data}/${format}-${answers}.zip`
    const request = { format, answers, split: null, seed: 1, media: true, categoryBase: 1 } as const
    const written = await exportProject(harness.deps, ours.project.id, request, to)
    return { to, written, files: await unzip(to) }
  }

  /** What a transcript project makes of that zip. */
  async function checking(zip: string) {
    const { project, manager } = await addProject(harness, {
      draft: { media: 'audio', questions: transcriptCheck.questions('en') },
    })
    const report = await importFiles(harness.deps, project.id, [zip], { person: manager.id })
    const tasks = await harness.deps.db
      .selectFrom('task')
      .selectAll()
      .where('project', '=', project.id)
      .orderBy('position')
      .execute()
    return {
      report,
      tasks: tasks.map((task) => ({
        name: task.name,
        media: JSON.parse(task.media),
        prefill: JSON.parse(task.prefill),
        fields: JSON.parse(task.fields),
      })),
    }
  }

  it('the consensus is the best take of each sentence, under the pseudonym of its speaker', async () => {
    const { files, written } = await write('nemo', 'consensus')
    expect(written.tally).toMatchObject({ exported: 2 })
    const lines = files['nemo_manifest.json']!.toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([
      {
        audio_filepath: 'recordings/annotator-02/000001.wav',
        duration: 2,
        text: FIRST,
        speaker: 'annotator-02',
        sentence_id: 'task-0',
        sample_rate: RATE,
      },
      {
        audio_filepath: 'recordings/annotator-01/000002.wav',
        duration: 2,
        text: SECOND,
        speaker: 'annotator-01',
        sentence_id: 'task-1',
        sample_rate: RATE,
      },
    ])
    expect(files['recordings/annotator-02/000001.wav']!.equals(voices.get('400')!)).toBe(true)
    expect(files['recordings/annotator-01/000002.wav']!.equals(voices.get('500')!)).toBe(true)
    expect(Object.keys(files).filter((path) => path.endsWith('.wav'))).toHaveLength(2)
  })

  it('Common Voice lists every take of every speaker, and nobody’s name or person id is in the archive', async () => {
    const { files } = await write('common-voice', 'all')
    const list = files['by/annotator-01/recordings.tsv']!.toString()
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(0, 3))
    expect(list).toEqual([
      ['client_id', 'path', 'sentence'],
      ['annotator-01', 'recordings/annotator-01/000001.wav', FIRST],
      ['annotator-01', 'recordings/annotator-01/000002.wav', SECOND],
    ])
    expect(
      Object.keys(files)
        .filter((path) => path.endsWith('.wav'))
        .toSorted(),
    ).toEqual([
      'recordings/annotator-01/000001.wav',
      'recordings/annotator-01/000002.wav',
      'recordings/annotator-02/000001.wav',
      'recordings/annotator-02/000002.wav',
    ])
    const people = await harness.deps.db.selectFrom('person').select(['id', 'name']).execute()
    const words = Object.entries(files)
      .filter(([path]) => !path.endsWith('.wav'))
      .map(([, bytes]) => bytes.toString())
    for (const { id, name } of people)
      for (const text of words) expect(text.includes(id) || text.includes(name)).toBe(false)
  })

  it.each([
    ['nemo', 'jsonl'],
    ['common-voice', 'common-voice'],
  ] as const)(
    'a %s archive comes in as recordings to check, the sentence as the machine’s transcript',
    async (format, read) => {
      const { to } = await write(format, 'consensus')
      const { report, tasks } = await checking(to)
      expect(report).toMatchObject({ state: 'landed', format: read, good: 2, bad: 0, marks: 2 })
      expect(tasks).toMatchObject([
        {
          media: { type: 'audio', duration: 2, sampleRate: RATE, channels: 1 },
          prefill: [{ kind: 'transcript', value: { text: FIRST } }],
        },
        { media: { type: 'audio' }, prefill: [{ kind: 'transcript', value: { text: SECOND } }] },
      ])
      const stored = await Promise.all(tasks.map(({ media }) => harness.deps.blobs.stat(media.blob)))
      expect(stored).toEqual([{ bytes: voices.get('400')!.length }, { bytes: voices.get('500')!.length }])
    },
  )

  it('all takes of all speakers come in to be checked, too', async () => {
    const { to } = await write('nemo', 'all')
    const { report, tasks } = await checking(to)
    expect(report).toMatchObject({ state: 'landed', good: 4, bad: 0, marks: 4 })
    expect(tasks.map(({ fields }) => fields.speaker).toSorted()).toEqual([
      'annotator-01',
      'annotator-01',
      'annotator-02',
      'annotator-02',
    ])
  })

  it('a raw export brings every take under its hash', async () => {
    const { files } = await write('raw', 'all')
    const lines = files['raw.jsonl']!.toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const named = lines.flatMap((line) =>
      line.annotations.map((one: { answers: Answers }) => (one.answers[0]!.value as { blob: string }).blob),
    )
    expect(named).toHaveLength(4)
    for (const blob of named) expect(Object.keys(files)).toContain(`recordings/${blob}.wav`)
  })

  it('a project of texts that asks for no recording is not written so', async () => {
    const other: Project = (await addProject(harness, { tasks: 1 })).project
    await addTasks(harness, other, 1, 'more')
    const request = {
      format: 'nemo',
      answers: 'consensus',
      split: null,
      seed: 1,
      media: true,
      categoryBase: 1,
    } as const
    await expect(exportProject(harness.deps, other.id, request, `${harness.data}/no.zip`)).rejects.toMatchObject({
      code: 'export.format',
    })
  })
})
