// Segments in and out, against files written by hand.
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { Answers, AttributeId, LabelId, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { audio } from '../index.ts'
import { speechProject, toldItem } from '../testing-formats.ts'
import { segmentsProject } from '../testing-segment-formats.ts'
import { segmentMark } from '../testing-segments.ts'

const sound = new Uint8Array([1])
const question = segmentsProject.questions[0]!

const read = (format: string, files: Record<string, string | Uint8Array>) =>
  readAll(audio.imports.find((one) => one.format === format)!, memoryTree(files), segmentsProject)

/** Two speakers, the second begins while the first still speaks; one segment of nobody without text. */
const item = {
  ...toldItem({ file: 'audio/talk.wav', value: null, verdict: null }),
  answers: [
    segmentMark('t2', { start: 1.5, end: 3.25, text: 'yes' }, { label: 'speaker-2' as LabelId }),
    segmentMark(
      't1',
      { start: 0.25, end: 2, text: 'are you\nready' },
      { label: 'speaker-1' as LabelId, attributes: { ['language' as AttributeId]: 'en' } },
    ),
    segmentMark('t3', { start: 4, end: 5, text: '' }, { label: null }),
  ].map((mark) => ({ ...mark, question: question.id })) as Answers,
}

const decoded = (body: string | Uint8Array | undefined): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body)

const write = async (format: string) => {
  const out = await writeAll(audio.exports.find((one) => one.format === format)!, segmentsProject, [item])
  const text = Object.fromEntries(Object.entries(out.files).map(([path, body]) => [path, decoded(body)]))
  return { ...out, text }
}

describe('AUD8: rows of start, end, speaker and text', () => {
  const head = 'path,start,end,speaker,text,language\n'
  it('are drafts of one recording; a row that does not fit is refused by line and reason', async () => {
    const rows = [
      'a.wav,0.5,1.5,Speaker 1,yes,en',
      'a.wav,2,1,Speaker 2,no,',
      'a.wav,x,3,,,',
      'b.wav,1,2,Ann,,',
      'a.wav,3,4.25,,hm,',
      'a.wav,5,6,,,Klingon',
    ]
    const found = await read('csv', { 'list.csv': `${head}${rows.join('\n')}\n`, 'a.wav': sound, 'b.wav': sound })
    expect(found).toMatchObject([
      {
        issue: {
          file: 'list.csv',
          line: 3,
          path: 'end',
          message: expect.stringContaining('from 2 to 1 s has no length'),
        },
      },
      { issue: { line: 4, path: 'start', message: '"x" is no number of seconds.' } },
      { issue: { line: 7, path: 'attributes', message: expect.stringContaining('"Language" is one of') } },
      {
        task: {
          name: 'a.wav',
          fields: {},
          prefill: [
            {
              label: 'Speaker 1',
              value: { start: 0.5, end: 1.5, text: 'yes' },
              attributes: { language: 'en' },
              source: 'model',
              line: 2,
            },
            { label: null, value: { start: 3, end: 4.25, text: 'hm' }, line: 6 },
          ],
        },
      },
      { task: { name: 'b.wav', prefill: [{ label: 'Ann' }] } },
    ])
  })
  it('AUD3: JSONL holds a recording’s segments in one row, with their ids and the times of words', async () => {
    const words = [{ word: 'yes', start: 0.6, end: 0.9, confidence: 0.5 }]
    const row = {
      audio: 'a.wav',
      segments: [{ id: 'seg-1', start: 0.5, end: 1.5, speaker: 'speaker-2', text: 'yes', words }],
    }
    const bad = { audio: 'b.wav', segments: [{ start: 0, end: 1 }, { start: 4 }] }
    const found = await read('jsonl', {
      'l.jsonl': `${JSON.stringify(row)}\n${JSON.stringify(bad)}\n`,
      'a.wav': sound,
      'b.wav': sound,
    })
    expect(found).toMatchObject([
      { issue: { line: 2, path: 'segments[1].end' } },
      { task: { prefill: [{ id: 'seg-1', label: 'Speaker 2', value: { start: 0.5, end: 1.5, text: 'yes', words } }] } },
    ])
  })
  it('a recorder’s begin and end are a start and an end', async () => {
    const found = await read('csv', { 'l.csv': 'path,begin,end,text\na.wav,1,2.5,yes\n', 'a.wav': sound })
    expect(found).toMatchObject([{ task: { fields: {}, prefill: [{ value: { start: 1, end: 2.5, text: 'yes' } }] } }])
  })
  it('a second row of a recording that tells of no segment is a task of its own', async () => {
    const found = await read('csv', { 'l.csv': 'path,room\na.wav,hall\na.wav,stairs\n', 'a.wav': sound })
    expect(found).toHaveLength(2)
    expect(found).toEqual(
      expect.arrayContaining(
        ['hall', 'stairs'].map((room) => ({ task: expect.objectContaining({ fields: { room } }) })),
      ),
    )
  })
  it('a row without a start stays what it was', async () => {
    const found = await read('csv', { 'l.csv': 'path,room\na.wav,hall\n', 'a.wav': sound })
    expect(found).toMatchObject([{ task: { fields: { room: 'hall' }, prefill: [] } }])
  })
})

describe('files of segments', () => {
  it('WebVTT: a cue for each, named by its id', async () => {
    const { text } = await write('webvtt')
    expect(text['audio/talk.vtt']).toBe(
      'WEBVTT\n\nt1\n00:00:00.250 --> 00:00:02.000\n<v Speaker 1>are you\nready\n\nt2\n00:00:01.500 --> 00:00:03.250\n<v Speaker 2>yes\n\nt3\n00:00:04.000 --> 00:00:05.000\n\n\n',
    )
  })
  it('RTTM: who speaks when', async () => {
    const { text, leftOut } = await write('rttm')
    expect(text['recordings.rttm']).toBe(
      [
        'SPEAKER audio/talk 1 0.25 1.75 <NA> <NA> Speaker_1 <NA> <NA>',
        'SPEAKER audio/talk 1 1.5 1.75 <NA> <NA> Speaker_2 <NA> <NA>',
        'SPEAKER audio/talk 1 4 1 <NA> <NA> talk <NA> <NA>\n',
      ].join('\n'),
    )
    expect(leftOut).toEqual({ 'text that the file has no place for': 2 })
  })
  it('Kaldi: five files, sorted by speaker and time', async () => {
    const { text, leftOut } = await write('kaldi')
    const [one, two] = ['Speaker_1-audio_talk_000000250_000002000', 'Speaker_2-audio_talk_000001500_000003250']
    expect(text).toMatchObject({
      'data/segments': `${one} audio_talk 0.25 2\n${two} audio_talk 1.5 3.25\n`,
      'data/text': `${one} are you ready\n${two} yes\n`,
      'data/utt2spk': `${one} Speaker_1\n${two} Speaker_2\n`,
      'data/wav.scp': 'audio_talk audio/talk.wav\n',
    })
    expect(leftOut).toEqual({ 'segments without text': 1 })
  })
  it('CSV: a row for each, with what is said of it', async () => {
    const { text } = await write('csv')
    expect(text['segments.csv']?.split('\r\n')[0]?.split('\n')[0]).toBe(
      'audio_filepath,id,start,end,speaker,text,language',
    )
    expect(text['segments.csv']).toContain('audio/talk.wav,t1,0.25,2,Speaker 1,"are you\nready",en')
  })
  it('what is said of segments under a name that rows have for a part has another, out and in', async () => {
    const asked = {
      ...question,
      attributes: [
        { id: 'text', name: 'Kind of text', type: 'choice', choices: ['read', 'free'] },
        { id: 'start', name: 'Starts well', type: 'checkbox' },
      ],
    } as unknown as typeof question
    const words = { ...speechProject.questions.find(({ kind }) => kind === 'single')!, id: 'speaker' as QuestionId }
    const project = { ...segmentsProject, questions: [asked, words] }
    const said = {
      ...item,
      task: { ...item.task, fields: { room: 'hall', text: 'no transcript' } },
      answers: [
        {
          ...segmentMark('t1', { start: 0.25, end: 2, text: 'yes' }, { label: null }),
          question: asked.id,
          attributes: { text: 'read', start: true },
        },
        { ...segmentMark('v', { start: 0, end: 1 }), question: words.id, kind: 'single', label: words.labels[0]!.id },
      ] as unknown as Answers,
    }
    const name = words.labels[0]!.name
    const out = async (format: string) => {
      const { files } = await writeAll(audio.exports.find((one) => one.format === format)!, project, [said])
      return decoded(Object.values(files)[0])
    }
    const csv = await out('csv')
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'audio_filepath,id,start,end,speaker,text,attribute_text,attribute_start,answer_speaker',
      `audio/talk.wav,t1,0.25,2,,yes,read,true,${name}`,
    ])
    const back = await readAll(
      audio.imports.find((one) => one.format === 'csv')!,
      memoryTree({ 'l.csv': csv, 'audio/talk.wav': sound }),
      project,
    )
    const attributes = { text: 'read', start: true }
    expect(back).toMatchObject([
      {
        task: {
          fields: {},
          prefill: [
            { question: 'speaker', label: name },
            { value: { text: 'yes' }, attributes },
          ],
        },
      },
    ])
    // NeMo's own names are NeMo's; what the task came with stands beside them.
    expect(JSON.parse(await out('nemo'))).toEqual({
      audio_filepath: 'audio/talk.wav',
      offset: 0.25,
      duration: 1.75,
      text: 'yes',
      room: 'hall',
      id: 't1',
      attribute_text: 'read',
      attribute_start: true,
      answer_speaker: name,
    })
  })
  it('CTM: words keep their times in a segment of all of them', async () => {
    const ctm = 'a 1 0.5 0.25 yes 0.8\na 1 1 0.5 no 0.6\n'
    const words = [
      { word: 'yes', start: 0.5, end: 0.75, confidence: 0.8 },
      { word: 'no', start: 1, end: 1.5, confidence: 0.6 },
    ]
    expect(await read('ctm', { 'l.ctm': ctm, 'a.wav': sound })).toMatchObject([
      { task: { prefill: [{ kind: 'segment', value: { start: 0.5, end: 1.5, text: 'yes no', words } }] } },
    ])
  })
  it('LibriSpeech: text without times is an issue where only segments are asked for', async () => {
    const files = { '84/121123/84-121123.trans.txt': '84-121123-0000 GO\n', '84/121123/84-121123-0000.flac': sound }
    const only = { ...segmentsProject, questions: [question] }
    const found = await readAll(audio.imports.find((one) => one.format === 'librispeech')!, memoryTree(files), only)
    expect(found).toMatchObject([
      { issue: { file: '84/121123/84-121123.trans.txt', line: 1, code: 'audio.untimed' } },
      { task: { name: '84/121123/84-121123-0000.flac', prefill: [] } },
    ])
  })
  it('CSV: counts answers that stand in no row', async () => {
    const verdict = (value: string | null) =>
      toldItem({ file: 'audio/still.wav', value: value === null ? null : { text: value }, verdict: 'correct' })
    const csv = audio.exports.find(({ format }) => format === 'csv')!
    // No segment: its row is missing, and with it the verdict and the transcript.
    const still = await writeAll(csv, segmentsProject, [verdict('hm')])
    expect(still.leftOut).toEqual({ 'answers that a file of segments cannot hold': 2 })
    // With segments the verdict has its place in their rows, a transcript has none.
    const said = { ...item, answers: [...item.answers, ...verdict('hm').answers] as Answers }
    const told = await writeAll(csv, segmentsProject, [said])
    expect(told.leftOut).toEqual({ 'answers that a file of segments cannot hold': 1 })
  })
  it('TextGrid: a tier for each speaker, and one more where a speaker’s own overlap', async () => {
    const both = { ...item, answers: item.answers.map((mark) => ({ ...mark, label: 'speaker-1' as LabelId })) }
    const { files } = await writeAll(audio.exports.find(({ format }) => format === 'textgrid')!, segmentsProject, [
      both,
    ])
    const names = [...decoded(files['audio/talk.TextGrid']).matchAll(/name = "([^"]*)"/g)].map(([, name]) => name)
    expect(names).toEqual(['Speaker 1', 'Speaker 1 #2'])
    const back = await read('textgrid', {
      'audio/talk.TextGrid': files['audio/talk.TextGrid']!,
      'audio/talk.wav': sound,
    })
    expect(back).toMatchObject([
      { task: { prefill: [{ label: 'Speaker 1' }, { label: 'Speaker 1' }, { label: 'Speaker 1' }] } },
    ])
  })
})
