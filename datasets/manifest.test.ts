// Holds the sample sets to their manifest, their truth to their data, and their projects to the schema.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProjectDraft } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { archiveFiles, sampleFolder } from './index.ts'
import manifest from './manifest.json' with { type: 'json' }

interface Entity {
  start: number
  end: number
  label: string
  quote: string
}

const here = import.meta.dirname
const textOf = (...parts: string[]): string => readFileSync(join(here, ...parts), 'utf8')
const json = (...parts: string[]) => JSON.parse(textOf(...parts))
const lines = <T>(...parts: string[]): T[] =>
  textOf(...parts)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
const setOf = (id: string) => manifest.sets.find((set) => set.id === id)!
const countsOf = (id: string) => new Map<string, number>(Object.entries(setOf(id).counts))
const projectSets = ['shelf', 'assistant', 'tickets'].filter((set) => existsSync(join(here, set, 'project.json')))

describe('manifest', () => {
  it('names every committed file of every set with its digest, and all together are under 25 MB', () => {
    let total = 0
    for (const set of manifest.sets.filter((set) => set.id !== 'archive')) {
      const onDisk = readdirSync(join(here, set.id), { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
      expect(set.files).toHaveLength(onDisk.length)
      for (const file of set.files) {
        const bytes = readFileSync(join(here, file.path))
        expect(createHash('sha256').update(bytes).digest('hex'), file.path).toBe(file.sha256)
        total += bytes.length
      }
    }
    expect(total).toBeLessThan(25_000_000)
  })

  it('finds the photographs of the archive where npm put them, byte for byte', () => {
    const photos = archiveFiles()
    expect(photos.length).toBe(countsOf('archive').get('images'))
    for (const [i, photo] of photos.entries()) {
      const bytes = readFileSync(photo.path)
      expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(setOf('archive').files[i]!.sha256)
    }
  })
})

describe.each(projectSets)('project %s', (set) => {
  it.each(['', '.fr'])('has a project that the schema takes, with brief and guidelines%s', (suffix) => {
    const draft = {
      ...json(set, 'project.json'),
      brief: json(set, `brief${suffix}.json`),
      guidelines: textOf(set, `guidelines${suffix}.md`),
    }
    const project = ProjectDraft.parse(draft)
    expect(project.brief.pay).not.toBeNull()
    expect(project.guidelines.length).toBeGreaterThan(1500)
    const keys = project.questions.flatMap((question) => question.labels.map((label) => label.key))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('tickets', () => {
  const rows = lines<{ id: string; text: string }>('tickets', 'tickets.jsonl')
  const truth = lines<{ id: string; lang: string; intent: string; entities: Entity[] }>('tickets', 'truth.jsonl')
  const questions = json('tickets', 'project.json').questions as { id: string; labels: { id: string }[] }[]
  const labelsOf = (id: string) => new Set(questions.find((q) => q.id === id)!.labels.map((l) => l.id))

  it('are at least 120 distinct texts, as many as the manifest says', () => {
    expect(rows.length).toBe(countsOf('tickets').get('texts'))
    expect(new Set(rows.map((row) => row.text)).size).toBeGreaterThanOrEqual(120)
    expect(truth.map((row) => row.id)).toEqual(rows.map((row) => row.id))
  })

  it('TXT1: the code points from start to end are the quote, and the label is one of the project', () => {
    for (const [i, row] of truth.entries()) {
      const points = [...rows[i]!.text]
      for (const entity of row.entities) {
        expect(points.slice(entity.start, entity.end).join(''), row.id).toBe(entity.quote)
        expect(labelsOf('entities')).toContain(entity.label)
      }
      expect(labelsOf('intent')).toContain(row.intent)
    }
  })

  it('hold what texts are hard for: joined emoji, combining marks, right to left, Chinese, CRLF', () => {
    const all = rows.map((row) => row.text).join('\0')
    expect(all).toMatch(/\u{1F468}\u200D\u{1F469}\u200D/u)
    expect(all).toMatch(/e\u0301/u)
    expect(all).toMatch(/\p{Script=Hebrew}/u)
    expect(all).toMatch(/\p{Script=Han}/u)
    expect(all).toMatch(/\r\n/)
  })
})

describe('assistant', () => {
  interface Said {
    audio_filepath: string
    duration: number
    lang: string
    text: string
    machine: {
      text: string
      confidence: number
      words: { word: string; start: number; end: number; confidence: number }[]
    }
  }
  const rows = lines<Said>('assistant', 'utterances.jsonl')

  it('has at least 60 English and 20 French recordings', () => {
    expect(rows.filter((row) => row.lang === 'en').length).toBeGreaterThanOrEqual(60)
    expect(rows.filter((row) => row.lang === 'fr').length).toBeGreaterThanOrEqual(20)
  })

  it('are mono FLAC at 16 kHz of 2 to 8 s, as long as the line says', () => {
    for (const row of rows) {
      const flac = flacInfo(readFileSync(join(sampleFolder('assistant'), row.audio_filepath)))
      expect(flac, row.audio_filepath).toMatchObject({ rate: 16_000, channels: 1 })
      expect(flac.duration).toBeCloseTo(row.duration, 2)
      expect(flac.duration).toBeGreaterThanOrEqual(2)
      expect(flac.duration).toBeLessThanOrEqual(8)
    }
  })

  it('keep word times in order and inside the recording, and confidences in [0, 1]', () => {
    for (const row of rows) {
      let last = 0
      for (const word of row.machine.words) {
        expect(word.start, row.audio_filepath).toBeGreaterThanOrEqual(last - 1e-9)
        expect(word.end).toBeGreaterThanOrEqual(word.start)
        expect(word.confidence).toBeGreaterThanOrEqual(0)
        expect(word.confidence).toBeLessThanOrEqual(1)
        last = word.end
      }
      expect(last).toBeLessThanOrEqual(row.duration + 0.02)
      expect(row.machine.words.map((word) => word.word).join(' ')).toBe(row.machine.text)
    }
  })

  it('does not tell annotators the truth in the file for import', () => {
    for (const row of lines<Record<string, unknown>>('assistant', 'import.jsonl')) {
      expect(Object.keys(row).sort()).toEqual(['audio_filepath', 'lang', 'machine'])
    }
  })
})

/** The STREAMINFO block of a FLAC file (RFC 9639, section 8.2). */
function flacInfo(bytes: Buffer): { rate: number; channels: number; duration: number } {
  expect(bytes.toString('latin1', 0, 4)).toBe('fLaC')
  const packed = bytes.readBigUInt64BE(18)
  const rate = Number(packed >> 44n)
  return { rate, channels: Number((packed >> 41n) & 7n) + 1, duration: Number(packed & 0xfffffffffn) / rate }
}
