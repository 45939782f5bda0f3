// Trials of the audio kinds for the modality contract.
import type { KindTrial, ModalityTrial } from '@etabli/modality-kit/testing'
import type { BlobHash, LabelId, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { PERSONAL_CLASSES, type PersonalValue, personal, personalQuestion } from './kinds/personal.ts'
import { type TranscriptValue, transcript } from './kinds/transcript.ts'
import { mappingTrials } from './testing-formats.ts'
import { recordingTrial } from './testing-recordings.ts'
import { segmentMappingTrials } from './testing-segment-formats.ts'
import { recording, segmentToolTrial, segmentTrial } from './testing-segments.ts'

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
    {
      kind: personal,
      context: fc.constant({ question: personalQuestion, media: recording }),
      marks: () =>
        fc
          .record({ from: fc.nat(9_000), length: fc.integer({ min: 1, max: 1_000 }), id: fc.nat(3) })
          .map(({ from, length, id }) => ({
            label: PERSONAL_CLASSES[id] as LabelId,
            value: { start: from / 1_000, end: (from + length) / 1_000 },
          })),
      near: (a, b) => Math.abs(a.start - b.start) < 1e-6 && Math.abs(a.end - b.end) < 1e-6,
      errorMeasures: ['der'],
    } as KindTrial<PersonalValue> as KindTrial,
    recordingTrial as KindTrial,
  ],
  tools: [segmentToolTrial],
  mappings: [...mappingTrials, ...segmentMappingTrials],
}
