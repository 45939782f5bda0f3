// Boxes: what is refused, likeness, fusion, and agreement figures against fixtures worked by hand.
import type { AgreementUnit, KindContext, MarkOf } from '@etabli/modality-kit'
import type { LabelId, MarkId, Media, Question, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { type BoxValue, box } from './box.ts'

const media = {
  type: 'image',
  blob: '0'.repeat(64),
  mime: 'image/png',
  bytes: 1,
  width: 100,
  height: 80,
  orientation: 1,
} as Media

const question: Question = {
  id: 'objects' as QuestionId,
  kind: 'box',
  title: 'Objects',
  help: '',
  required: false,
  labels: [
    { id: 'can' as LabelId, name: 'Can', colour: 0, key: '1' },
    { id: 'jar' as LabelId, name: 'Jar', colour: 1, key: '2' },
    { id: 'bag' as LabelId, name: 'Bag', colour: 2, key: '3' },
  ],
  options: {},
}
const context: KindContext = { question, media }

let made = 0
function mark(label: string, x: number, y: number, width: number, height: number): MarkOf<BoxValue> {
  made += 1
  return {
    id: `m${made}` as MarkId,
    question: question.id,
    kind: 'box',
    label: label as LabelId,
    value: { x, y, width, height },
    source: 'person',
    confidence: null,
  }
}

function unit(task: string, raters: Record<string, MarkOf<BoxValue>[]>): AgreementUnit<BoxValue> {
  return { task, media, raters: Object.entries(raters).map(([rater, marks]) => ({ rater, marks })) }
}

const options = { seed: 7, resamples: 200 }
const figures = (units: AgreementUnit<BoxValue>[]) => box.figures(units, question, options)
const named = (units: AgreementUnit<BoxValue>[], measure: string, about: string | null = null) => {
  const found = figures(units).find((figure) => figure.measure === measure && figure.about === about)
  expect(found).toBeDefined()
  return found!
}

describe('box', () => {
  it('is refused outside the image and below one pixel, by a sentence', () => {
    expect(box.check(mark('can', 0, 0, 100, 80), context)).toBeNull()
    expect(box.check(mark('can', 90, 0, 11, 5), context)).toContain('100 × 80')
    expect(box.check(mark('can', -1, 0, 11, 5), context)).toContain('outside')
    expect(box.check(mark('can', 1, 1, 0.5, 5), context)).toContain('smaller')
  })

  it('is like another by IoU where the class is the same, else not at all', () => {
    // 10 × 10 and 10 × 10 shifted by 5: 50 shared of 150.
    const [a, b] = [mark('can', 0, 0, 10, 10), mark('can', 5, 0, 10, 10)]
    expect(box.similarity(a, b, context)).toBeCloseTo(1 / 3, 12)
    expect(box.similarity(a, { ...b, label: 'jar' as LabelId }, context)).toBe(0)
    expect(box.place(a, { ...b, label: 'jar' as LabelId }, context)).toBeCloseTo(1 / 3, 12)
  })

  it('fuses by the mean of each coordinate, to the last bit the same in any order', () => {
    const marks = [mark('can', 0.1, 0, 10, 10), mark('can', 0.2, 2, 12, 10), mark('can', 0.3, 4, 14, 16)]
    const fused = box.fuse(marks, context)
    expect(fused.x).toBeCloseTo(0.2, 12)
    expect([fused.y, fused.width, fused.height]).toEqual([2, 12, 12])
    expect(box.fuse(marks.toReversed(), context)).toEqual(fused)
  })

  it('weighs each box by the reliability of who drew it', () => {
    // Left edges 10 and 20, trusted 3 to 1: (3 · 10 + 1 · 20) / 4 = 12.5; widths 8 and 12: (24 + 12) / 4 = 9.
    const marks = [mark('can', 10, 0, 8, 10), mark('can', 20, 0, 12, 10)]
    expect(box.fuse(marks, context, [3, 1])).toEqual({ x: 12.5, y: 0, width: 9, height: 10 })
    expect(box.fuse(marks.toReversed(), context, [1, 3])).toEqual({ x: 12.5, y: 0, width: 9, height: 10 })
  })
})

describe('agreement on boxes', () => {
  // Task 1: Ann has a can and a jar; Bob the same can, shifted by 2 of 10 (IoU 8 / 12), and a bag elsewhere.
  //   matched 1, marks 2 + 2, IoU 2/3.
  // Task 2: Ann a can; Bob a jar on the very same place: no match of class, marks 1 + 1; α sees one object.
  // Task 3: only Ann: not in any figure.
  const units = () => [
    unit('t1', {
      ann: [mark('can', 10, 10, 10, 10), mark('jar', 50, 50, 10, 10)],
      bob: [mark('can', 12, 10, 10, 10), mark('bag', 80, 10, 10, 10)],
    }),
    unit('t2', { ann: [mark('can', 30, 30, 20, 20)], bob: [mark('jar', 30, 30, 20, 20)] }),
    unit('t3', { ann: [mark('can', 0, 0, 10, 10)] }),
  ]

  it('QLT2: F1 at 0.5, mean IoU and per-class F1 match the fixture, with n, raters and formula', () => {
    const f1 = named(units(), 'f1@0.5')
    expect(f1.value).toBeCloseTo((2 * 1) / (2 + 2 + 1 + 1), 12)
    expect([f1.n, f1.raters, f1.why]).toEqual([2, 2, null])
    expect(f1.formula).toContain('IoU ≥ 0.5')
    expect(f1.interval).not.toBeNull()
    expect(named(units(), 'mean-iou').value).toBeCloseTo(2 / 3, 12)
    // Cans: t1 one match of 1 + 1; t2 none of 1 + 0. Jars: none of 1 + 0 and 0 + 1. Bags: none of 0 + 1.
    expect(named(units(), 'f1@0.5', 'can').value).toBeCloseTo(2 / 3, 12)
    expect(named(units(), 'f1@0.5', 'jar').value).toBe(0)
    expect(named(units(), 'f1@0.5', 'bag').value).toBe(0)
  })

  it("QLT2: Krippendorff's alpha over the classes of matched objects matches the fixture", () => {
    // Objects two people boxed: can–can and can–jar. Coincidences: o(can,can) = 2, o(can,jar) = o(jar,can) = 1; n = 4.
    // Do = 2 / 4; De = 2 · 3 · 1 / (4 · 3) = 1 / 2; α = 0.
    const alpha = named(units(), 'krippendorff-alpha')
    expect(alpha.value).toBeCloseTo(0, 12)
    // A further jar–jar: Do = 2 / 6; n_can = 3, n_jar = 3: De = 2 · 3 · 3 / (6 · 5) = 0.6; α = 1 − (1/3) / 0.6 = 4/9.
    const more = unit('t4', { ann: [mark('jar', 5, 5, 9, 9)], bob: [mark('jar', 5, 5, 9, 9)] })
    expect(named([...units(), more], 'krippendorff-alpha').value).toBeCloseTo(4 / 9, 12)
  })

  it('QLT2: three raters count each pair', () => {
    // a–b match (same box), a–c and b–c do not: matched 1 of (1+1) + (1+1) + (1+1).
    const three = unit('t', {
      a: [mark('can', 10, 10, 10, 10)],
      b: [mark('can', 10, 10, 10, 10)],
      c: [mark('can', 60, 60, 10, 10)],
    })
    expect(named([three], 'f1@0.5').value).toBeCloseTo(2 / 6, 12)
    expect(named([three], 'f1@0.5').interval).toBeNull()
  })

  it('QLT3: nothing shared, one rater, one class only: absent with its reason', () => {
    for (const figure of figures([])) expect([figure.value, figure.why]).toEqual([null, 'nothing-shared'])
    const alone = unit('t', { ann: [mark('can', 1, 1, 9, 9)] })
    for (const figure of figures([alone])) expect([figure.value, figure.why]).toEqual([null, 'one-rater'])
    const apart = [unit('t', { ann: [mark('can', 1, 1, 9, 9)] }), unit('u', { bob: [mark('can', 1, 1, 9, 9)] })]
    for (const figure of figures(apart)) expect([figure.value, figure.why]).toEqual([null, 'nothing-shared'])
    const cans = unit('t', { ann: [mark('can', 1, 1, 9, 9)], bob: [mark('can', 1, 1, 9, 9)] })
    expect(named([cans], 'krippendorff-alpha').why).toBe('one-label')
    expect(named([cans], 'f1@0.5', 'bag').why).toBe('nothing-shared')
    expect(named([cans], 'f1@0.5').value).toBe(1)
    const empty = unit('t', { ann: [], bob: [] })
    for (const figure of figures([empty])) expect([figure.value, figure.why]).toEqual([null, 'nothing-shared'])
  })
})
