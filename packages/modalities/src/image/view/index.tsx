// The view of images: what the frame mounts for its tasks.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'
import { boxOf } from '../core/kinds/box.ts'

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: null,
  Field: null,
  listed: ['box'],
  describe(mark, question, _media, t) {
    const box = boxOf(mark)
    const label = question.labels.find(({ id }) => id === mark.label)?.name ?? mark.label ?? ''
    if (!box) return label
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round)
    return t('image.describe', { label, x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 })
  },
}
