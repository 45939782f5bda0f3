// The whole React binding of the stores: read a slice, be redrawn when it changes.
import { useStore as useZustand } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'

/** The selected slice of a store. The selector must give the same reference while nothing it reads has changed. */
export function useStore<S, T>(
  store: Pick<StoreApi<S>, 'getState' | 'getInitialState' | 'subscribe'>,
  select: (state: S) => T,
): T {
  return useZustand(store, select)
}
