// How marks look: colour by label, dashes by origin or person, and the tokens that the canvas draws with.
import type { Label, Mark, Question } from '@etabli/schema'

/** Colours and type of the page, read from its tokens, because a canvas knows no custom properties. */
export interface Tokens {
  readonly surface: string
  readonly ink: string
  readonly inkSoft: string
  readonly accent: string
  readonly warn: string
  readonly font: string
  /** How sure a model was, from hardly to wholly: hue and lightness both tell the steps apart. */
  readonly sure: readonly string[]
  /** Laid under coloured lines so that they show on any picture. */
  readonly halo: string
  /** Words on a label's colour. */
  readonly onLabel: string
}

export function readTokens(element: Element, theme: 'light' | 'dark'): Tokens {
  const style = getComputedStyle(element)
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise
  const light = theme === 'light'
  return {
    surface: token('--surface-1', light ? 'white' : 'black'),
    ink: token('--ink-1', light ? 'black' : 'white'),
    inkSoft: token('--ink-2', light ? 'black' : 'white'),
    accent: token('--accent', 'blue'),
    warn: token('--warn', 'orange'),
    font: style.fontFamily || 'sans-serif',
    sure: [1, 2, 3, 4, 5].map((step) => token(`--sure-${step}`, light ? 'black' : 'white')),
    halo: light ? 'rgb(255 255 255 / 0.65)' : 'rgb(0 0 0 / 0.6)',
    onLabel: light ? 'white' : token('--surface-0', 'black'),
  }
}

/** Dashes of proposed marks, which nobody has touched yet. */
export const PROPOSED: readonly number[] = [7, 4]

const PERSON_DASHES: readonly (readonly number[])[] = [
  [9, 3],
  [3, 3],
  [12, 3, 3, 3],
  [1, 3],
  [16, 5],
  [6, 2, 2, 2, 2, 2],
]

/** The dashes of a person's layer, so that colour is not the only sign. */
export function personDash(index: number): readonly number[] {
  return PERSON_DASHES[index % PERSON_DASHES.length] ?? []
}

/** Palette index of marks whose label the question no longer has. */
const UNKNOWN_COLOUR = 11

export interface Look {
  readonly label: Label | null
  /** Palette index. */
  readonly colour: number
  readonly name: string
}

/** Label, colour and name of marks, looked up quickly. */
export function looksOf(questions: readonly Question[]): (mark: Pick<Mark, 'question' | 'label'>) => Look {
  const looks = new Map<string, Look>()
  for (const question of questions) {
    for (const label of question.labels) {
      looks.set(`${question.id}/${label.id}`, { label, colour: label.colour, name: label.name })
    }
  }
  return (mark) =>
    looks.get(`${mark.question}/${mark.label}`) ?? { label: null, colour: UNKNOWN_COLOUR, name: mark.label ?? '–' }
}
