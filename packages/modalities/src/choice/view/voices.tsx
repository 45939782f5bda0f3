// In review: who gave this answer, as dots in the annotators' colours with the first letters of their names.
import { type FieldProps, initialsOf, type Layer } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import type { ReactNode } from 'react'
import { answerOf } from './choice-answer.ts'

interface VoicesProps {
  readonly field: FieldProps
  /** Whether the answer is this one. */
  readonly says: (mark: Mark) => boolean
}

/** The layers whose answer is this one. */
export function Voices({ field, says }: VoicesProps): ReactNode {
  const voices = answersOfOthers(field).filter(({ mark }) => says(mark))
  if (voices.length === 0) return null
  return (
    <span className="choice-voices">
      {voices.map(({ layer }) => (
        <span
          key={layer.id}
          className="choice-voice"
          style={{ borderColor: field.colour(layer.colour) }}
          title={layer.name}
          role="img"
          aria-label={layer.name}
        >
          {initialsOf(layer.name)}
        </span>
      ))}
    </span>
  )
}

/** Everyone's answer in words: for numbers and texts. */
export function VoiceList({ field, words }: { field: FieldProps; words: (mark: Mark) => string }): ReactNode {
  const voices = answersOfOthers(field)
  if (voices.length === 0) return null
  return (
    <ul className="choice-others" aria-label={field.t('choice.others')}>
      {voices.map(({ layer, mark }) => (
        <li key={layer.id} className="choice-other">
          <span className="choice-voice" style={{ borderColor: field.colour(layer.colour) }} aria-hidden="true">
            {initialsOf(layer.name)}
          </span>
          <span className="choice-other-name">{layer.name}</span>
          <span dir="auto">{words(mark)}</span>
        </li>
      ))}
    </ul>
  )
}

function answersOfOthers({ layers, question }: FieldProps): { layer: Layer; mark: Mark }[] {
  return layers.flatMap((layer) => {
    const mark = layer.visible ? answerOf({ answers: layer.answers, question }) : undefined
    return mark ? [{ layer, mark }] : []
  })
}
