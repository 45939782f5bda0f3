// A level on an ordered scale: radios side by side with words at both ends.
import type { FieldProps } from '@etabli/modality-kit'
import { type CSSProperties, type ReactNode, useId } from 'react'
import { levelKeys, ratingOptions } from '../core/index.ts'
import { answering, answerOf } from './choice-answer.ts'
import { QuestionGroup } from './question-group.tsx'
import { Voices } from './voices.tsx'

export function RatingLevels(field: FieldProps): ReactNode {
  const name = useId()
  const { levels, low, high } = ratingOptions(field.question)
  const value = answerOf(field)?.value
  const keys = levelKeys(field.question)
  return (
    <QuestionGroup field={field} keys={keys.length > 9 ? '0–9' : `1–${levels}`}>
      <div
        className="choice-levels"
        data-rows={levels > 10 ? 'more' : levels > 7 ? 'two' : 'one'}
        style={{ '--levels': levels } as CSSProperties}
      >
        {Array.from({ length: levels }, (_, index) => index + 1).map((level) => (
          <label key={level} className="choice-level" data-level={level} title={keyed(level, keys[level - 1])}>
            <input
              type="radio"
              name={name}
              checked={value === level}
              onChange={() => field.commit(answering(field, level))}
            />
            <span className="choice-level-number">{level}</span>
            <Voices field={field} says={(mark) => mark.value === level} />
          </label>
        ))}
      </div>
      {low || high ? (
        <p className="choice-ends">
          <span>{low}</span>
          <span>{high}</span>
        </p>
      ) : null}
    </QuestionGroup>
  )
}

/** The tenth level has the key 0; others go by their number. */
function keyed(level: number, key: string | undefined): string | undefined {
  return key === undefined ? undefined : `${level} (${key})`
}
