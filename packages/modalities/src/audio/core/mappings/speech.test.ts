// Formats of speech: files as their programs want them, drafts from files with several segments, and what is refused.
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { MarkId, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { audio } from '../index.ts'
import { speechProject as project, type Telling, toldItem } from '../testing-formats.ts'
import { elanImport, srtImport, textGridImport, webvttImport, whisperImport } from './beside-in.ts'
import { audacityExport, elanExport, srtExport, textGridExport } from './beside-out.ts'
import { commonVoiceImport, ctmImport, kaldiImport, stmImport } from './lists-in.ts'
import {
  audiofolderExport,
  commonVoiceExport,
  ctmExport,
  kaldiExport,
  librispeechExport,
  rttmExport,
  stmExport,
} from './lists-out.ts'

const sound = new Uint8Array([1])
const decoder = new TextDecoder()

async function written(mapping: Parameters<typeof writeAll>[0], ...tellings: Telling[]) {
  const { files, leftOut } = await writeAll(mapping, project, tellings.map(toldItem))
  const texts = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, decoder.decode(bytes)]))
  return { files: texts, leftOut }
}

const words = [
  { word: 'turn', start: 0.1, end: 0.4, confidence: 0.9 },
  { word: 'it', start: 0.4, end: 0.5, confidence: 0.4 },
]
const timed: Telling = { file: 'audio/b.wav', value: { text: 'Turn it', words }, verdict: 'correct', speaker: 'Bo Li' }
const plain: Telling = { file: 'audio/a c.wav', value: { text: 'yes\nplease' }, verdict: null, duration: 1.5 }
const silent: Telling = { file: 'audio/z.wav', value: null, verdict: 'correct' }

describe('lists out', () => {
  it('Kaldi: five files, sorted, ids that begin with their speaker', async () => {
    const { files, leftOut } = await written(kaldiExport, timed, plain, silent)
    expect(files).toEqual({
      'data/wav.scp': 'audio_a_c audio/a c.wav\naudio_b audio/b.wav\n',
      'data/segments': 'Bo_Li-audio_b audio_b 0 10\naudio_a_c-audio_a_c audio_a_c 0 1.5\n',
      'data/text': 'Bo_Li-audio_b Turn it\naudio_a_c-audio_a_c yes please\n',
      'data/utt2spk': 'Bo_Li-audio_b Bo_Li\naudio_a_c-audio_a_c audio_a_c\n',
      'data/spk2utt': 'Bo_Li Bo_Li-audio_b\naudio_a_c audio_a_c-audio_a_c\n',
    })
    expect(leftOut).toEqual({ 'no transcript': 1, 'answers that a file of transcripts cannot hold': 2 })
  })
  it('STM, CTM and RTTM: recordings by their path without extension', async () => {
    expect((await written(stmExport, timed, plain)).files).toEqual({
      'recordings.stm': 'audio/b 1 Bo_Li 0 10 Turn it\naudio/a_c 1 a_c 0 1.5 yes please\n',
    })
    const ctm = await written(ctmExport, timed, plain)
    // The words as the text has them, with the machine's times.
    expect(ctm.files).toEqual({ 'recordings.ctm': 'audio/b 1 0.1 0.3 Turn 0.9\naudio/b 1 0.4 0.1 it 0.4\n' })
    expect(ctm.leftOut['words without times']).toBe(1)
    expect((await written(rttmExport, timed, plain)).files).toEqual({
      'recordings.rttm':
        'SPEAKER audio/b 1 0.1 0.4 <NA> <NA> Bo_Li <NA> <NA>\nSPEAKER audio/a_c 1 0 1.5 <NA> <NA> a_c <NA> <NA>\n',
    })
  })
  it('times of another text are no times', async () => {
    const other = { ...timed, value: { text: 'Turn off', words } }
    expect((await written(ctmExport, other)).leftOut['words without times']).toBe(1)
  })
  it('Common Voice: its columns; LibriSpeech: only what is named so; audiofolder: the other answers too', async () => {
    expect((await written(commonVoiceExport, timed)).files['recordings.tsv']).toBe(
      'client_id\tpath\tsentence\tup_votes\tdown_votes\tage\tgender\taccents\tlocale\nBo Li\taudio/b.wav\tTurn it\t\t\t\t\t\t\n',
    )
    const libri = { ...plain, file: 'audio/84/121123/84-121123-0000.flac' }
    const { files, leftOut } = await written(librispeechExport, libri, timed)
    expect(files).toEqual({ 'audio/84/121123/84-121123.trans.txt': '84-121123-0000 yes please\n' })
    expect(leftOut['not named as LibriSpeech does']).toBe(1)
    expect((await written(audiofolderExport, timed)).files['metadata.jsonl']).toBe(
      '{"file_name":"audio/b.wav","transcription":"Turn it","speaker":"Bo Li","verdict":"Correct"}\n',
    )
  })
  it('Common Voice: votes of the question whose text it is, whatever order the answers have', async () => {
    const [transcript, verdict] = project.questions
    const whispered = { ...transcript!, id: 'whispered' as QuestionId }
    const item = toldItem(timed)
    const [said, correct] = item.answers
    const other = { ...said!, id: 'whispered-1' as MarkId, question: whispered.id, value: { text: 'psst' } }
    const votes = new Map([
      [said!.id, { votes: 2, of: 3 }],
      [other.id, { votes: 1, of: 3 }],
    ])
    const { files } = await writeAll(commonVoiceExport, { ...project, questions: [transcript!, whispered, verdict!] }, [
      { ...item, answers: [other, said!, correct!], votes },
    ])
    const row = decoder.decode(files['recordings.tsv']).split('\n')[1]
    expect(row).toBe('Bo Li\taudio/b.wav\tTurn it\t2\t1\t\t\t\t')
  })
  it('a list, folder or column for each split', async () => {
    const both = [
      { ...timed, split: 'train' as const },
      { ...plain, split: 'test' as const },
    ]
    expect(Object.keys((await written(stmExport, ...both)).files)).toEqual(['train.stm', 'test.stm'])
    expect(Object.keys((await written(kaldiExport, ...both)).files)).toContain('test/utt2spk')
    expect(Object.keys((await written(srtExport, ...both)).files)).toEqual(['train/audio/b.srt', 'test/audio/a c.srt'])
    expect((await written(audiofolderExport, ...both)).files['metadata.jsonl']).toContain('"split":"train"')
  })
})

describe('files beside recordings', () => {
  it('SRT and Audacity: one segment, as long as the recording', async () => {
    expect((await written(srtExport, plain)).files).toEqual({
      'audio/a c.srt': '1\n00:00:00,000 --> 00:00:01,500\nyes\nplease\n\n',
    })
    expect((await written(audacityExport, plain)).files).toEqual({
      'audio/a c.txt': '0.000000\t1.500000\tyes please\n',
    })
  })
  it('AUD12: TextGrid and ELAN bring each word’s time back as it was, and say which are estimated', async () => {
    for (const [out, back] of [
      [textGridExport, textGridImport],
      [elanExport, elanImport],
    ] as const) {
      for (const estimated of [false, true]) {
        const value = { text: 'Turn it', words, ...(estimated ? { estimated } : {}) }
        const { files } = await written(out, { ...timed, value })
        const [row] = await readAll(back, memoryTree({ ...files, 'audio/b.wav': sound }), project)
        expect(row).toMatchObject({ task: { prefill: [{ source: 'model', value: { text: 'Turn it' } }] } })
        const seed = row && 'task' in row ? row.task.prefill[0]?.value : null
        expect(seed).toEqual({
          text: 'Turn it',
          words: [
            { word: 'Turn', start: 0.1, end: 0.4, confidence: null },
            { word: 'it', start: 0.4, end: 0.5, confidence: null },
          ],
          ...(estimated ? { estimated: true } : {}),
        })
      }
    }
  })
})

describe('drafts in', () => {
  it('AUD8: start, end, speaker and text become a draft, a line a segment; a row that does not fit is refused by line', async () => {
    const stm = 'a 1 Bo 2.5 4 and you\na 1 Ann 0 2 how are they\na 1 Ann x 9 lost\nb 1 Ann 0 1 gone\n'
    const rows = await readAll(stmImport, memoryTree({ 'x.stm': stm, 'rec/a.wav': sound, 'c.wav': sound }), project)
    expect(rows).toMatchObject([
      { issue: { file: 'x.stm', line: 3, path: 'time', code: 'stm.time' } },
      { task: { name: 'rec/a.wav', fields: { speaker: 'Ann, Bo' } } },
      { issue: { file: 'x.stm', code: 'audio.missing' } },
      { task: { name: 'c.wav', prefill: [] } },
    ])
    // "how are they" over 0–2 s: 3, 3 and 4 letters of 10; "and you" over 2.5–4 s: 3 of 6 each.
    const seed = rows[1] && 'task' in rows[1] ? rows[1].task.prefill[0]?.value : null
    expect(seed).toMatchObject({ text: 'how are they\nand you', estimated: true })
    const times = (seed as { words: { start: number; end: number }[] }).words.map(({ start, end }) => [start, end])
    for (const [index, expected] of [0, 0.6, 1.2, 2.5, 3.25].entries())
      expect(times[index]?.[0]).toBeCloseTo(expected, 9)
    expect(times[4]?.[1]).toBeCloseTo(4, 9)
  })
  it('Whisper’s JSON brings words with their times and how sure it was', async () => {
    const words = [
      { word: ' Turn', start: 0, end: 0.3, probability: 0.9 },
      { word: ' off.', start: 0.3, end: 0.6, probability: 0.4 },
    ]
    const json = JSON.stringify({ segments: [{ start: 0, end: 0.6, text: ' Turn off.', words }] })
    const tree = memoryTree({ 'a.json': json, 'a.wav': sound })
    expect(await whisperImport.sniff(tree, project)).toBeGreaterThan(0.9)
    expect(await whisperImport.sniff(memoryTree({ 'a.json': '{"audio":"a.wav"}', 'a.wav': sound }), project)).toBe(0)
    expect(await readAll(whisperImport, tree, project)).toMatchObject([
      {
        task: {
          name: 'a.wav',
          prefill: [
            {
              value: {
                text: 'Turn off.',
                words: [
                  { word: 'Turn', start: 0, end: 0.3, confidence: 0.9 },
                  { word: 'off.', start: 0.3, end: 0.6, confidence: 0.4 },
                ],
              },
            },
          ],
        },
      },
    ])
  })
  it('AUD8: SRT and WebVTT likewise, by cue', async () => {
    const srt = '1\n00:00:00,000 --> 00:00:01,000\nhow\n\n2\n00:00:09,000 --> 00:00:01,000\nlost\n'
    expect(await readAll(srtImport, memoryTree({ 'a.srt': srt, 'a.wav': sound }), project)).toMatchObject([
      { issue: { file: 'a.srt', line: 6, code: 'srt.time' } },
      { task: { prefill: [{ value: { text: 'how' } }] } },
    ])
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>how\n'
    expect(
      await readAll(webvttImport, memoryTree({ 'a.vtt': vtt, 'b.vtt': vtt, 'a.wav': sound }), project),
    ).toMatchObject([
      { task: { fields: { speaker: 'Ann' }, prefill: [{ value: { text: 'how' } }] } },
      { issue: { file: 'b.vtt', code: 'audio.missing' } },
    ])
  })
  it('CTM: words with measured times and confidence', async () => {
    const rows = await readAll(ctmImport, memoryTree({ 'x.ctm': 'a 1 0.5 0.25 yes 0.8\n', 'a.wav': sound }), project)
    const value = { text: 'yes', words: [{ word: 'yes', start: 0.5, end: 0.75, confidence: 0.8 }] }
    expect(rows).toMatchObject([{ task: { prefill: [{ value }] } }])
    expect(JSON.stringify(rows)).not.toContain('estimated')
  })
  it('lists of 200,000 words, more than a call takes arguments', async () => {
    const count = 200_000
    const lines = Array.from({ length: count }, (_, index) => `a 1 ${index} 1 x\n`).join('')
    const text = Array.from({ length: count }, () => 'x').join(' ')
    expect(await readAll(ctmImport, memoryTree({ 'x.ctm': lines, 'a.wav': sound }), project)).toMatchObject([
      { task: { name: 'a.wav', prefill: [{ value: { text } }] } },
    ])
    const intervals = Array.from({ length: count }, (_, index) => `${index} ${index + 1} "x"`).join('\n')
    const grid = `"ooTextFile"\n"TextGrid"\n0 ${count} <exists> 1\n"IntervalTier" "words" 0 ${count} ${count}\n${intervals}`
    expect(await readAll(textGridImport, memoryTree({ 'a.TextGrid': grid, 'a.wav': sound }), project)).toMatchObject([
      { task: { name: 'a.wav', prefill: [{ value: { text } }] } },
    ])
  })
  it('TextGrid: words of an aligner are words, its sounds are left aside, other tiers are speakers', async () => {
    const grid = (...tiers: [string, string][]) =>
      `"ooTextFile"\n"TextGrid"\n0 2 <exists> ${tiers.length}\n${tiers
        .map(([name, text]) => `"IntervalTier" "${name}" 0 2 1 0 2 "${text}"`)
        .join('\n')}`
    const value = async (file: string) => {
      const rows = await readAll(textGridImport, memoryTree({ 'a.TextGrid': file, 'a.wav': sound }), project)
      return rows[0] && 'task' in rows[0] ? [rows[0].task.prefill[0]?.value, rows[0].task.fields] : rows
    }
    expect(await value(grid(['words', 'yes'], ['phones', 'j E s']))).toEqual([
      { text: 'yes', words: [{ word: 'yes', start: 0, end: 2, confidence: null }] },
      {},
    ])
    expect(await value(grid(['Mary', 'hi'], ['John', 'ho']))).toMatchObject([
      { text: 'hi\nho', estimated: true },
      { speaker: 'Mary, John' },
    ])
  })
  it('Kaldi: commands, speakers and directories without segments', async () => {
    const files = {
      'data/wav.scp': 'r1 sph2pipe -f wav sub/r1.wav |\nr2 gone.wav\n',
      'data/text': 'r1 hello there\n',
      'data/utt2spk': 'r1 s7\n',
      'data/sub/r1.wav': sound,
    }
    expect(await readAll(kaldiImport, memoryTree(files), project)).toMatchObject([
      { task: { name: 'data/sub/r1.wav', fields: { speaker: 's7' }, prefill: [{ value: { text: 'hello there' } }] } },
      { issue: { file: 'data/wav.scp', line: 2, code: 'audio.missing' } },
    ])
  })
  it('AUD8: Kaldi: text that belongs to no recording is refused by line', async () => {
    const files = {
      'data/wav.scp': 'r1 a.wav\n',
      'data/segments': 'u1 r1 0 1\nu2 r2 0 1\n',
      'data/text': 'u1 yes\nu2 no\nu3 perhaps\n',
      'data/a.wav': sound,
    }
    const issue = { file: 'data/text', code: 'audio.unplaced' }
    // u2 is of a recording that wav.scp lacks, u3 is not in segments.
    expect(await readAll(kaldiImport, memoryTree(files), project)).toMatchObject([
      { issue: { ...issue, line: 2, message: expect.stringContaining('"u2"') } },
      { issue: { ...issue, line: 3, message: expect.stringContaining('"u3"') } },
      { task: { name: 'data/a.wav', prefill: [{ value: { text: 'yes' } }] } },
    ])
    const plain = { 'wav.scp': 'r1 a.wav\n', text: 'r2 no\nr1 yes\n', 'a.wav': sound }
    expect(await readAll(kaldiImport, memoryTree(plain), project)).toMatchObject([
      { issue: { file: 'text', line: 1, code: 'audio.unplaced' } },
      { task: { name: 'a.wav', prefill: [{ value: { text: 'yes' } }] } },
    ])
  })
  it('Common Voice: clips by their name, quotation marks as they are', async () => {
    const list = 'client_id\tpath\tsentence\tlocale\nab\tc_1.mp3\t"Oh!" she said.\ten\nab\tc_2.mp3\tYes\ten\n'
    const rows = await readAll(commonVoiceImport, memoryTree({ 'train.tsv': list, 'clips/c_1.mp3': sound }), project)
    expect(rows).toMatchObject([
      { task: { prefill: [{ value: { text: '"Oh!" she said.' } }], fields: { locale: 'en' } } },
      { issue: { file: 'train.tsv', line: 3, code: 'audio.missing' } },
    ])
  })
})

describe('Common Voice’s corpus', () => {
  const head = 'client_id\tpath\tsentence\n'
  const one = 'ab\tc_1.mp3\tYes\n'
  const two = 'ab\tc_2.mp3\tNo\n'
  const clips = { 'clips/c_1.mp3': sound, 'clips/c_2.mp3': sound, 'clips/c_3.mp3': sound }

  it('splits repeat the clips of validated.tsv, and its other tables list no clips', async () => {
    const tree = memoryTree({
      'clip_durations.tsv': 'clip\tduration[ms]\nc_1.mp3\t900\n',
      'train.tsv': head + one,
      'validated.tsv': head + one + two + two,
      ...clips,
    })
    expect(await commonVoiceImport.sniff(tree, project)).toBe(0.95)
    expect(await readAll(commonVoiceImport, tree, project)).toMatchObject([
      { task: { name: 'c_1.mp3', origin: { file: 'train.tsv', line: 2 }, prefill: [{ value: { text: 'Yes' } }] } },
      { task: { name: 'c_2.mp3', origin: { file: 'validated.tsv', line: 3 }, prefill: [{ value: { text: 'No' } }] } },
      { issue: { file: 'validated.tsv', line: 4, code: 'audio.twice' } },
      { task: { name: 'clips/c_3.mp3', prefill: [] } },
    ])
  })
  it('says once that no table lists clips', async () => {
    const tree = memoryTree({ 'a.tsv': 'clip\tduration[ms]\n', 'b.tsv': `x\n${head}${one}`, ...clips })
    expect(await commonVoiceImport.sniff(tree, project)).toBe(0)
    const rows = await readAll(commonVoiceImport, tree, project)
    expect(rows.filter((row) => 'issue' in row)).toMatchObject([{ issue: { code: 'audio.table' } }])
    expect(rows).toHaveLength(4)
  })
  it('looks at the first line, and at 64 KiB of it', async () => {
    const files = memoryTree({ 'a.tsv': '', ...clips })
    const sure = (chunks: AsyncIterable<Uint8Array>) =>
      commonVoiceImport.sniff({ ...files, read: () => chunks }, project)
    const encoder = new TextEncoder()
    async function* ofParts() {
      yield encoder.encode('client_id\tpa')
      yield encoder.encode('th\tsentence\r\nab')
      throw new Error('read on')
    }
    expect(await sure(ofParts())).toBe(0.95)
    async function* endless() {
      for (let read = 0; read < 4; read += 1) yield encoder.encode(head.trim() + '\tx'.repeat(16 * 1024))
      throw new Error('read on')
    }
    expect(await sure(endless())).toBe(0)
  })
})

describe('finding out by itself', () => {
  it('takes each export for what it is, the manifest beside it notwithstanding', async () => {
    const libri: Telling = { ...timed, file: 'audio/84-121123-0000.wav' }
    for (const out of audio.exports) {
      const mapping = audio.imports.find(({ format }) => format === out.format)
      if (!mapping) continue
      const { files } = await written(out, libri)
      const tree = memoryTree({
        ...files,
        'audio/84-121123-0000.wav': sound,
        'README.md': '# x',
        'manifest.json': '{}',
      })
      const sure = await Promise.all(
        audio.imports.map(async (one) => [one.format, await one.sniff(tree, project)] as const),
      )
      const best = sure.reduce((most, next) => (next[1] > most[1] ? next : most))
      // Turns alone are no transcripts: only projects of segments take them.
      if (out.format !== 'csv' && out.format !== 'rttm') expect(best[0]).toBe(out.format)
    }
  })
})
