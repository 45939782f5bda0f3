// The view of recordings: waveform, machine words lit as they are heard, text with a live diff.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'
import { TranscriptStage } from './transcript-stage.tsx'

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: TranscriptStage,
  Field: null,
  listed: [],
  describe: (mark) => {
    const value = mark.value
    return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['text'] === 'string'
      ? value['text']
      : ''
  },
}
