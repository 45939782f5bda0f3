// relation: two spans of one text joined by a typed link: directed, undirected, or one of a chain (coreference).

import { linkAgreement } from '@etabli/agreement'
import { defineKind, type MarkOf, saidByMark } from '@etabli/modality-kit'
import type { Mark, MarkId, Question } from '@etabli/schema'
import { retoldChains } from './chain-consensus.ts'
import { sharedMentions } from './chain-mentions.ts'
import { chainsOf } from './chains.ts'
import { classFault, endsFault, placeFault } from './relation-checks.ts'
import { relationFigures } from './relation-figures.ts'
import { endsExtent, endsLikeness, MATCH_AT, relationLikeness } from './relation-likeness.ts'
import { endsOf, RelationOptions, RelationValue, relationRules, spanQuestionsOf } from './relation-value.ts'

export type { RelationValue } from './relation-value.ts'

type RelationMark = MarkOf<RelationValue>

export const relation = defineKind<RelationValue>({
  id: 'relation',
  media: ['text'],
  many: true,
  labels: 'required',
  value: RelationValue,
  options: RelationOptions,
  asked(question, questions) {
    const { spans } = relationRules(question)
    const joined = spanQuestionsOf(question, questions)
    if (joined.length === 0) {
      return spans === null
        ? `"${question.title}" needs a question of spans to join.`
        : `"${question.title}" joins spans of "${spans}", which is not a question of spans here.`
    }
    return endsFault(question, joined)
  },
  check(mark, context) {
    const { from, to } = mark.value
    if (from === to) return 'a relation joins two different spans'
    const [first, second] = mark.on ?? []
    if (!first || !second) return 'an end of this relation is not among the answers'
    return placeFault(first, context) ?? placeFault(second, context) ?? classFault(mark, first, second, context)
  },
  together(marks, { question }) {
    const { form } = relationRules(question)
    const seen = new Set<string>()
    for (const { id, label, value } of marks) {
      const ends = form === 'directed' ? [value.from, value.to] : [value.from, value.to].sort()
      const key = JSON.stringify([label, ...ends])
      if (seen.has(key)) return { mark: id, message: 'the same relation is there twice' }
      seen.add(key)
    }
    return null
  },
  similarity: relationLikeness,
  matchAt: MATCH_AT,
  place: endsLikeness,
  /** From the first character of either end to the last. */
  extent: ({ on }) => endsExtent(on ?? []),
  /** Those that mean one thing stand on the same two marks of the consensus; else the most frequent, by weight. */
  fuse(marks, { question }, weights) {
    const isDirected = relationRules(question).form === 'directed'
    const votes = new Map<string, { value: RelationValue; weights: number[] }>()
    for (const [index, { value }] of marks.entries()) {
      const turned = !isDirected && value.to < value.from ? { from: value.to, to: value.from } : value
      const key = JSON.stringify([turned.from, turned.to])
      const vote = votes.get(key) ?? { value: turned, weights: [] }
      vote.weights.push(weights?.[index] ?? 1)
      votes.set(key, vote)
    }
    const sum = (list: number[]) => list.toSorted((a, b) => a - b).reduce((total, one) => total + one, 0)
    const ranked = [...votes].toSorted(([a, x], [b, y]) => sum(y.weights) - sum(x.weights) || (a < b ? -1 : 1))
    return ranked[0]?.[1].value ?? { from: '' as MarkId, to: '' as MarkId }
  },
  refers: ({ value }) => endsOf(value),
  repointed(value, to) {
    const [from, until] = [to(value.from), to(value.to)]
    return from !== null && until !== null ? { from, to: until } : null
  },
  retold: (people, agreed, { question }) =>
    relationRules(question).form === 'chain' ? retoldChains(people, agreed) : null,
  likeness: (a, b, { question }) => (relationRules(question).form === 'chain' ? chainsLikeness(a, b) : null),
  says,
  method: 'ends as the spans they were matched with, then majority',
  figures: relationFigures,
})

/** By the spans at the ends, whatever their ids; a chain by all its spans, however they are linked. */
function says(marks: readonly RelationMark[], question: Question): readonly string[] {
  const { form } = relationRules(question)
  const spanText = (mark: Mark | null | undefined) => (mark ? saidByMark(mark) : '')
  if (form === 'chain') {
    return chainsOf(marks).map(({ label, spans }) => JSON.stringify([label, ...spans.map(spanText).sort()]))
  }
  return marks.map((mark) => {
    const ends = (mark.on ?? []).map(spanText)
    return saidByMark({ ...mark, value: form === 'directed' ? ends : ends.sort() })
  })
}

/** 2 × pairs of spans that both have in one chain / all such pairs of both, as in the figures. */
function chainsLikeness(a: readonly RelationMark[], b: readonly RelationMark[]): number {
  const { both, ofA, ofB } = linkAgreement(...sharedMentions(a, b))
  return ofA + ofB === 0 ? 0 : (2 * both) / (ofA + ofB)
}
