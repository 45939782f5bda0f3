// The view of recordings: waveform, machine words lit as they are heard, text with a live diff, segments with their texts.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import { type ComponentType, lazy, Suspense } from 'react'
import { segmentOf } from '../core/kinds/segment-value.ts'
import { transcriptIn } from '../core/kinds/transcript-value.ts'
import { SegmentStage } from './segments/segment-stage.tsx'
import { TranscriptStage } from './transcript-stage.tsx'
import { clockOf } from './transport.tsx'

/** Characters of a segment's text in the list of marks. */
const DESCRIBED = 60

/** Fetched with the first sentence to be read aloud. */
const RecordingStage = lazy(async () => ({
  default: (await import('./recording/recording-stage.tsx')).RecordingStage,
}))

/**
 * Takes of a sentence where the project asks for them; else segments, with the text of the whole below where it asks for
 * both.
 */
function AudioStage(props: StageProps) {
  const read = props.questions.find(({ kind }) => kind === 'recording')
  if (read) {
    return (
      <Suspense fallback={null}>
        <RecordingStage {...props} question={read} />
      </Suspense>
    )
  }
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
