// The view of choices: fields of the panel, one for each kind.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import type { ComponentType, ReactNode } from 'react'
import { labelsIn } from '../core/index.ts'
import { LabelOptions } from './label-options.tsx'
import { NumberField } from './number-field.tsx'
import { RatingLevels } from './rating-levels.tsx'
import { textIn, WordsField } from './words-field.tsx'
import './choice-field.css'

function ChoiceField(field: FieldProps): ReactNode {
  switch (field.question.kind) {
    case 'single':
    case 'multiple':
      return <LabelOptions {...field} />
    case 'rating':
      return <RatingLevels {...field} />
    case 'number':
      return <NumberField {...field} />
    case 'words':
      return <WordsField {...field} />
    default:
      return null
  }
}

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: null,
  Field: ChoiceField,
  listed: [],
  describe: describeChoice,
}

/** An answer in words. */
function describeChoice(mark: Mark, question: Question): string {
  const nameOf = (id: string) => question.labels.find((label) => label.id === id)?.name ?? id
  if (mark.label !== null) return nameOf(mark.label)
  if (typeof mark.value === 'number') return String(mark.value)
  return mark.kind === 'multiple' ? labelsIn(mark).map(nameOf).join(', ') : textIn(mark.value)
}
