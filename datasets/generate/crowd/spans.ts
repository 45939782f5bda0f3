// How simulated annotators tag texts: missed details, edges one word off, swapped labels, a wrong intent.
import type { Random } from '../random.ts'
import type { Skill } from './people.ts'

export interface TaggedSpan {
  readonly start: number
  readonly end: number
  readonly label: string
}

export interface SpanModel {
  readonly miss: number
  /** Chance that an edge is a word off. */
  readonly edge: number
  readonly mislabel: number
  readonly wrongIntent: number
  /** Mean number of spans on nothing. */
  readonly extra: number
}

export const spanModels: Record<Skill, SpanModel> = {
  careful: { miss: 0.02, edge: 0.02, mislabel: 0.01, wrongIntent: 0.03, extra: 0.02 },
  hasty: { miss: 0.16, edge: 0.1, mislabel: 0.05, wrongIntent: 0.12, extra: 0.08 },
  biased: { miss: 0.04, edge: 0.03, mislabel: 0.02, wrongIntent: 0.05, extra: 0.1 },
  random: { miss: 0.6, edge: 0.4, mislabel: 0.6, wrongIntent: 0.8, extra: 1.2 },
}

/** The biased annotator takes the small word in front along, and holds that money is billing. */
export const spanBias = {
  takesFrontWord: { labels: ['date', 'place', 'product'], chance: 0.75 },
  intents: { refund: { to: 'billing', chance: 0.5 }, fault: { to: 'question', chance: 0.25 } },
} as const

interface Token {
  readonly start: number
  readonly end: number
}

/** Runs of letters, digits and joiners, in code points. */
function tokensOf(points: readonly string[]): Token[] {
  const tokens: Token[] = []
  let start = -1
  for (let i = 0; i <= points.length; i++) {
    const inWord = i < points.length && /[\p{L}\p{N}\p{M}'’-]/u.test(points[i] ?? '')
    if (inWord && start < 0) start = i
    if (!inWord && start >= 0) {
      tokens.push({ start, end: i })
      start = -1
    }
  }
  return tokens
}

/** Spans and intent that a person of this skill would give. Code points, half-open, inside the text, none twice. */
export function tagText(
  text: string,
  truth: { entities: readonly TaggedSpan[]; intent: string },
  labels: { entities: readonly string[]; intents: readonly string[] },
  skill: Skill,
  random: Random,
): { entities: TaggedSpan[]; intent: string } {
  const model = spanModels[skill]
  const tokens = tokensOf([...text])
  const spans: TaggedSpan[] = []
  for (const entity of truth.entities) {
    if (random.chance(model.miss)) continue
    const label = random.chance(model.mislabel)
      ? random.pick(labels.entities.filter((other) => other !== entity.label))
      : entity.label
    spans.push({ ...edges(entity, tokens, model, skill, random), label })
  }
  for (let more = random.between(0, 2 * model.extra); more > 0 && tokens.length > 2; more--) {
    if (more < 1 && !random.chance(more)) break
    const first = random.integer(0, tokens.length - 1)
    const last = Math.min(tokens.length - 1, first + random.integer(0, 1))
    spans.push({ start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 1, label: random.pick(labels.entities) })
  }
  const distinct = new Map(spans.map((span) => [`${span.start}-${span.end}-${span.label}`, span]))
  return {
    entities: [...distinct.values()].sort((a, b) => a.start - b.start || a.end - b.end),
    intent: intentOf(truth.intent, labels.intents, skill, random),
  }
}

function edges(entity: TaggedSpan, tokens: readonly Token[], model: SpanModel, skill: Skill, random: Random): Token {
  let { start, end } = entity
  const before = tokens.filter((token) => token.end <= start).at(-1)
  const after = tokens.find((token) => token.start >= end)
  const own = tokens.filter((token) => token.start >= start && token.end <= end)
  const takes = skill === 'biased' && spanBias.takesFrontWord.labels.some((label) => label === entity.label)
  if (
    before &&
    start - before.end <= 1 &&
    (takes ? random.chance(spanBias.takesFrontWord.chance) : random.chance(model.edge / 2))
  )
    start = before.start
  const last = own.at(-1)
  if (random.chance(model.edge / 2) && last && own.length > 1) end = own.at(-2)?.end ?? end
  else if (random.chance(model.edge / 2) && after && after.start - end <= 1) end = after.end
  return { start, end }
}

function intentOf(intent: string, all: readonly string[], skill: Skill, random: Random): string {
  if (skill === 'biased') {
    const bias = new Map<string, { to: string; chance: number }>(Object.entries(spanBias.intents)).get(intent)
    if (bias && random.chance(bias.chance)) return bias.to
  }
  return random.chance(spanModels[skill].wrongIntent) ? random.pick(all.filter((other) => other !== intent)) : intent
}
