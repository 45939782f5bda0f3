// Trials of the choice kinds for the modality contract.
import type { KindContext } from '@etabli/modality-kit'
import type { KindTrial, ModalityTrial } from '@etabli/modality-kit/testing'
import type { LabelId, Question, QuestionId } from '@etabli/schema'
import * as fc from 'fast-check'
import { multiple } from './kinds/multiple.ts'
import { number } from './kinds/number.ts'
import { rating } from './kinds/rating.ts'
import { single } from './kinds/single.ts'
import { words } from './kinds/words.ts'

const ids = ['angry', 'calm', 'happy', 'sad'] as LabelId[]

function contextOf(kind: string, options: Question['options'] = {}): fc.Arbitrary<KindContext> {
  const labels = ids.map((id, index) => ({ id, name: id, colour: index, key: String(index + 1) }))
  return fc.constant({
    question: {
      id: 'q' as QuestionId,
      kind,
      title: 'How is it?',
      help: '',
      required: false,
      labels: kind === 'single' || kind === 'multiple' ? labels : [],
      options,
    },
    media: { type: 'none' },
  })
}

const trial = <V>(given: KindTrial<V>): KindTrial => given as KindTrial

export const trials: ModalityTrial = {
  kinds: [
    trial({
      kind: single,
      context: contextOf('single'),
      marks: () => fc.record({ label: fc.constantFrom(...ids), value: fc.constant(null) }),
    }),
    trial({
      kind: multiple,
      context: contextOf('multiple', { max: 2 }),
      marks: () =>
        fc.record({ label: fc.constant(null), value: fc.record({ labels: fc.subarray(ids, { maxLength: 2 }) }) }),
    }),
    trial({
      kind: rating,
      context: contextOf('rating', { levels: 7 }),
      marks: () => fc.record({ label: fc.constant(null), value: fc.integer({ min: 1, max: 7 }) }),
    }),
    trial({
      kind: number,
      context: contextOf('number', { min: 0, step: 0.5 }),
      marks: () => fc.record({ label: fc.constant(null), value: fc.nat(2000).map((steps) => steps / 2) }),
    }),
    trial({
      kind: words,
      context: contextOf('words'),
      marks: () =>
        fc.record({
          label: fc.constant(null),
          value: fc.record({
            text: fc
              .oneof(fc.constantFrom('yes', 'yes!', 'no'), fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }))
              .filter((text) => text.trim() !== ''),
          }),
        }),
    }),
  ],
  tools: [],
  mappings: [],
}
