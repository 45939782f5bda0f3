// Relations as the stage draws them: by where their ends stand in the text, and in which chain they are. Made once for
// each list of answers; those near the window are found among them.
import type { Answers, LabelId, Mark, MarkId, Question } from '@etabli/schema'
import { chainsOf, endsOf, type Passage, type RelationRules, relationRules, stretchOf } from '../../core/index.ts'

/** Where a span stands: its first character (UTF-16 index), and the row that has it. */
export interface Stand {
  readonly id: MarkId
  readonly start: number
  readonly row: number
}

export interface Joined {
  readonly id: MarkId
  readonly label: LabelId | null
  readonly question: Question
  readonly form: RelationRules['form']
  readonly from: Stand
  readonly to: Stand
  /** Of a chain its number, from 1 in the order of first links; null for other relations. */
  readonly chain: number | null
}

interface Known {
  readonly questions: readonly Question[]
  readonly joined: readonly Joined[]
}

const known = new WeakMap<Answers, Known>()

/** All relations whose ends are both there. */
export function joinedOf(answers: Answers, questions: readonly Question[], passage: Passage): readonly Joined[] {
  const found = known.get(answers)
  if (found?.questions === questions) return found.joined
  const joined = join(answers, questions, passage)
  known.set(answers, { questions, joined })
  return joined
}

/** Those with an end in the rows from `first` up to but not with `last`. */
export function joinedWithin(all: readonly Joined[], first: number, last: number): Joined[] {
  const isIn = ({ row }: Stand) => row >= first && row < last
  return all.filter(({ from, to }) => isIn(from) || isIn(to))
}

function join(answers: Answers, questions: readonly Question[], passage: Passage): Joined[] {
  const relations = answers.filter(({ kind }) => kind === 'relation')
  if (relations.length === 0) return []
  const asked = new Map(questions.map((question) => [question.id, question]))
  const byId = new Map(answers.map((mark) => [mark.id, mark]))
  const chains = chainNumbers(relations, asked)
  const stands = new Map<MarkId, Stand | null>()
  const standOf = (id: MarkId | undefined): Stand | null => {
    if (id === undefined) return null
    const before = stands.get(id)
    if (before !== undefined) return before
    const stand = standing(byId.get(id), passage)
    stands.set(id, stand)
    return stand
  }
  return relations.flatMap((mark) => {
    const question = asked.get(mark.question)
    const [from, to] = endsOf(mark.value).map(standOf)
    if (!question || !from || !to) return []
    const { form } = relationRules(question)
    return [{ id: mark.id, label: mark.label, question, form, from, to, chain: chains.get(mark.id) ?? null }]
  })
}

function standing(mark: Mark | undefined, { index, rows, length }: Passage): Stand | null {
  if (mark?.kind !== 'span' || stretchOf(mark).end > length) return null
  const start = index.toUtf16(stretchOf(mark).start)
  return { id: mark.id, start, row: rows.of(start) }
}

/** The number of the chain of each link. */
function chainNumbers(
  relations: readonly Mark[],
  asked: ReadonlyMap<Question['id'], Question>,
): ReadonlyMap<MarkId, number> {
  const numbers = new Map<MarkId, number>()
  let count = 0
  for (const [id, marks] of Map.groupBy(relations, ({ question }) => question)) {
    const question = asked.get(id)
    if (!question || relationRules(question).form !== 'chain') continue
    const links = marks.flatMap(({ id: link, label, value }) => {
      const [from, to] = endsOf(value)
      return from && to ? [{ id: link, label, value: { from, to } }] : []
    })
    const ofSpan = new Map<string, number>()
    for (const { label, ids } of chainsOf(links)) {
      count += 1
      for (const span of ids) ofSpan.set(JSON.stringify([label, span]), count)
    }
    for (const { id: link, label, value } of links) {
      const number = ofSpan.get(JSON.stringify([label, value.from]))
      if (number !== undefined) numbers.set(link, number)
    }
  }
  return numbers
}
