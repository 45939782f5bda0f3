// A part of the stage's model in React: renders anew only where that part is another one.
import type { Shared } from '@etabli/modality-kit'
import { useSyncExternalStore } from 'react'
import type { StageModel, StageState } from './model.ts'

/** @param part gives the same value (by Object.is) as long as nothing in it changes */
export function useModel<T>(model: StageModel, part: (state: StageState) => T): T {
  const read = () => part(model.get())
  return useSyncExternalStore(model.subscribe, read, read)
}

export function useShared<T>(value: Shared<T>): T {
  return useSyncExternalStore(value.subscribe, value.get, value.get)
}
