// How the person wants to read: kept on the device. It changes nothing of the text.
import { keptOnDevice, type Shared } from '@etabli/modality-kit'
import { useSyncExternalStore } from 'react'
import type { DressName } from './dress.ts'

export interface Look {
  readonly numbers: boolean
  readonly mono: boolean
  readonly dress: DressName
}

export const usualLook: Look = { numbers: false, mono: false, dress: 'plain' }

export const DRESSES: readonly DressName[] = ['plain', 'markdown', 'dialogue']

export const look: Shared<Look> = keptOnDevice('etabli.text.look', lookFrom)

export const useLook = (): Look => useSyncExternalStore(look.subscribe, look.get, look.get)

/** A look from what was kept; whatever cannot be read is as usual. */
export function lookFrom(kept: string | null): Look {
  const found = parsed(kept)
  const flag = (name: 'numbers' | 'mono') => {
    const value = found[name]
    return typeof value === 'boolean' ? value : usualLook[name]
  }
  return {
    numbers: flag('numbers'),
    mono: flag('mono'),
    dress: DRESSES.find((each) => each === found['dress']) ?? usualLook.dress,
  }
}

function parsed(kept: string | null): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(kept ?? '{}')
    return typeof found === 'object' && found !== null ? { ...found } : {}
  } catch {
    return {}
  }
}
