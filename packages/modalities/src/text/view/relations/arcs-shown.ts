// Whether arcs of relations are shown: kept on the device; and the keys of relations that stand where no relation is fetched yet.
import { keptOnDevice, type Shared } from '@etabli/modality-kit'
import { useSyncExternalStore } from 'react'

export const ARCS_KEYS = ['Alt+Shift+a'] as const
export const RELATE_KEYS = ['Alt+Shift+r'] as const

export const arcsShown: Shared<{ readonly on: boolean }> = keptOnDevice('etabli.text.arcs', (kept) => ({
  on: kept !== '{"on":false}',
}))

export const useArcsShown = (): boolean => useSyncExternalStore(arcsShown.subscribe, arcsShown.get, arcsShown.get).on
