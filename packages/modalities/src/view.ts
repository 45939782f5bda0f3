// Registry of lazy views, keyed by the cores' ids: a view is fetched when a task of its modality is opened.
import type { FieldProps, StageProps, ViewModule } from '@etabli/modality-kit'
import type { ComponentType } from 'react'

/** A modality's view with React components. */
export type View = ViewModule<ComponentType<StageProps>, ComponentType<FieldProps>>

/** How to fetch each modality's view. */
export const views: Readonly<Record<string, () => Promise<{ view: View }>>> = {
  audio: () => import('./audio/view/index.tsx'),
  choice: () => import('./choice/view/index.tsx'),
  image: () => import('./image/view/index.tsx'),
  text: () => import('./text/view/index.tsx'),
}
