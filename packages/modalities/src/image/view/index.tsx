// The view of images: what the frame mounts for its tasks.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import { type ComponentType, Suspense } from 'react'
import { ShapeInspector } from './beside.tsx'
import { describeBox } from './describe.ts'
import { fetchPicture } from './pictures.ts'
import { ImageStage } from './stage.tsx'

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: ImageStage,
  staysMounted: true,
  fetchAhead: (src) => void fetchPicture(src).catch(() => undefined),
  Field: null,
  Inspector: (props) => (
    <Suspense fallback={null}>
      <ShapeInspector {...props} />
    </Suspense>
  ),
  listed: ['box', 'polygon', 'keypoints'],
  describe: (mark, question, _media, t) => describeBox(mark, question, t),
}
