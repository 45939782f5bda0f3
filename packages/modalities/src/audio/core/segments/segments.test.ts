// Editing of segments: a table of what each act gives, and the laws of the users' lines.
import { apply, invert, type Patch } from '@etabli/modality-kit'
import { drive } from '@etabli/modality-kit/testing'
import type { Answers, LabelId, MarkId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segment } from '../kinds/segment.ts'
import { type SegmentValue, segmentOf } from '../kinds/segment-value.ts'
import { DURATION, recording, segmentMark, segmentQuestion, segmentValues } from '../testing-segments.ts'
import { type SegmentContext, type SegmentState, segmentDraft, segmentTool } from '../tools/segment.ts'
import {
  addSegment,
  type Edit,
  labelSegments,
  mergeWith,
  moveEdge,
  moveSegment,
  neighbourOf,
  nudgeEdge,
  removeSegments,
  segmentsIn,
  splitAtCaret,
  splitAtTime,
  writeSegment,
} from './edits.ts'
import { lanesOf } from './lanes.ts'

/** Asserts a law that runs at once; by its type `fc.assert` could also be a promise. */
const law: <T>(property: fc.IProperty<T>, parameters?: fc.Parameters<T>) => void = fc.assert

const question = segmentQuestion()
const alone = segmentQuestion({ overlap: false })
const id = (name: string) => name as MarkId

function desk(answers: Answers, asked = question) {
  let made = 0
  return { answers, question: asked, duration: DURATION, newId: () => id(`new${++made}`) }
}

const three = [
  segmentMark('b', { start: 4, end: 6 }),
  segmentMark('a', { start: 1, end: 3 }),
  segmentMark('c', { start: 6, end: 8 }),
]

/** As `a 1–3, b 4–6`, in order of time. */
const boundsIn = (answers: Answers) =>
  segmentsIn(answers, question)
    .map(({ mark, value }) => `${mark.id} ${value.start}–${value.end}`)
    .join(', ')

describe('acts on segments', () => {
  it.each<[string, Answers, Edit, string]>([
    ['add, drawn backwards', three, addSegment(desk(three), 9.5, 8.5, null), 'a 1–3, b 4–6, c 6–8, new1 8.5–9.5'],
    ['AUD13: add inside another', three, addSegment(desk(three), 1.5, 5, null), 'a 1–3, new1 1.5–5, b 4–6, c 6–8'],
    ['add nothing by a click', three, addSegment(desk(three), 3.5, 3.51, null), 'a 1–3, b 4–6, c 6–8'],
    ['add to the recording’s end', [], addSegment(desk([]), 9, 99, null), 'new1 9–10.0005'],
    [
      'AUD13: no overlap clips a new one',
      three,
      addSegment(desk(three, alone), 3.5, 5, null),
      'a 1–3, new1 3.5–4, b 4–6, c 6–8',
    ],
    [
      'AUD13: no overlap, drawn backwards',
      three,
      addSegment(desk(three, alone), 3.5, 2, null),
      'a 1–3, new1 3–3.5, b 4–6, c 6–8',
    ],
    [
      'AUD13: no overlap makes none inside another',
      three,
      addSegment(desk(three, alone), 2, 3.5, null),
      'a 1–3, b 4–6, c 6–8',
    ],
    ['move', three, moveSegment(desk(three), id('a'), 1.25), 'a 2.25–4.25, b 4–6, c 6–8'],
    ['move to the start', three, moveSegment(desk(three), id('a'), -9), 'a 0–2, b 4–6, c 6–8'],
    ['AUD13: no overlap stops a move', three, moveSegment(desk(three, alone), id('a'), 7), 'a 2–4, b 4–6, c 6–8'],
    ['resize', three, moveEdge(desk(three), id('b'), 'start', 2.5), 'a 1–3, b 2.5–6, c 6–8'],
    [
      'AUD13: no overlap stops a boundary',
      three,
      moveEdge(desk(three, alone), id('b'), 'start', 2.5),
      'a 1–3, b 3–6, c 6–8',
    ],
    ['a boundary stops short of the other', three, moveEdge(desk(three), id('b'), 'end', 1), 'a 1–3, b 4–4.05, c 6–8'],
    ['nudge', three, nudgeEdge(desk(three), id('a'), 'end', -0.1), 'a 1–2.9, b 4–6, c 6–8'],
    [
      'nudge is held by the recording',
      [segmentMark('a', { start: 0, end: 1 })],
      nudgeEdge(desk([segmentMark('a', { start: 0, end: 1 })]), id('a'), 'start', -0.01),
      'a 0–1',
    ],
    ['delete two', three, removeSegments(desk(three), [id('a'), id('b')]), 'c 6–8'],
    ['split at a time', three, splitAtTime(desk(three), id('b'), 4.5), 'a 1–3, b 4–4.5, new1 4.5–6, c 6–8'],
    ['no split outside', three, splitAtTime(desk(three), id('b'), 7), 'a 1–3, b 4–6, c 6–8'],
    ['merge with the next', three, mergeWith(desk(three), id('a'), 1), 'a 1–6, c 6–8'],
    ['merge with the one before', three, mergeWith(desk(three), id('c'), -1), 'a 1–3, b 4–8'],
    ['no merge past the last', three, mergeWith(desk(three), id('c'), 1), 'a 1–3, b 4–6, c 6–8'],
  ])('%s', (_, answers, edit, expected) => {
    const changed = apply(answers, edit.patches)
    expect(boundsIn(changed)).toBe(expected)
    expect(apply(changed, invert(edit.patches))).toEqual(answers)
  })

  it('selects what comes next: the new one, the second half, the merged, the one after a deleted', () => {
    expect(addSegment(desk(three), 8.5, 9, null).select).toEqual(['new1'])
    expect(splitAtTime(desk(three), id('b'), 5).select).toEqual(['new1'])
    expect(mergeWith(desk(three), id('c'), -1).select).toEqual(['b'])
    expect(removeSegments(desk(three), [id('a')]).select).toEqual(['b'])
    expect(removeSegments(desk(three), [id('c')]).select).toEqual(['b'])
    expect(neighbourOf(segmentsIn(three, question), id('a'), -1)).toBeNull()
    expect(neighbourOf(segmentsIn(three, question), null, 1)?.mark.id).toBe('a')
  })
  it('gives a speaker, and makes what a machine proposed the person’s', () => {
    const proposed = [segmentMark('a', { start: 1, end: 2 }, { source: 'model', confidence: 0.7, label: null })]
    const [mark] = apply(proposed, labelSegments(desk(proposed), [id('a')], 'bo' as LabelId).patches)
    expect(mark).toMatchObject({ label: 'bo', source: 'person', confidence: null })
    const [said] = apply(proposed, writeSegment(desk(proposed), id('a'), 'yes').patches)
    expect(said).toMatchObject({ value: { start: 1, end: 2, text: 'yes' }, source: 'person' })
  })
})

const words = [
  { word: 'turn', start: 1, end: 1.3, confidence: 0.9 },
  { word: 'on', start: 1.4, end: 1.6, confidence: 0.8 },
  { word: 'the', start: 2, end: 2.1, confidence: 0.9 },
  { word: 'light', start: 2.2, end: 2.6, confidence: 0.9 },
]
const spoken: SegmentValue = { start: 0.9, end: 2.8, text: 'Turn on  the light.', words }

function halves(edit: Edit, value: SegmentValue): (SegmentValue | null)[] {
  return segmentsIn(apply([segmentMark('a', value)], edit.patches), question).map(({ mark }) => segmentOf(mark))
}

describe('cutting', () => {
  it('at the caret: between words, in the middle of their pause, each word with its time', () => {
    const [first, second] = halves(splitAtCaret(desk([segmentMark('a', spoken)]), id('a'), 7), spoken)
    // "on" ends at 1.6, "the" begins at 2: the pause's middle is 1.8.
    expect(first).toEqual({ start: 0.9, end: 1.8, text: 'Turn on  ', words: words.slice(0, 2) })
    expect(second).toEqual({ start: 1.8, end: 2.8, text: 'the light.', words: words.slice(2) })
  })
  it('at the caret inside a word: at that word’s nearer end', () => {
    const cut = (caret: number) =>
      halves(splitAtCaret(desk([segmentMark('a', spoken)]), id('a'), caret), spoken)[0]?.text
    expect([cut(6), cut(14), cut(10)]).toEqual(['Turn on  ', 'Turn on  the ', 'Turn on  '])
  })
  it('at a time: words go where their middle lies', () => {
    const [first, second] = halves(splitAtTime(desk([segmentMark('a', spoken)]), id('a'), 1.55), spoken)
    expect(first).toMatchObject({ end: 1.55, text: 'Turn on  ' })
    expect(second?.words).toEqual(words.slice(2))
  })
  it('without times: by letters, at a word', () => {
    const plain = { start: 0, end: 4, text: 'ab cd' }
    expect(halves(splitAtCaret(desk([segmentMark('a', plain)]), id('a'), 3), plain)).toEqual([
      { start: 0, end: 2, text: 'ab ' },
      { start: 2, end: 4, text: 'cd' },
    ])
    expect(halves(splitAtTime(desk([segmentMark('a', plain)]), id('a'), 3.9), plain)[1]?.text).toBe('')
  })
  it('between signs of a script without blanks', () => {
    const value = { start: 0, end: 2, text: '日本語です' }
    const [first, second] = halves(splitAtCaret(desk([segmentMark('a', value)]), id('a'), 3), value)
    expect([first?.text, second?.text]).toEqual(['日本語', 'です'])
  })
  it('not before or after all text', () => {
    for (const caret of [0, spoken.text?.length ?? 0]) {
      expect(splitAtCaret(desk([segmentMark('a', spoken)]), id('a'), caret).patches).toEqual([])
    }
  })
})

const marks = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name) => segmentValues.map((value) => segmentMark(name, value)))))

/** One act on generated segments. */
const acts = fc.record({
  name: fc.constantFrom('add', 'move', 'edge', 'nudge', 'split', 'caret', 'merge', 'remove', 'write'),
  from: fc.double({ min: -1, max: 12, noNaN: true }),
  to: fc.double({ min: -1, max: 12, noNaN: true }),
  by: fc.constantFrom(1 as const, -1 as const),
})

function edited(
  answers: Answers,
  { name, from, to, by }: { name: string; from: number; to: number; by: 1 | -1 },
  asked = question,
): Edit {
  const here = desk(answers, asked)
  const own = answers[0]!.id
  switch (name) {
    case 'add':
      return addSegment(here, from, to, null)
    case 'move':
      return moveSegment(here, own, from - to)
    case 'edge':
      return moveEdge(here, own, by === 1 ? 'end' : 'start', to)
    case 'nudge':
      return nudgeEdge(here, own, by === 1 ? 'end' : 'start', by / 10)
    case 'split':
      return splitAtTime(here, own, to)
    case 'caret':
      return splitAtCaret(here, own, Math.max(0, Math.round(to)))
    case 'merge':
      return mergeWith(here, own, by)
    case 'remove':
      return removeSegments(here, [own])
    default:
      return writeSegment(here, own, `written ${to}`)
  }
}

describe('laws', () => {
  it('AUD4: every act undone restores exact bounds, text and order', () => {
    law(
      fc.property(marks, acts, (answers, act) => {
        const { patches } = edited(answers, act)
        expect(apply(apply(answers, patches), invert(patches))).toEqual(answers)
      }),
      { numRuns: 300 },
    )
  })
  it('whatever is done, every segment may be submitted', () => {
    law(
      fc.property(marks, acts, (answers, act) => {
        for (const mark of apply(answers, edited(answers, act).patches)) {
          const value = segment.value.parse(mark.value)
          expect(segment.check({ ...mark, value }, { question, media: recording })).toBeNull()
        }
      }),
      { numRuns: 300 },
    )
  })
  it('AUD13: with a no-overlap rule no act makes segments overlap that did not', () => {
    law(
      fc.property(fc.array(acts, { maxLength: 12 }), (list) => {
        let answers: Answers = [segmentMark('a', { start: 1, end: 3 }), segmentMark('b', { start: 3, end: 5 })]
        let count = 0
        for (const act of list) {
          if (answers.length === 0) break
          const fresh = (patches: readonly Patch[]) =>
            patches.map((patch) => {
              const own = patch.id.startsWith('new') && patch.before === null
              return own && patch.after
                ? { ...patch, id: id(`n${++count}`), after: { ...patch.after, id: id(`n${count}`) } }
                : patch
            })
          answers = apply(answers, fresh(edited(answers, act, alone).patches))
          const typed = answers.map((mark) => ({ ...mark, value: segment.value.parse(mark.value) }))
          expect(segment.together?.(typed, { question: alone, media: recording })).toBeNull()
        }
      }),
      { numRuns: 300 },
    )
  })
  it('AUD15: split at the caret, then merge: the identical segment, text and word times; one undo each', () => {
    law(
      fc.property(segmentValues, fc.nat(40), fc.boolean(), (value, place, isCaret) => {
        const answers = [
          segmentMark('x', { start: 0, end: 0.5 }),
          segmentMark('a', value),
          segmentMark('z', { start: 9.9, end: 10 }),
        ]
        const split = isCaret
          ? splitAtCaret(desk(answers), id('a'), place)
          : splitAtTime(desk(answers), id('a'), value.start + ((value.end - value.start) * place) / 40)
        if (split.patches.length === 0) return
        const cut = apply(answers, split.patches)
        const merge = mergeWith(desk(cut), id('new1'), -1)
        const whole = apply(cut, merge.patches)
        // A segment that starts at the same moment may stand between them: then it is merged with that one.
        const ordered = segmentsIn(cut, question).map(({ mark }) => mark.id as string)
        if (ordered.indexOf('new1') !== ordered.indexOf('a') + 1) return
        expect(whole).toEqual(answers)
        expect(apply(whole, invert(merge.patches))).toEqual(cut)
        expect(apply(cut, invert(split.patches))).toEqual(answers)
      }),
      { numRuns: 500 },
    )
  })
  it('AUD13: lanes keep overlapping segments apart, in as few as are heard at once', () => {
    law(
      fc.property(fc.array(segmentValues, { maxLength: 30 }), (values) => {
        const ordered = values.toSorted((a, b) => a.start - b.start)
        const lanes = lanesOf(ordered)
        ordered.forEach((one, index) => {
          ordered.slice(index + 1).forEach((other, later) => {
            if (other.start < one.end) expect(lanes[index]).not.toBe(lanes[index + 1 + later])
          })
        })
        const most = Math.max(
          0,
          ...ordered.map(({ start }) => ordered.filter((other) => other.start <= start && start < other.end).length),
        )
        expect(Math.max(-1, ...lanes) + 1).toBe(most)
      }),
    )
  })
})

describe('segment tool', () => {
  const person = (rest: Partial<SegmentContext> = {}, answers: Answers = three) =>
    drive<SegmentState, number, SegmentContext>(
      segmentTool,
      (now) => ({
        question,
        duration: DURATION,
        label: null,
        hit: null,
        grip: null,
        snapped: (at) => at,
        ...now,
        ...rest,
      }),
      answers,
    )
  const fine = { unitsPerPixel: 0.01 }

  it('draws a segment by a drag, as one step, and none by a click', () => {
    const drawn = person().down(8.5, fine).move(9, fine).up(9.5, fine)
    expect(boundsIn(drawn.answers)).toBe('a 1–3, b 4–6, c 6–8, m1 8.5–9.5')
    expect(drawn.selection).toEqual(['m1'])
    expect(drawn.document.history.past).toHaveLength(1)
    expect(person().down(8.5, fine).up(8.5, fine).answers).toBe(three)
    expect(person().down(8.5, fine).move(9, fine).cancel().answers).toBe(three)
  })
  it('selects by a click, moves by a drag, resizes by a boundary', () => {
    const hit = { hit: id('a') }
    expect(person(hit).down(2, fine).up(2.01, fine).selection).toEqual(['a'])
    expect(boundsIn(person(hit).down(2, fine).move(2.5, fine).up(2.5, fine).answers)).toContain('a 1.5–3.5')
    const grip = { grip: { id: id('a'), edge: 'end' as const } }
    expect(boundsIn(person(grip).down(3, fine).move(3.5, fine).up(3.6, fine).answers)).toContain('a 1–3.6')
  })
  it('goes where it is snapped, and shows beforehand what it will give', () => {
    const snapped = { snapped: (at: number) => Math.round(at) }
    const held = person(snapped).down(8.1, fine).move(9.2, fine)
    expect(segmentDraft(held.state, { ...desk(three), label: null, hit: null, grip: null, ...snapped })).toEqual({
      id: null,
      start: 8,
      end: 9,
    })
    expect(boundsIn(held.up(9.2, fine).answers)).toContain('m1 8–9')
  })
})
