// Sentences: where they begin and end, what is left to answer, agreement by hand, and rows of files.
import { settleQuestion } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonlIn } from '../mappings/texts-in.ts'
import { createPassage } from '../passage.ts'
import { hardTexts, sentenceProject, sentenceQuestion, textItem, textProject } from '../testing.ts'
import type { Stretch } from '../tokens.ts'
import { sentence } from './sentence.ts'
import { sentencesOut } from './sentences-out.ts'
import { sentenceList, sentencesOf } from './split.ts'

const TEXT = '𝒳 came. Did  she?\r\n\r\n«Yes!» he said. '
const passage = createPassage(TEXT)
const words = (stretches: readonly Stretch[], of = passage) =>
  stretches.map(({ start, end }) => of.index.slice(start, end))

const markOf = (place: Stretch, label: string, id: string) => ({
  id: id as MarkId,
  question: sentenceQuestion.id,
  kind: 'sentence',
  label: label as LabelId,
  value: { start: place.start, end: place.end },
  source: 'person' as const,
  confidence: null,
})

describe('sentencesOf', () => {
  it('TXT1: gives bounds in code points, blanks left out', () => {
    const found = sentencesOf(passage)
    expect(words(found).slice(0, 2)).toEqual(['𝒳 came.', 'Did  she?'])
    expect(found[0]).toEqual({ start: 0, end: 7 })
    expect([...TEXT].slice(found[1]?.start, found[1]?.end).join('')).toBe('Did  she?')
  })
  it('keeps answered bounds as they are, and what is left of a sentence they cut', () => {
    const list = sentenceList(passage, [{ start: 2, end: 12 }])
    expect(words(list).slice(0, 3)).toEqual(['𝒳', 'came. Did ', 'she?'])
  })
  it('covers everything that can be read, each once, whatever was answered', () => {
    void fc.assert(
      fc.property(fc.constantFrom(...hardTexts), fc.infiniteStream(fc.nat(40)), (text, numbers) => {
        const of = createPassage(text)
        const [a = 0, b = 0] = [...numbers.take(2)].map((n) => n % of.length)
        const answered = a < b ? [{ start: a, end: b }] : []
        const list = sentenceList(of, answered)
        for (const [index, { start, end }] of list.entries()) {
          expect(start).toBeLessThan(end)
          expect(start).toBeGreaterThanOrEqual(list[index - 1]?.end ?? 0)
        }
        const marks = list.map((place, index) => markOf(place, 'ask', `m${index}`))
        const question = { ...sentenceQuestion, options: { all: true } }
        const context = { question, media: { type: 'text' as const, text } }
        expect(sentence.together?.(marks, context)).toBeNull()
        const readable = marks.filter(({ value }) => of.index.slice(value.start, value.end).trim() !== '')
        const without = marks.filter((mark) => mark !== readable[0])
        if (without.length > 0) expect(sentence.together?.(without, context)).not.toBeNull()
      }),
    )
  })
})

describe('sentence', () => {
  const media = { type: 'text' as const, text: 'One here. Two here. Three here.' }
  const [one, two, three] = sentencesOf(createPassage(media.text))
  const unit = (task: string, ...people: string[]) => ({
    task,
    media,
    raters: people.map((labels, rater) => ({
      rater: `r${rater}`,
      marks: [one, two, three].flatMap((place, index) => {
        const label = labels[index]
        return place && label !== undefined && label !== '.' ? [markOf(place, label, `r${rater}-${index}`)] : []
      }),
    })),
  })
  it('QLT2: α over sentences by hand: aa, ab, bb gives 4/9; one more in a task of its own with one voice changes nothing', () => {
    // Do = 2 / 6 = 1/3; De over three a and three b: 2·3·3 / (6·5) = 3/5.
    const found = sentence.figures([unit('1', 'aab', 'abb'), unit('2', 'a')], sentenceQuestion, {
      seed: 1,
      resamples: 20,
    })
    expect(found[0]).toMatchObject({ measure: 'krippendorff-alpha', raters: 2 })
    expect(found[0]?.value).toBeCloseTo(4 / 9, 12)
    expect(found[1]).toMatchObject({ measure: 'percent' })
    expect(found[1]?.value).toBeCloseTo(2 / 3, 12)
  })
  it('QLT4: consensus is a vote for each sentence; what has no majority is a candidate', () => {
    const settled = settleQuestion(sentence, unit('1', 'aab', 'aba', 'ab.'), sentenceQuestion)
    expect(settled.marks.map(({ label, value }) => [label, value])).toEqual([
      ['a', one],
      ['b', two],
    ])
    expect(settled.candidates).toHaveLength(1)
  })
  it('bounds of another segmenter that differ by a quote are the same sentence', () => {
    const other = { start: 0, end: (one?.end ?? 0) - 1 }
    const units = [
      {
        ...unit('1', 'a'),
        raters: [...unit('1', 'a').raters, { rater: 'x', marks: [markOf(other, 'a', 'x')] }],
      },
    ]
    expect(sentence.figures(units, sentenceQuestion, { seed: 1, resamples: 20 })[1]?.value).toBe(1)
  })
})

describe('rows of sentences', () => {
  const project = sentenceProject(textProject)
  const answers: Mark[] = sentencesOf(passage)
    .slice(0, 2)
    .map((place, index) => markOf(place, index === 0 ? 'tell' : 'ask', `m${index}`))
  it('out: a row a sentence with start, end, quote and label', async () => {
    const { files } = await writeAll(sentencesOut, project, [textItem('t1', TEXT, answers)])
    const text = (name: string) => new TextDecoder().decode(files[name])
    expect(
      text('sentences.jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { id: 't1', sentence: 1, start: 0, end: 7, quote: '𝒳 came.', label: 'tell' },
      { id: 't1', sentence: 2, start: 8, end: 17, quote: 'Did  she?', label: 'ask' },
    ])
    expect(text('sentences.csv').split('\r\n')[1]).toContain('t1,1,0,7,tell,𝒳 came.')
  })
  it('TXT5: in: one whose quote differs from its slice is refused showing both; the rest show', async () => {
    const sentences = [
      { start: 0, end: 7, label: 'tell', quote: '𝒳 came.' },
      { start: 8, end: 17, label: 'ask', quote: 'Did she?' },
      { start: 8, end: 99, label: 'ask' },
    ]
    const body = `${JSON.stringify({ id: 't', text: TEXT, sentences })}\n`
    const rows = await readAll(jsonlIn, memoryTree({ 'r.jsonl': body }), project)
    expect(rows.flatMap((row) => ('issue' in row ? [row.issue] : []))).toMatchObject([
      { line: 1, path: 'sentences[1]', message: expect.stringContaining('"Did  she?"') as string },
      { line: 1, path: 'sentences[2]' },
    ])
    const tasks = rows.flatMap((row) => ('task' in row ? [row.task] : []))
    expect(tasks[0]?.prefill).toMatchObject([{ kind: 'sentence', label: 'tell', value: { start: 0, end: 7 } }])
  })
})
