// What the parts of span editing share: the props, the tool's state and the text of this moment.
import type { StageProps } from '@etabli/modality-kit'
import type { RefObject } from 'react'
import type { Passage, SpanState } from '../core/index.ts'
import type { Line } from './lanes.ts'

/** The moment as event listeners see it, whenever they were made. */
export type Now = RefObject<EditingNow>

export interface EditingNow {
  readonly props: StageProps
  readonly state: SpanState
  readonly passage: Passage
  readonly lines: readonly Line[]
  /** Spans can be made here. */
  readonly tags: boolean
}
