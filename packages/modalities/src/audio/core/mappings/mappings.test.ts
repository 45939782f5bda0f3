// Lists of recordings in, manifests out: every bad line named, every recording counted.

import type { ExportItem } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers, BlobHash, MarkId, Millis, Project, ProjectId, TaskId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { transcriptCheck } from '../templates.ts'
import { audioCsvExport, nemoExport } from './exports.ts'
import { audioCsv, audioFolder, audioJsonl } from './lists.ts'

const project: Project = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as ProjectId,
  name: 'Kitchen',
  media: 'audio',
  questions: transcriptCheck.questions('en'),
  brief: { who: '', why: '', use: '', sensitive: null, pay: null },
  guidelines: '',
  overlap: 3,
  blind: true,
  state: 'open',
  version: 1,
  sample: false,
  createdAt: 0 as Millis,
}

const sound = new Uint8Array([1, 2, 3])

describe('JSONL', () => {
  it('takes the machine’s words with times and confidence as a proposal, and shows the other fields', async () => {
    const line = JSON.stringify({
      audio_filepath: 'audio/a.flac',
      lang: 'en',
      machine: {
        text: 'hello there',
        confidence: 0.8,
        words: [{ word: 'hello', start: 0.1, end: 0.4, confidence: 0.9 }],
        engine: 'x',
        times: 'estimated',
      },
    })
    const rows = await readAll(audioJsonl, memoryTree({ 'set/list.jsonl': line, 'set/audio/a.flac': sound }), project)
    expect(rows).toEqual([
      {
        task: {
          name: 'audio/a.flac',
          media: { type: 'file', path: 'set/audio/a.flac' },
          fields: { lang: 'en' },
          prefill: [
            {
              question: 'transcript',
              kind: 'transcript',
              label: null,
              value: {
                text: 'hello there',
                words: [{ word: 'hello', start: 0.1, end: 0.4, confidence: 0.9 }],
                estimated: true,
              },
              confidence: 0.8,
              source: 'model',
            },
          ],
          origin: { file: 'set/list.jsonl', line: 1 },
        },
      },
    ])
  })

  it('keeps other hypotheses: a list of texts or of objects, in the machine’s own or beside it', async () => {
    const list = [
      '{"audio":"a.wav","machine":{"text":"one","alternatives":["won"]}}',
      '{"audio":"a.wav","pred_text":"one","nbest":[{"text":"won","score":0.1},{"text":"wan"}]}',
      '{"audio":"a.wav","pred_text":"one","nbest":[3]}',
    ].join('\n')
    const rows = await readAll(audioJsonl, memoryTree({ 'list.jsonl': list, 'a.wav': sound }), project)
    expect(rows.map((row) => ('issue' in row ? row.issue.path : row.task.prefill[0]?.value))).toEqual([
      { text: 'one', alternatives: ['won'] },
      { text: 'one', alternatives: ['won', 'wan'] },
      'nbest',
    ])
  })

  it('names every bad line by file, line and field, and goes on', async () => {
    const list = [
      '{"audio":"gone.wav"}',
      'not json',
      '{"text":"no path"}',
      '{"audio":"a.wav","machine":{"text":3}}',
      '{"audio":"a.wav","text":"yes"}',
    ].join('\n')
    const rows = await readAll(audioJsonl, memoryTree({ 'list.jsonl': list, 'a.wav': sound }), project)
    expect(
      rows.map((row) => ('issue' in row ? [row.issue.file, row.issue.line, row.issue.path] : row.task.name)),
    ).toEqual([
      ['list.jsonl', 1, 'audio'],
      ['list.jsonl', 2, undefined],
      ['list.jsonl', 3, 'audio_filepath'],
      ['list.jsonl', 4, 'machine'],
      'a.wav',
    ])
  })

  it('does not guess between two recordings of one name', async () => {
    const rows = await readAll(
      audioJsonl,
      memoryTree({ 'list.jsonl': '{"audio":"x/a.wav"}', 'p/a.wav': sound, 'q/a.wav': sound }),
      project,
    )
    expect(rows[0]).toMatchObject({ issue: { code: 'audio.missing' } })
  })
})

describe('CSV and folders', () => {
  it('reads path, transcript and verdict from columns', async () => {
    const rows = await readAll(
      audioCsv,
      memoryTree({ 'l.csv': 'path,text,verdict\na.wav,hi,Correct\n', 'a.wav': sound }),
      project,
    )
    expect(rows).toMatchObject([
      { task: { name: 'a.wav', prefill: [{ value: { text: 'hi' } }, { question: 'verdict', label: 'Correct' }] } },
    ])
  })
  it('makes a task of each recording in a bare folder', async () => {
    const rows = await readAll(audioFolder, memoryTree({ 'a.wav': sound, 'notes.txt': 'x', 'b.mp3': sound }), project)
    expect(rows.map((row) => 'task' in row && row.task.name)).toEqual(['a.wav', 'b.mp3'])
  })
})

function item(name: string, text: string | null, verdict: string, split: ExportItem['split'] = null): ExportItem {
  const mark = (question: string, kind: string, label: string | null, value: unknown) => ({
    id: `${question}-1` as MarkId,
    question,
    kind,
    label,
    value,
    source: 'person',
    confidence: null,
  })
  const answers = [
    ...(text === null ? [] : [mark('transcript', 'transcript', null, { text })]),
    mark('verdict', 'single', verdict, null),
  ] as unknown as Answers
  return {
    task: {
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as TaskId,
      project: project.id,
      position: 0,
      priority: 0,
      name,
      media: {
        type: 'audio',
        blob: '0'.repeat(64) as BlobHash,
        mime: 'audio/wav',
        bytes: 3,
        duration: 2.5,
        sampleRate: 16_000,
        channels: 1,
      },
      fields: { lang: 'en' },
      prefill: [],
      overlap: 3,
      state: 'done',
      createdAt: 0 as Millis,
    },
    answers,
    file: `audio/${name}`,
    split,
    votes: null,
    similarity: 0.87654321,
  }
}

const textIn = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('exports', () => {
  it('writes NeMo’s fields and counts what no trainer can use', async () => {
    const { files, leftOut } = await writeAll(nemoExport, project, [
      item('a.wav', 'turn it on', 'corrected'),
      item('b.wav', null, 'not-speech'),
    ])
    // The form of https://docs.nvidia.com/nemo: one JSON object a line with audio_filepath, duration, text.
    expect(textIn(files['nemo_manifest.json'])).toBe(
      '{"audio_filepath":"audio/a.wav","duration":2.5,"text":"turn it on","lang":"en","verdict":"Corrected","agreement":0.8765}\n',
    )
    expect(leftOut).toEqual({ 'no transcript': 1 })
  })
  it('writes how sure the vote was of each word, in their order', async () => {
    const voted = item('a.wav', 'turn it on', 'corrected')
    const vote = { words: [1, 0.5333, 1], gaps: [{ before: 3, sure: 0.8 }] }
    const answers = voted.answers.map((mark) =>
      mark.kind === 'transcript' ? { ...mark, value: { text: 'turn it on', vote } } : mark,
    ) as Answers
    const { files } = await writeAll(nemoExport, project, [{ ...voted, answers }])
    expect(JSON.parse(textIn(files['nemo_manifest.json']))).toMatchObject({
      text: 'turn it on',
      word_confidence: [1, 0.5333, 1],
    })
  })
  it('writes one manifest a split', async () => {
    const { files } = await writeAll(nemoExport, project, [
      item('a.wav', 'a', 'correct', 'train'),
      item('b.wav', 'b', 'correct', 'val'),
    ])
    expect(Object.keys(files)).toEqual(['train_manifest.json', 'val_manifest.json'])
    expect(textIn(files['val_manifest.json'])).toContain('"audio/b.wav"')
  })
  it('writes CSV with a column a question, and reads it again', async () => {
    const { files } = await writeAll(audioCsvExport, project, [item('a.wav', 'say "hi", now', 'corrected')])
    expect(textIn(files['recordings.csv'])).toBe(
      'audio_filepath,duration,transcript,verdict,agreement\r\naudio/a.wav,2.5,"say ""hi"", now",Corrected,0.8765\r\n',
    )
    const again = await readAll(
      audioCsv,
      memoryTree({ 'recordings.csv': files['recordings.csv'] ?? '', 'audio/a.wav': sound }),
      project,
    )
    expect(again).toMatchObject([
      { task: { prefill: [{ value: { text: 'say "hi", now' } }, { question: 'verdict', label: 'Corrected' }] } },
    ])
  })
})
