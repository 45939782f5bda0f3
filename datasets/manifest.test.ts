// Holds the sample sets to their manifest, their truth to their data, and their projects to the schema.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
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
const projectSets = ['shelf', 'assistant', 'tickets']

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

describe('shelf', () => {
  interface Coco {
    images: { id: number; file_name: string; width: number; height: number }[]
    annotations: {
      id: number
      image_id: number
      category_id: number
      bbox: [number, number, number, number]
      area: number
    }[]
    categories: { id: number; name: string }[]
  }
  const coco: Coco = json('shelf', 'annotations.json')

  it('has at least 60 pictures, each a JPEG of the stated size and at most 150 kB', () => {
    expect(coco.images.length).toBeGreaterThanOrEqual(60)
    for (const image of coco.images) {
      const bytes = readFileSync(join(sampleFolder('shelf'), image.file_name))
      expect(jpegSize(bytes), image.file_name).toEqual({ width: image.width, height: image.height })
      expect(bytes.length).toBeLessThanOrEqual(150_000)
    }
  })

  it('keeps 3 to 25 boxes a picture, each inside it, of the six classes of the project', () => {
    const labels = (json('shelf', 'project.json').questions as { labels: { id: string }[] }[]).flatMap((q) =>
      q.labels.map((l) => l.id),
    )
    expect(coco.categories.map((c) => c.name)).toEqual(labels)
    expect(coco.categories.map((c) => c.id)).toEqual([1, 2, 3, 4, 5, 6])
    for (const image of coco.images) {
      const boxes = coco.annotations.filter((a) => a.image_id === image.id)
      expect(boxes.length, image.file_name).toBeGreaterThanOrEqual(3)
      expect(boxes.length, image.file_name).toBeLessThanOrEqual(25)
      for (const { bbox, area } of boxes) {
        const [x, y, width, height] = bbox
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(x + width).toBeLessThanOrEqual(image.width + 0.01)
        expect(y + height).toBeLessThanOrEqual(image.height + 0.01)
        expect(area).toBeGreaterThan(0)
        expect(area).toBeLessThanOrEqual(width * height * 1.001)
      }
    }
    expect(new Set(coco.annotations.map((a) => a.category_id)).size).toBe(6)
  })
})

describe('crowd', () => {
  interface Row<A> {
    item: string
    annotator: string
    skill: string
    answers: A
    active_ms: number
  }
  const coco = json('shelf', 'annotations.json') as {
    images: { file_name: string; width: number; height: number }[]
  }
  const shelf = lines<Row<{ label: string; x: number; y: number; width: number; height: number }[]>>(
    'crowd',
    'shelf.jsonl',
  )
  const assistant = lines<Row<{ verdict: string; text: string }>>('crowd', 'assistant.jsonl')
  const tickets = lines<Row<{ entities: Entity[]; intent: string }>>('crowd', 'tickets.jsonl')

  it.each([
    ['shelf', shelf, coco.images.length],
    ['assistant', assistant, countsOf('assistant').get('recordings')],
    ['tickets', tickets, countsOf('tickets').get('texts')],
  ] as const)('labels half of %s by two or three distinct people each', (_set, rows, total) => {
    const teams = Map.groupBy<string, Row<unknown>>(rows, (row) => row.item)
    expect(teams.size).toBe(Math.round((total ?? 0) / 2))
    for (const team of teams.values()) {
      expect([2, 3]).toContain(team.length)
      expect(new Set(team.map((row) => row.annotator)).size).toBe(team.length)
    }
    expect(new Set(rows.map((row) => row.skill))).toEqual(new Set(['careful', 'hasty', 'biased', 'random']))
  })

  it('answers inside the media: boxes in the picture, spans in the text', () => {
    const sizes = new Map(coco.images.map((image) => [image.file_name, image]))
    for (const row of shelf) {
      for (const box of row.answers) {
        expect(box.x + box.width).toBeLessThanOrEqual(sizes.get(row.item)!.width + 0.1)
        expect(box.y + box.height).toBeLessThanOrEqual(sizes.get(row.item)!.height + 0.1)
        expect(Math.min(box.x, box.y, box.width - 3, box.height - 3)).toBeGreaterThanOrEqual(0)
      }
    }
    const texts = new Map(
      lines<{ id: string; text: string }>('tickets', 'tickets.jsonl').map((row) => [row.id, [...row.text]]),
    )
    for (const row of tickets) {
      for (const span of row.answers.entities) {
        expect(span.start).toBeLessThan(span.end)
        expect(span.end).toBeLessThanOrEqual(texts.get(row.item)!.length)
      }
    }
  })

  it('gives careful people more right intents than hasty ones, and those more than the random one', () => {
    const truth = new Map(
      lines<{ id: string; intent: string }>('tickets', 'truth.jsonl').map((row) => [row.id, row.intent]),
    )
    const share = (skill: string) => {
      const rows = tickets.filter((row) => row.skill === skill)
      return rows.filter((row) => truth.get(row.item) === row.answers.intent).length / rows.length
    }
    expect(share('careful')).toBeGreaterThan(share('hasty'))
    expect(share('hasty')).toBeGreaterThan(share('random'))
  })
})

/** The STREAMINFO block of a FLAC file (RFC 9639, section 8.2). */
function flacInfo(bytes: Buffer): { rate: number; channels: number; duration: number } {
  expect(bytes.toString('latin1', 0, 4)).toBe('fLaC')
  const packed = bytes.readBigUInt64BE(18)
  const rate = Number(packed >> 44n)
  return { rate, channels: Number((packed >> 41n) & 7n) + 1, duration: Number(packed & 0xfffffffffn) / rate }
}

/** Width and height from a JPEG's start-of-frame marker (ITU T.81, B.2.2). */
function jpegSize(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
  }
  throw new Error('no frame')
}
