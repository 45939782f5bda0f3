// Carrying marks from one task to another: only those of the same questions that mean something there and are not there yet.
import {
  type Answers,
  keptAttributes,
  type LabelId,
  limits,
  livingLabels,
  type Mark,
  type MarkId,
  type Media,
  type Question,
} from '@etabli/schema'
import type { Kind } from './modality.ts'
import { adding, type Patch } from './patch.ts'
import { marksById, standing } from './refers.ts'

/** From which likeness of place on, marks of one class are one mark. */
const SAME = 0.9

export interface Carrying {
  readonly from: { readonly media: Media; readonly answers: Answers }
  /** Where they go: its medium and the marks it has. */
  readonly to: { readonly media: Media; readonly answers: Answers }
  readonly questions: readonly Question[]
  readonly kinds: ReadonlyMap<string, Kind>
  /** A mark's value in the other medium, or null where it means nothing there (`Modality.carry`). */
  readonly carry: (mark: Mark, from: Media, to: Media) => Mark['value'] | null
  readonly newId: () => MarkId
  /** `person` for what a person copies by a key, `copy` for what is only proposed. */
  readonly source: 'person' | 'copy'
  /** Only marks of this class; of all where absent. */
  readonly label?: LabelId | null
}

/**
 * The patches that add another task's marks. Left out are marks of questions or classes that take none any more, those
 * that `carry` gives null for, and those that lie (by an IoU of 0.9 or the kind's own likeness) on a mark of the same
 * class that is there: copying twice adds nothing the second time. A mark that stands on others (a relation) comes along
 * where these do, standing on what they became here.
 */
export function carrying(what: Carrying): Patch[] {
  const { from, to, kinds, label } = what
  const there = Map.groupBy(to.answers, groupOf)
  const counts = new Map<string, number>()
  for (const { question } of to.answers) counts.set(question, (counts.get(question) ?? 0) + 1)
  /** What each of the other task's marks is here: the one that was carried, or the one that was there. */
  const became = new Map<MarkId, Mark>()
  const here = marksById(to.answers)
  const patches: Patch[] = []
  for (const mark of standingLast(from.answers, kinds)) {
    const question = what.questions.find(({ id }) => id === mark.question)
    const kind = kinds.get(mark.kind)
    if (!question || !kind?.many || !fits(mark, question, label)) continue
    const value = kind.refers ? repointed(kind, mark, became) : what.carry(mark, from.media, to.media)
    if (value === null || to.answers.length + patches.length >= limits.marksPerAnswers) continue
    const carried = carriedMark(what, mark, question, value)
    const context = { question, questions: what.questions, media: to.media }
    const others = standing(kind, there.get(groupOf(mark)) ?? [], here)
    const [placed] = standing(kind, [carried], here)
    const twin = placed && others.find((other) => kind.place(other, placed, context) >= SAME)
    const count = counts.get(question.id) ?? 0
    if (twin) became.set(mark.id, twin as Mark)
    if (twin || count >= (question.max ?? Number.POSITIVE_INFINITY)) continue
    counts.set(question.id, count + 1)
    became.set(mark.id, carried)
    here.set(carried.id, carried)
    patches.push(adding(carried))
  }
  return patches
}

/** Marks that stand on others after all that they may stand on. */
function standingLast(answers: Answers, kinds: Carrying['kinds']): Mark[] {
  const stands = (mark: Mark) => kinds.get(mark.kind)?.refers !== undefined
  return [...answers.filter((mark) => !stands(mark)), ...answers.filter(stands)]
}

function repointed(kind: Kind, mark: Mark, became: ReadonlyMap<MarkId, Mark>): Mark['value'] | null {
  return (kind.repointed?.(mark.value, (id) => became.get(id)?.id ?? null) ?? null) as Mark['value'] | null
}

function carriedMark(what: Carrying, mark: Mark, question: Question, value: Mark['value']): Mark {
  const { attributes, ...rest } = mark
  const kept = attributes ? keptAttributes(question, mark.label, attributes) : {}
  return {
    ...rest,
    value,
    id: what.newId(),
    source: what.source,
    confidence: null,
    ...(Object.keys(kept).length > 0 ? { attributes: kept } : {}),
  }
}

function fits(mark: Mark, question: Question, label: LabelId | null | undefined): boolean {
  if (mark.kind !== question.kind || (label !== undefined && mark.label !== label)) return false
  return mark.label === null || livingLabels(question.labels).some(({ id }) => id === mark.label)
}

/** Only marks of one question and class can be one mark. */
function groupOf({ question, label }: Mark): string {
  return `${question}/${label ?? ''}`
}
