// What the person must be told: shown as toasts, gone by themselves unless they need an answer.
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Notice {
  readonly id: string
  readonly tone: 'info' | 'ok' | 'warn' | 'danger'
  /** Key of a phrase, with its values; or words that are in the person's language already. */
  readonly phrase?: { readonly key: string; readonly values?: Record<string, string | number> }
  readonly words?: string
  readonly details?: readonly string[]
  readonly action?: { readonly phrase: string; readonly run: () => void }
  /** Milliseconds after which it goes by itself; null stays until closed. */
  readonly lasts: number | null
}

export interface NoticesState {
  readonly notices: readonly Notice[]
}

export type NoticesStore = StoreApi<NoticesState>

const MOST = 5
const LASTS_MS = 6_000

export function createNoticesStore(): NoticesStore {
  return createStore<NoticesState>(() => ({ notices: [] }))
}

/** The page's own. */
export const noticesStore = createNoticesStore()

let count = 0

/** Tells something. One with the same `id` takes the earlier one's place. */
export function tell(
  store: NoticesStore,
  notice: Omit<Notice, 'id' | 'lasts'> & { id?: string; lasts?: number | null },
): string {
  count += 1
  const id = notice.id ?? `notice-${count}`
  const stays = notice.tone === 'danger' || notice.action !== undefined
  const full: Notice = { ...notice, id, lasts: notice.lasts === undefined ? (stays ? null : LASTS_MS) : notice.lasts }
  store.setState(({ notices }) => ({ notices: [...notices.filter((other) => other.id !== id), full].slice(-MOST) }))
  return id
}

export function dismiss(store: NoticesStore, id: string): void {
  store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}
