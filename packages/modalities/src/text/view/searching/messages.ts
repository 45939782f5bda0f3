// What the page and the worker of search say to each other.
import type { Found, Search } from '../../core/matches.ts'

export interface SearchRequest {
  readonly id: number
  readonly wanted: Search
  /** The text to search; null where it is the one that was sent last. */
  readonly text: string | null
}

export type SearchReply =
  /** It has begun: from here on its time is counted. */
  | { readonly id: number; readonly type: 'begun' }
  /** Hits since the last reply: UTF-16 indices, start and end by turns. */
  | { readonly id: number; readonly type: 'hits'; readonly hits: Uint32Array<ArrayBuffer> }
  | { readonly id: number; readonly type: 'done'; readonly cut: Found['cut']; readonly fault: string | null }
