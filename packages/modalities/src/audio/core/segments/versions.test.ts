// What others have in the place of a segment, and taking it over.
import { apply } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import type { SegmentValue } from '../kinds/segment-value.ts'
import { DURATION, segmentMark, segmentQuestion } from '../testing-segments.ts'
import { segmentsIn, takeVersion } from './edits.ts'
import { differenceOf, versionOf, versionsBy } from './versions.ts'

const question = segmentQuestion({ transcript: true })
const own = segmentMark('own', { start: 4, end: 6, text: 'turn it on' })
const [segment] = segmentsIn([own], question)
if (!segment) throw new Error('there is no segment')
const theirs = (...values: readonly (readonly [SegmentValue, Partial<Mark>?])[]) =>
  segmentsIn(
    values.map(([value, more], index) => segmentMark(`t${index}`, value, more)),
    question,
  )
const bo = { label: 'bo' as LabelId }

describe('versions of a segment', () => {
  it('are what shares half of the shorter one, put together, of who has most of it', () => {
    const version = versionOf(
      segment,
      theirs(
        [{ start: 0, end: 4.4, text: 'before' }],
        [{ start: 4, end: 4.8, text: 'turn' }, bo],
        [{ start: 4.9, end: 6.1, text: 'it on' }],
      ),
    )
    expect(version).toMatchObject({ value: { start: 4, end: 6.1, text: 'turn it on' }, label: 'ann' })
    expect(versionOf(segment, theirs([{ start: 6, end: 8, text: 'after' }]))).toBeNull()
  })
  it('differ in speaker, in boundaries more than a quarter of a second apart, and in words by the rules', () => {
    const differ = (value: SegmentValue, more: Partial<Mark> = {}) =>
      Object.entries(differenceOf(segment, versionOf(segment, theirs([value, more])), question)).flatMap(
        ([name, is]) => (is ? [name] : []),
      )
    expect(differ({ start: 4.2, end: 5.8, text: 'Turn it on.' })).toEqual([])
    expect(differ({ start: 4.3, end: 6.3, text: 'turn it off' }, bo)).toEqual(['label', 'start', 'end', 'text'])
    expect(differ({ start: 8, end: 9 })).toEqual(['missing'])
  })
  it('are found once for a segment that stays as it is', () => {
    const find = versionsBy([{ answers: [segmentMark('a', { start: 4, end: 5 })] }], question)
    expect(find(segment)).toBe(find(segment))
  })
})

describe('taking a version', () => {
  const desk = (asked = question) => {
    const after = segmentMark('next', { start: 7, end: 9, text: '' })
    return { answers: [own, after], question: asked, duration: DURATION, newId: () => 'new' as MarkId }
  }
  it('takes boundaries, speaker, text and what is said of it, in one step', () => {
    const value = { start: 4.5, end: 6.5, text: 'turn it off' }
    const { patches } = takeVersion(desk(), own.id, {
      value,
      label: 'bo' as LabelId,
      attributes: { loud: true } as never,
    })
    expect(patches).toHaveLength(1)
    expect(apply([own], patches)).toEqual([{ ...own, label: 'bo', value, attributes: { loud: true } }])
  })
  it('AUD13: stops at the next segment where none may overlap', () => {
    const alone = segmentQuestion({ transcript: true, overlap: false })
    const version = { value: { start: 3, end: 8, text: 'x' }, label: own.label, attributes: undefined }
    const [taken] = apply(desk(alone).answers, takeVersion(desk(alone), own.id, version).patches)
    expect(taken?.value).toEqual({ start: 3, end: 7, text: 'x' })
  })
})
