// What the parts of span editing share: the props, the tool's state and the text of this moment, and how the tool is told.
import type { StageProps } from '@etabli/modality-kit'
import type { LabelId } from '@etabli/schema'
import type { RefObject } from 'react'
import type { Passage, SpanState, spanTool } from '../core/index.ts'
import type { Reading } from './reading.ts'

/** The moment as event listeners see it, whenever they were made. */
export type Now = RefObject<EditingNow>

export interface EditingNow {
  readonly props: StageProps
  readonly state: SpanState
  readonly passage: Passage
  readonly reading: Reading
  /** Spans can be made here. */
  readonly tags: boolean
}

/** Tells the tool of an event. */
export type Send = (event: Parameters<typeof spanTool.step>[1], how?: Sending) => void

export interface Sending {
  /** The label of what is made, where it is not the active one; null to choose words only. */
  readonly label?: LabelId | null
  /** Where the keys begin, or go. */
  readonly from?: number
  /** What is made by the same burst is one step to undo. */
  readonly burst?: string
}
