// Whether arcs of relations are shown: kept on the device.
import { keptOnDevice, type Shared } from '@etabli/modality-kit'
import { useSyncExternalStore } from 'react'

export const ARCS_KEYS = ['Alt+Shift+a'] as const

export const arcsShown: Shared<{ readonly on: boolean }> = keptOnDevice('etabli.text.arcs', (kept) => ({
  on: kept !== '{"on":false}',
}))

export const useArcsShown = (): boolean => useSyncExternalStore(arcsShown.subscribe, arcsShown.get, arcsShown.get).on
