// A box in words, for the list beside the image and for screen readers.
import type { Translate } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { boxOf } from '../core/kinds/box.ts'

/** For example "Bottle, 120 × 340 at 33, 210": label, size and left upper corner in image pixels. */
export function describeBox(mark: Mark, question: Question, t: Translate): string {
  const label = question.labels.find(({ id }) => id === mark.label)?.name ?? mark.label ?? ''
  const box = boxOf(mark)
  if (!box) return label
  return t('image.describe', {
    label,
    x: Math.round(box.x),
    y: Math.round(box.y),
    width: Math.round(box.width),
    height: Math.round(box.height),
  })
}
