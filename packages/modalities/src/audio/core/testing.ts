// Trials of the audio kinds for the modality contract.
import type { KindTrial, ModalityTrial } from '@etabli/modality-kit/testing'
import type { BlobHash, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { type TranscriptValue, transcript } from './kinds/transcript.ts'
import { mappingTrials } from './testing-formats.ts'
import { segmentMappingTrials } from './testing-segment-formats.ts'
import { segmentToolTrial, segmentTrial } from './testing-segments.ts'

const said = fc.array(fc.constantFrom('turn', 'on', 'the', 'light', 'Light', 'lights,', 'l’eau', '…', '日本'), {
  maxLength: 6,
})

export const trials: ModalityTrial = {
  kinds: [
    {
      kind: transcript,
      context: fc.constant({
        question: {
          id: 'transcript' as QuestionId,
          kind: 'transcript',
          title: 'What was said',
          help: '',
          required: false,
          labels: [],
          options: {},
        },
        media: {
          type: 'audio',
          blob: '0'.repeat(64) as BlobHash,
          mime: 'audio/flac',
          bytes: 1,
          duration: 10,
          sampleRate: 16_000,
          channels: 1,
        },
      }),
      marks: () => fc.record({ label: fc.constant(null), value: said.map((words) => ({ text: words.join(' ') })) }),
      near: (a, b) => a.text === b.text,
      errorMeasures: ['wer', 'cer'],
    } as KindTrial<TranscriptValue> as KindTrial,
    segmentTrial as KindTrial,
  ],
  tools: [segmentToolTrial],
  mappings: [...mappingTrials, ...segmentMappingTrials],
}
