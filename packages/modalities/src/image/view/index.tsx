// The view of images: what the frame mounts for its tasks.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'
import { describeBox } from './describe.ts'
import { BoxInspector } from './inspector.tsx'
import { ImageStage } from './stage.tsx'

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: ImageStage,
  Field: null,
  Inspector: BoxInspector,
  listed: ['box', 'polygon', 'keypoints'],
  describe: (mark, question, _media, t) => describeBox(mark, question, t),
}
