// The view of choices: fields of the panel, one for each kind.
import {
  type FieldProps,
  pathName,
  type StageProps,
  taxonomyOf,
  type ViewModule,
  writeRanking,
} from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { labelsIn, RankingValue } from '../core/index.ts'
import { LabelOptions } from './label-options.tsx'
import { NumberField } from './number-field.tsx'
import { RatingLevels } from './rating-levels.tsx'
import { isTaxonomy } from './taxonomies.ts'
import { textIn, WordsField } from './words-field.tsx'
import './choice-field.css'

function ChoiceField(field: FieldProps): ReactNode {
  switch (field.question.kind) {
    case 'single':
    case 'multiple':
      return isTaxonomy(field.question.labels) ? <Later part={Taxonomy} {...field} /> : <LabelOptions {...field} />
    case 'ranking':
      return <Later part={Ranking} {...field} />
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

/** Fetched when a question needs them: most need neither. */
const Taxonomy = lazy(() => import('./taxonomy-field.tsx').then((module) => ({ default: module.TaxonomyField })))
const Ranking = lazy(() => import('./ranking-field.tsx').then((module) => ({ default: module.RankingField })))

function Later({ part: Part, ...field }: FieldProps & { readonly part: ComponentType<FieldProps> }): ReactNode {
  return (
    <Suspense fallback={<div className="choice-later" aria-hidden="true" />}>
      <Part {...field} />
    </Suspense>
  )
}

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: null,
  Field: ChoiceField,
  listed: [],
  describe: describeChoice,
}

/** An answer in words. */
function describeChoice(mark: Mark, question: Question): string {
  const { byId } = taxonomyOf(question.labels)
  const nameOf = (id: string) => {
    const node = byId.get(id)
    return node ? pathName(node) : id
  }
  const ranking = mark.kind === 'ranking' ? RankingValue.safeParse(mark.value).data : undefined
  if (ranking) return writeRanking(ranking)
  if (mark.label !== null) return nameOf(mark.label)
  if (typeof mark.value === 'number') return String(mark.value)
  return mark.kind === 'multiple' ? labelsIn(mark).map(nameOf).join(', ') : textIn(mark.value)
}
