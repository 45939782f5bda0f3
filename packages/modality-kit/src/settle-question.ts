// One question of one task → consensus: cluster by place, vote on the class, fuse the values. Generic over kinds.
import { cluster } from '@etabli/agreement'
import type { AttributeId, AttributeValue, LabelId, Mark, MarkId, Question, QuestionConsensus } from '@etabli/schema'
import { unitSimilarity } from './agree.ts'
import type { AgreementUnit, Kind, KindContext, MarkOf } from './modality.ts'

/** Of marks in one place, those of one class are grouped first: two labels on one stretch are two objects. */
const OTHER_CLASS = 0.999

/** The consensus on one question: marks with more than half of the raters behind them, and the candidates below that. */
export function settleQuestion<V>(
  kind: Kind<V>,
  unit: AgreementUnit<V>,
  question: Question,
  questions: readonly Question[] = [question],
): QuestionConsensus {
  return settleUnit(kind, unit, question, questions).consensus
}

export function settleUnit<V>(
  kind: Kind<V>,
  unit: AgreementUnit<V>,
  question: Question,
  questions: readonly Question[],
): { readonly consensus: QuestionConsensus; readonly became: ReadonlyMap<string, ReadonlyMap<MarkId, MarkId>> } {
  const became = new Map<string, Map<MarkId, MarkId>>(unit.raters.map(({ rater }) => [rater, new Map()]))
  const context: KindContext = {
    question,
    questions,
    media: unit.media,
    ...(unit.machine ? { machine: unit.machine } : {}),
  }
  const of = unit.raters.length
  const weights = new Map(unit.raters.map(({ rater, weight }) => [rater, weight ?? 1]))
  const weightOf = (rater: string) => weights.get(rater) ?? 1
  const groups = kind.many
    ? cluster(
        unit.raters.map(({ rater, marks }) => ({ rater, marks })),
        (a, b) => kind.place(a, b, context) * (a.label === b.label ? 1 : OTHER_CLASS),
        kind.matchAt * OTHER_CLASS,
        kind.extent,
      ).map((group) => group.members.map(({ rater, mark }) => ({ rater, mark, weight: weightOf(rater) })))
    : [
        unit.raters.flatMap(({ rater, marks }) =>
          marks.slice(0, 1).map((mark) => ({ rater, mark, weight: weightOf(rater) })),
        ),
      ].filter((group) => group.length > 0)
  const taken = new Set<MarkId>()
  const fused = groups.map((group, index) => {
    const id = (kind.many ? sharedId(group, taken) : null) ?? freeId(`${question.id}:${index}`, taken)
    taken.add(id)
    for (const one of group) became.get(one.rater)?.set(one.mark.id, id)
    return fuseGroup(kind, group, context, id)
  })
  const agreed = reconciled(
    kind,
    fused.filter(({ votes }) => votes * 2 > of),
    context,
  )
  return {
    became,
    consensus: {
      question: question.id,
      marks: fused.flatMap(({ mark }) => agreed.get(mark.id) ?? []),
      candidates: fused.flatMap(({ mark }) => (agreed.has(mark.id) ? [] : [mark])),
      support: fused.map(({ mark, votes }) => ({ mark: mark.id, votes, of, contested: !agreed.has(mark.id) })),
      method: kind.method,
      similarity: unitSimilarity(kind, unit, context),
    },
  }
}

/** A mark put together of several people's. */
interface Fused {
  readonly mark: Mark
  readonly votes: number
}

/** The marks of the quorum by id, without those that cannot stand beside the others by the rules of their kind. */
function reconciled<V>(kind: Kind<V>, fused: readonly Fused[], context: KindContext): ReadonlyMap<MarkId, Mark> {
  // Values were made by the kind itself.
  const own = fused as readonly { readonly mark: MarkOf<V>; readonly votes: number }[]
  const marks = own.map(({ mark }) => mark)
  const refused = kind.reconcile !== undefined && (kind.together?.(marks, context) ?? null) !== null
  const standing = refused ? (kind.reconcile?.(own, context) ?? marks) : marks
  return new Map(standing.map((mark) => [mark.id, mark as Mark]))
}

/** What everyone who marked the object calls it: the file it came from names it, and so do exports. */
function sharedId(
  group: readonly { readonly mark: { readonly id: MarkId } }[],
  taken: ReadonlySet<MarkId>,
): MarkId | null {
  const id = group[0]?.mark.id
  const isShared = id !== undefined && !taken.has(id) && group.every(({ mark }) => mark.id === id)
  return isShared ? id : null
}

function freeId(name: string, taken: ReadonlySet<MarkId>): MarkId {
  let id = name
  while (taken.has(id as MarkId)) id += '.'
  return id as MarkId
}

/** A person's mark and how much its value weighs. */
interface Weighed<V> {
  readonly mark: MarkOf<V>
  readonly weight: number
}

function fuseGroup<V>(kind: Kind<V>, group: readonly Weighed<V>[], context: KindContext, id: MarkId): Fused {
  const all = group.map(({ mark }) => mark)
  const elected = kind.elect?.(all, context)
  const label = elected ? elected.label : pluralLabel(all)
  const same = group.filter(({ mark }) => (elected ? elected.isBehind(mark) : mark.label === label))
  const behind = same.map(({ mark }) => mark)
  const value = kind.fuse(
    behind,
    context,
    same.map(({ weight }) => weight),
  )
  // For kinds of one value (a choice, a transcript) a vote is a mark that says the fused value.
  const votes = kind.many ? behind.length : votesFor(kind, behind, value, context)
  const first = behind[0]
  const attributes = majorityAttributes(behind)
  return {
    mark: {
      id,
      question: context.question.id,
      kind: kind.id,
      label,
      value: value as Mark['value'],
      source: first?.source ?? 'person',
      confidence: null,
      ...(attributes ? { attributes } : {}),
    },
    votes,
  }
}

function votesFor<V>(kind: Kind<V>, marks: readonly MarkOf<V>[], value: V, context: KindContext): number {
  if (kind.votes) return kind.votes(marks, value, context)
  return marks.filter((mark) => kind.similarity(mark, { ...mark, value }, context) === 1).length
}

/** Of each attribute what more than half of those who marked the object said; else it is not set, for a person to say. */
function majorityAttributes(marks: readonly Pick<Mark, 'attributes'>[]): Mark['attributes'] {
  const counts = new Map<AttributeId, Map<AttributeValue, number>>()
  for (const { attributes } of marks) {
    for (const [id, value] of Object.entries(attributes ?? {})) {
      const said = counts.get(id as AttributeId) ?? new Map<AttributeValue, number>()
      counts.set(id as AttributeId, said.set(value, (said.get(value) ?? 0) + 1))
    }
  }
  if (counts.size === 0) return undefined
  const agreed = [...counts].flatMap(([id, said]) => {
    const most = [...said].find(([, count]) => count * 2 > marks.length)
    return most ? [[id, most[0]] as const] : []
  })
  return Object.fromEntries(agreed.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The most frequent label; ties go to the first by id, so that the order of raters is nothing. */
function pluralLabel(group: readonly { label: LabelId | null }[]): LabelId | null {
  const counts = new Map<LabelId | null, number>()
  for (const { label } of group) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || ((a ?? '') < (b ?? '') ? -1 : 1))[0]?.[0] ?? null
}
