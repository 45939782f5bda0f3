// Proposals of rules: what word lists, patterns and a model's entities make of a text, as marks to be looked at.
import { codePointIndex } from '@etabli/formats'
import { type Answers, type EntityType, limits, type Mark, MarkId, type PrelabelRule, patternOf } from '@etabli/schema'
import { type Hit, wordList } from './word-list.ts'

/** Something a model found, in UTF-16 indices. */
export interface Entity extends Hit {
  readonly type: EntityType
}

/** Finds what the model knows in a text; called once a text, and only where a rule asks for it. */
export type EntityFinder = (text: string) => readonly Entity[]

/** What is proposed for one text. */
export interface Proposals {
  readonly marks: readonly Mark[]
  /** So many more than a task may have were found and left out. */
  readonly dropped: number
}

/** Ids of proposals by rules begin so, which is how they are known again and taken back. */
const PREFIX = 'rule-'

/** Whether the mark was proposed by a rule and nobody has made it theirs. */
export const isByRule = ({ id, source }: Pick<Mark, 'id' | 'source'>): boolean =>
  source === 'model' && id.startsWith(PREFIX)

/**
 * A function that proposes marks for texts by the rules, in code points, in the order of the text. Of several stretches
 * that share characters and mean the same class, the one of the greatest confidence is proposed, and among equals the
 * longest; what lies where a mark of `present` has the same class and bounds is not proposed again.
 * @param watch told before each rule its place among the rules: a pattern may not come to an end
 * @throws SyntaxError where a pattern is none
 */
export function createProposer(
  rules: readonly PrelabelRule[],
  entitiesOf: EntityFinder,
  watch: (rule: number) => void = () => undefined,
): (text: string, present: Answers) => Proposals {
  const finders = rules.map((rule) => ({ rule, find: finderOf(rule) }))
  const asksModel = rules.some(({ form }) => form === 'model')
  return (text, present) => {
    const index = codePointIndex(text)
    const entities = asksModel ? entitiesOf(text) : []
    const found = finders.flatMap(({ rule, find }, at) => {
      watch(at)
      return find(text, entities).map((hit) => ({
        rule,
        start: index.toCodePoint(hit.from),
        end: index.toCodePoint(hit.to),
      }))
    })
    const known = new Set(present.map(({ question, label, value }) => `${question}\n${label}\n${boundsIn(value)}`))
    const marks = withoutOverlaps(found)
      .filter(({ rule, start, end }) => !known.has(`${rule.question}\n${rule.label}\n${start}-${end}`))
      .map(markOf)
    const room = Math.max(0, limits.marksPerAnswers - present.length)
    return { marks: marks.slice(0, room), dropped: Math.max(0, marks.length - room) }
  }
}

interface Found {
  readonly rule: PrelabelRule
  readonly start: number
  readonly end: number
}

type Finder = (text: string, entities: readonly Entity[]) => readonly Hit[]

function finderOf(rule: PrelabelRule): Finder {
  if (rule.form === 'words') return wordList(rule.words, rule)
  if (rule.form === 'model') return (_, entities) => entities.filter(({ type }) => type === rule.entity)
  const pattern = patternOf(rule.pattern, rule.matchCase)
  return (text) => [...text.matchAll(pattern)].flatMap((match) => stretchIn(match))
}

/** What the match means: its group `span` where it has one; nothing where that is empty. */
function stretchIn(match: RegExpExecArray): Hit[] {
  const [from, to] = match.indices?.groups?.['span'] ?? match.indices?.[0] ?? [0, 0]
  return from < to ? [{ from, to }] : []
}

/** Of those that share characters and mean the same class, the surest, then the longest, then the first. */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const group of Map.groupBy(found, ({ rule }) => `${rule.question}\n${rule.label}`).values()) {
    const best = group.toSorted(
      (a, b) => b.rule.confidence - a.rule.confidence || b.end - b.start - (a.end - a.start) || a.start - b.start,
    )
    const taken = new Taken()
    for (const one of best) if (taken.add(one)) kept.push(one)
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Stretches that do not overlap, by start. */
class Taken {
  readonly #byStart: Found[] = []

  /** Adds the stretch unless one is there that it shares characters with. */
  add(one: Found): boolean {
    const list = this.#byStart
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((list[middle]?.start ?? 0) < one.start) low = middle + 1
      else high = middle
    }
    const left = list[low - 1]
    const right = list[low]
    if ((left && left.end > one.start) || (right && right.start < one.end)) return false
    list.splice(low, 0, one)
    return true
  }
}

function markOf({ rule, start, end }: Found): Mark {
  return {
    id: MarkId.parse(`${PREFIX}${rule.id}-${start}-${end}`),
    question: rule.question,
    kind: 'span',
    label: rule.label,
    value: { start, end },
    source: 'model',
    confidence: rule.confidence,
  }
}

function boundsIn(value: Mark['value']): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ''
  return 'parts' in value ? '' : `${value['start']}-${value['end']}`
}
