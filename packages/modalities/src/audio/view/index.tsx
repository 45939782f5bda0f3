// The view of recordings: waveform, machine words lit as they are heard, text with a live diff, segments with their texts.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'
import { segmentOf } from '../core/kinds/segment-value.ts'
import { transcriptIn } from '../core/kinds/transcript-value.ts'
import { SegmentStage } from './segments/segment-stage.tsx'
import { TranscriptStage } from './transcript-stage.tsx'
import { clockOf } from './transport.tsx'

/** Characters of a segment's text in the list of marks. */
const DESCRIBED = 60

/** Segments where the project asks for them, with the text of the whole below where it asks for both. */
function AudioStage(props: StageProps) {
  const question = props.questions.find(({ kind }) => kind === 'segment')
  return question ? <SegmentStage {...props} question={question} /> : <TranscriptStage {...props} />
}

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: AudioStage,
  Field: null,
  listed: ['segment'],
  describe(mark) {
    const segment = segmentOf(mark)
    if (!segment) return transcriptIn(mark)?.text ?? ''
    const text = (segment.text ?? '').replace(/\s+/gu, ' ').trim()
    const said = text.length > DESCRIBED ? `${text.slice(0, DESCRIBED)}…` : text
    return `${clockOf(segment.start)} – ${clockOf(segment.end)} ${said}`.trim()
  },
}
