// The view of texts: the passage with its spans; a span reads as its words, a relation as those of its ends.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { Answers, Mark, Media, Question } from '@etabli/schema'
import type { ComponentType } from 'react'
import { endsOf, passageOf, relationRules, stretchesOf, stretchOf } from '../core/index.ts'
import { TextField } from './sentences/later.tsx'
import { TextStage } from './text-stage.tsx'

const DESCRIBED = 80

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: TextStage,
  Field: TextField,
  listed: ['span', 'relation'],
  describe: (mark, question, media, _t, answers) =>
    mark.kind === 'relation' ? relationWords(mark, question, media, answers) : spanWords(mark, media, DESCRIBED),
}

/** The words of a span, those of its parts with dots between. */
function spanWords(mark: Mark, media: Media, most: number): string {
  const passage = passageOf(media)
  if (!passage || stretchOf(mark).end > passage.length) return ''
  const words = stretchesOf(mark)
    .map(({ start, end }) => passage.index.slice(start, Math.min(end, start + most + 1)).replace(/\s+/g, ' '))
    .join(' … ')
  return words.length > most ? `${words.slice(0, most)}…` : words
}

function relationWords(mark: Mark, question: Question, media: Media, answers: Answers): string {
  const label = question.labels.find(({ id }) => id === mark.label)?.name ?? ''
  const [from, to] = endsOf(mark.value).map((id) => {
    const span = answers.find((one) => one.id === id)
    return span ? spanWords(span, media, DESCRIBED / 2) : '?'
  })
  const isDirected = relationRules(question).form === 'directed'
  return `${from ?? '?'} ${isDirected ? '→' : '–'} ${to ?? '?'}: ${label}`
}
