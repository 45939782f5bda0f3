// Trials of recorded takes for the modality contract.
import type { KindTrial } from '@etabli/modality-kit/testing'
import type { BlobHash, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { recording } from './kinds/recording.ts'
import { type RecordingValue, TAKE_CHECKS } from './kinds/recording-value.ts'

export const recordingTrial: KindTrial<RecordingValue> = {
  kind: recording,
  context: fc.constant({
    question: {
      id: 'recording' as QuestionId,
      kind: 'recording',
      title: 'Read the sentence aloud',
      help: '',
      required: true,
      labels: [],
      options: {},
    },
    media: { type: 'text', text: 'Wake me in ten minutes.' },
  }),
  marks: () =>
    fc.record({
      label: fc.constant(null),
      value: fc.record({
        blob: fc.stringMatching(/^[0-9a-f]{64}$/) as fc.Arbitrary<BlobHash>,
        bytes: fc.integer({ min: 100, max: 1_000_000 }),
        seconds: fc.integer({ min: 5, max: 300 }).map((n) => n / 10),
        sampleRate: fc.constantFrom(16_000, 44_100, 48_000),
        peak: fc.integer({ min: -40, max: 0 }),
        level: fc.integer({ min: -60, max: -1 }),
        clipped: fc.constantFrom(0, 0.001, 0.2),
        spoken: fc.integer({ min: 1, max: 50 }).map((n) => n / 10),
        checks: fc.subarray(TAKE_CHECKS.filter((check) => check !== 'silent')),
      }),
    }),
}
