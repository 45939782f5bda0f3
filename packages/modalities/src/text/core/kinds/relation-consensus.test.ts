// Consensus of spans and relations, whoever drew what: order is nothing, agreement is kept, no relation hangs in the air.
import { faultsOf, type Kind, settleTask } from '@etabli/modality-kit'
import type { Annotation, Answers, Consensus, MarkId, Media, Millis, TaskId } from '@etabli/schema'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { anySpan, relationQuestion, spanQuestion } from '../testing.ts'
import { relation } from './relation.ts'
import { span } from './span.ts'

const kinds = new Map<string, Kind>([
  ['span', span as Kind],
  ['relation', relation as Kind],
])
const media: Media = { type: 'text', text: 'abcdefghijklmnopqrstuvwx' }
const questions = [relationQuestion, spanQuestion]

const anyAnswers = fc
  .record({
    spans: fc.array(fc.record({ label: fc.constantFrom('person', 'place'), value: anySpan(24) }), { maxLength: 5 }),
    links: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4 }),
  })
  .map(({ spans, links }): Answers => {
    const made = { source: 'person', confidence: null }
    const drawn = links.filter(([from, to]) => from !== to && from < spans.length && to < spans.length)
    return [
      ...spans.map((one, index) => ({ ...made, ...one, id: `s${index}`, question: spanQuestion.id, kind: 'span' })),
      ...drawn.map(([from, to], index) => ({
        ...made,
        id: `r${index}`,
        question: relationQuestion.id,
        kind: 'relation',
        label: 'works-for',
        value: { from: `s${from}`, to: `s${to}` },
      })),
    ] as unknown as Answers
  })

/** Each person's marks have ids of their own. */
function people(answers: readonly Answers[]): Pick<Annotation, 'id' | 'person' | 'answers'>[] {
  const named = (name: string, own: Answers): Answers =>
    own.map((mark) => {
      const id = `${name}-${mark.id}` as MarkId
      if (mark.kind === 'span') return { ...mark, id }
      const { from, to } = mark.value as { from: string; to: string }
      return { ...mark, id, value: { from: `${name}-${from}`, to: `${name}-${to}` } }
    })
  return answers.map(
    (own, index) => ({ id: `a${index}`, person: `p${index}`, answers: named(`p${index}`, own) }) as never,
  )
}

const settle = (annotations: ReturnType<typeof people>, weights: readonly number[] = []): Consensus =>
  settleTask(
    {
      task: 't' as TaskId,
      media,
      questions,
      annotations,
      reliability: (_question, person) => weights[Number(person.slice(1))] ?? 1,
    },
    kinds,
    0 as Millis,
  )

const weights = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 })

it('does not depend on the order of people, weighed or not', () => {
  void fc.assert(
    fc.property(fc.array(anyAnswers, { minLength: 2, maxLength: 4 }), weights, (answers, trust) => {
      const given = people(answers)
      const { inputs: _, ...turned } = settle(given.toReversed(), trust)
      expect(settle(given, trust)).toMatchObject(turned)
    }),
  )
})

it('ends of relations, candidates too, are always spans of the consensus, and what it says may be submitted', () => {
  void fc.assert(
    fc.property(fc.array(anyAnswers, { minLength: 1, maxLength: 4 }), (answers) => {
      const [relations, spans] = settle(people(answers)).questions
      const ids = new Set<string>(spans?.marks.map(({ id }) => id))
      for (const { value } of [...(relations?.marks ?? []), ...(relations?.candidates ?? [])]) {
        const { from, to } = value as { from: string; to: string }
        expect([ids.has(from), ids.has(to), from !== to]).toEqual([true, true, true])
      }
      const each = new Set(relations?.marks.map(({ value }) => JSON.stringify(value)))
      const faults = faultsOf([...(spans?.marks ?? []), ...(relations?.marks ?? [])], questions, media, kinds)
      // People may draw one relation twice over; then so does what they say together.
      if (each.size === relations?.marks.length) expect(faults).toEqual([])
    }),
  )
})

it('is what everyone says where all say the same: every span, every relation, nothing left to decide', () => {
  void fc.assert(
    fc.property(anyAnswers, fc.integer({ min: 2, max: 4 }), (own, count) => {
      const settled = settle(people(Array.from({ length: count }, () => own)))
      const [relations, spans] = settled.questions
      const places = (marks: Answers | undefined) =>
        marks?.map(({ label, value }) => JSON.stringify([label, value])).sort()
      const drawn = own.filter(({ kind }) => kind === 'span')
      const twice = new Set(places(drawn)).size < drawn.length
      expect(settled.unanimous).toBe(true)
      expect(spans?.candidates).toEqual([])
      expect(places(spans?.marks)).toEqual(places(drawn))
      // Two spans of one label in one place cannot be told apart; relations then stand on either.
      if (twice) return
      expect(relations).toMatchObject({ candidates: [] })
      expect(relations?.fallen).toBeUndefined()
      expect(relations?.marks).toHaveLength(own.length - drawn.length)
    }),
  )
})
