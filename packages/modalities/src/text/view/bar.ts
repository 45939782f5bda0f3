// What the bars above a text share: the page they are about, and how they close.
import type { RefObject } from 'react'
import type { Now, Send } from './editing-now.ts'
import type { Drawing } from './reading.ts'

export interface BarProps {
  readonly now: Now
  readonly send: Send
  readonly root: RefObject<HTMLDivElement | null>
  readonly drawing: Drawing
  readonly close: () => void
}
