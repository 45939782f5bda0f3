// The view of texts: the passage with its spans; a span reads as its words.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'
import { passageOf, stretchOf } from '../core/index.ts'
import { TextStage } from './text-stage.tsx'

const DESCRIBED = 80

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: TextStage,
  Field: null,
  listed: ['span'],
  describe(mark, _question, media) {
    const passage = passageOf(media)
    if (!passage) return ''
    const { start, end } = stretchOf(mark)
    if (end > passage.length) return ''
    const words = passage.index.slice(start, Math.min(end, start + DESCRIBED)).replace(/\s+/g, ' ')
    return end - start > DESCRIBED ? `${words}…` : words
  },
}
