// Links between spans: what a relation would be, why it cannot be, turned round, and back to the mention before.
import { adding, changing, type Patch } from '@etabli/modality-kit'
import { type Answers, type LabelId, livingLabels, type Mark, type MarkId, type Question } from '@etabli/schema'
import { classesAt, endsOf, type RelationRules, relationRules, spanQuestionsOf } from '../kinds/relation-value.ts'
import { stretchOf } from '../stretches.ts'

/** What is linked where: a question of relations, one of its types, and what stands beside. */
export interface Linking {
  readonly question: Question
  readonly type: LabelId
  readonly questions: readonly Question[]
  readonly answers: Answers
}

export interface Ends {
  readonly from: MarkId
  readonly to: MarkId
}

/** Why a link cannot be. The classes are names, as people read them; an empty list means any. */
export type LinkFault =
  | { readonly code: 'gone' | 'itself' | 'twice' | 'full' }
  | { readonly code: 'place'; readonly questions: readonly string[] }
  | {
      readonly code: 'class'
      readonly form: RelationRules['form']
      readonly from: readonly string[]
      readonly to: readonly string[]
      readonly found: readonly [from: string, to: string]
    }

/** Why there can be no relation between these ends, or null. @param but the relation that gets these ends, if it is there */
export function linkFault(ends: Ends, linking: Linking, but?: MarkId): LinkFault | null {
  const { question, questions, answers } = linking
  if (ends.from === ends.to) return { code: 'itself' }
  const from = answers.find(({ id }) => id === ends.from)
  const to = answers.find(({ id }) => id === ends.to)
  if (!from || !to) return { code: 'gone' }
  const joined = spanQuestionsOf(question, questions)
  if ([from, to].some((end) => !joined.some(({ id }) => id === end.question))) {
    return { code: 'place', questions: joined.map(({ title }) => title) }
  }
  const wrong = classesFault(from, to, linking, joined)
  if (wrong) return wrong
  const others = answers.filter((mark) => mark.question === question.id && mark.id !== but)
  if (others.some((mark) => mark.label === linking.type && isSame(mark, ends, question))) return { code: 'twice' }
  return others.length >= (question.max ?? Number.POSITIVE_INFINITY) ? { code: 'full' } : null
}

/** The relation as a mark of a person, and the patch that adds it. */
export function linked({ from, to }: Ends, { question, type }: Linking, id: MarkId): Patch {
  return adding({
    id,
    question: question.id,
    kind: 'relation',
    label: type,
    value: { from, to },
    source: 'person',
    confidence: null,
  })
}

/** The patch that gives a relation these ends; the mark keeps its id and what is said of it. */
export function relinked(mark: Mark, { from, to }: Ends): Patch {
  return changing(mark, { ...mark, value: { from, to }, source: 'person', confidence: null })
}

/** The ends of a relation the other way round; null for what is none. */
export function turnedEnds(mark: Mark): Ends | null {
  const [from, to] = endsOf(mark.value)
  return from && to ? { from: to, to: from } : null
}

/**
 * Links a span to the mention before it: the nearest that begins earlier, has its class and may stand there. Where the
 * span was linked back already, that link goes on to the mention before the one it stands on.
 * @returns the patch and the mention it leads to; null where there is no mention before
 */
export function linkedBack(
  span: Mark,
  linking: Linking,
  newId: () => MarkId,
): { readonly patch: Patch; readonly to: Mark } | null {
  const { question, type, answers } = linking
  const before = answers.find(
    (mark) => mark.question === question.id && mark.label === type && endsOf(mark.value)[0] === span.id,
  )
  const last = before && answers.find(({ id }) => id === endsOf(before.value)[1])
  const mentions = answers
    .filter((mark) => mark.kind === 'span' && mark.question === span.question && mark.label === span.label)
    .filter((mark) => isBefore(mark, span) && (!last || isBefore(mark, last)))
    .toSorted((a, b) => (isBefore(a, b) ? 1 : -1))
  for (const to of mentions) {
    const ends = { from: span.id, to: to.id }
    if (linkFault(ends, linking, before?.id) !== null) continue
    return { patch: before ? relinked(before, ends) : linked(ends, linking, newId()), to }
  }
  return null
}

/** The question of chains and its type that a link back is of: those in hand, else the first. */
export function chainInHand(
  questions: readonly Question[],
  active: { readonly question: string; readonly label: LabelId | null } | null,
): { readonly question: Question; readonly type: LabelId } | null {
  const chains = questions.filter((one) => one.kind === 'relation' && relationRules(one).form === 'chain')
  const question = chains.find(({ id }) => id === active?.question) ?? chains[0]
  const types = livingLabels(question?.labels ?? [])
  const inHand = active?.question === question?.id ? types.find(({ id }) => id === active?.label) : undefined
  const type = (inHand ?? types[0])?.id
  return question && type ? { question, type } : null
}

function isBefore(a: Mark, b: Mark): boolean {
  const [one, other] = [stretchOf(a), stretchOf(b)]
  return one.start < other.start || (one.start === other.start && one.end > other.end)
}

function isSame(mark: Mark, { from, to }: Ends, question: Question): boolean {
  const [a, b] = endsOf(mark.value)
  if (a === from && b === to) return true
  return relationRules(question).form !== 'directed' && a === to && b === from
}

function classesFault(from: Mark, to: Mark, linking: Linking, joined: readonly Question[]): LinkFault | null {
  const { question, type, questions } = linking
  const { form } = relationRules(question)
  const [first, second] = (['from', 'to'] as const).map((end) => classesAt(end, type, question, questions))
  const has = (classes: ReadonlySet<LabelId> | null | undefined, { label }: Mark) =>
    !classes || (label !== null && classes.has(label))
  if (has(first, from) && has(second, to)) return null
  if (form !== 'directed' && has(first, to) && has(second, from)) return null
  const names = new Map(joined.flatMap(({ labels }) => labels.map(({ id, name }) => [id, name] as const)))
  const said = (classes: ReadonlySet<LabelId> | null | undefined) =>
    [...(classes ?? [])].map((id) => names.get(id) ?? id)
  const name = ({ label }: Mark) => (label === null ? '?' : (names.get(label) ?? label))
  return { code: 'class', form, from: said(first), to: said(second), found: [name(from), name(to)] }
}
