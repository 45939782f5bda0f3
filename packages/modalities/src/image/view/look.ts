// How each mark is to be seen under the person's settings: its colour, its chip, whether it is locked or out of sight.
import type { Layer as PersonLayer } from '@etabli/modality-kit'
import type { Mark, Question, Support } from '@etabli/schema'
import { isDimmed, isHidden, type Sight } from './model.ts'
import type { Chip } from './paint-chips.ts'
import { bonesBy, type SceneLook } from './scene.ts'
import { type Look, looksOf, type Tokens } from './styles.ts'
import type { ColourBy } from './view-settings.ts'

export interface LookContext {
  readonly questions: readonly Question[]
  readonly support: readonly Support[]
  /** The colour of a label or a person by palette index, CSS. */
  readonly colour: (index: number) => string
  readonly colourBy: ColourBy
  readonly sight: Sight
  readonly tokens: Tokens
  readonly language: string
}

export interface MarkLook extends SceneLook {
  readonly lookOf: (mark: Pick<Mark, 'question' | 'label'>) => Look
}

export function createLook(context: LookContext): MarkLook {
  const { questions, colour, sight, tokens, colourBy } = context
  const lookOf = looksOf(questions)
  const votes = new Map(context.support.map((each) => [each.mark, each]))
  const share = new Intl.NumberFormat(context.language, { style: 'percent' })
  // By the mark itself: another class or an accepted proposal is another mark of the same id.
  const chips = { name: new WeakMap<Mark, Chip>(), short: new WeakMap<Mark, Chip>() }
  const colourOf = (mark: Mark, layer: PersonLayer | null): string => {
    switch (colourBy) {
      case 'class':
        return colour(lookOf(mark).colour)
      case 'person':
        return layer ? colour(layer.colour) : tokens.ink
      case 'confidence':
        return confidenceColour(confidenceOf(mark), tokens)
    }
  }
  const chipOf = (mark: Mark, room: 'name' | 'short'): Chip => {
    const known = chips[room].get(mark)
    if (known) return known
    const look = lookOf(mark)
    const ground = colourOf(mark, null)
    const made = room === 'short' ? shortChip(look, ground) : nameChip(look, ground, votes.get(mark.id))
    const confidence = confidenceOf(mark)
    const chip =
      room === 'short' || confidence === null || made.note ? made : { ...made, note: share.format(confidence) }
    chips[room].set(mark, chip)
    return chip
  }
  return {
    lookOf,
    colourOf,
    chipOf,
    bonesOf: bonesBy(questions),
    isHidden: (id) => isHidden(sight, id),
    isLocked: (id) => sight.locked.has(id),
    isDimmed: (id) => isDimmed(sight, id),
  }
}

/** What a model believed of a mark that nobody has touched yet; null where none did. */
export function confidenceOf(mark: Pick<Mark, 'source' | 'confidence'>): number | null {
  return mark.source === 'person' ? null : mark.confidence
}

/** Steps of the confidence scale, the lowest first: each from its share up to the next one's. */
export const confidenceSteps = [0, 0.2, 0.4, 0.6, 0.8] as const

/** One colour a step, from a warm and dark one to the accent; without confidence that of ink. */
export function confidenceColour(confidence: number | null, tokens: Tokens): string {
  if (confidence === null) return tokens.ink
  const step = Math.min(confidenceSteps.length - 1, Math.floor(confidence * confidenceSteps.length + 1e-9))
  return tokens.sure[step] ?? tokens.ink
}

/** The name of a mark's label, with the votes behind it where they are known. */
function nameChip(look: Look, colour: string, vote?: Support): Chip {
  const chip = { text: look.name, colour }
  return vote ? { ...chip, note: `${vote.votes}/${vote.of}`, contested: vote.contested } : chip
}

/** The key of the label, else its first letter, where there is no room for the name. */
function shortChip(look: Look, colour: string): Chip {
  const [first = '–'] = look.name
  return { text: (look.label?.key ?? first).toUpperCase(), colour }
}
