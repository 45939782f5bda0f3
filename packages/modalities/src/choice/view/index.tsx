// The view of choice: what the frame mounts for its tasks and questions.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'

export const view: ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>> = {
  Stage: null,
  Field: null,
  listed: [],
  describe: () => '',
}
