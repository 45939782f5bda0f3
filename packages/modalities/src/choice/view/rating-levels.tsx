// A level on an ordered scale: radios side by side with words at both ends.
import type { FieldProps } from '@etabli/modality-kit'
import { type ReactNode, useId } from 'react'
import { ratingOptions } from '../core/index.ts'
import { answering, answerOf } from './choice-answer.ts'
import { QuestionGroup } from './question-group.tsx'
import { Voices } from './voices.tsx'

export function RatingLevels(field: FieldProps): ReactNode {
  const name = useId()
  const { levels, low, high } = ratingOptions(field.question)
  const value = answerOf(field)?.value
  return (
    <QuestionGroup field={field}>
      <div className="choice-levels">
        {Array.from({ length: levels }, (_, index) => index + 1).map((level) => (
          <label key={level} className="choice-level" data-level={level}>
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
