// How the person wants to read: what they chose is kept on the device and goes over what the project prefers. It changes
// nothing of the text.
import { keptOnDevice, type Shared } from '@etabli/modality-kit'
import type { TextLook } from '@etabli/schema'
import { useSyncExternalStore } from 'react'
import type { DressName } from './dress.ts'

export interface Look {
  readonly numbers: boolean
  readonly mono: boolean
  readonly dress: DressName
}

export const usualLook: Look = { numbers: false, mono: false, dress: 'plain' }

export const DRESSES: readonly DressName[] = ['plain', 'markdown', 'dialogue']

/** What the person chose; absent or undefined: nothing of their own. */
export type ChosenLook = { readonly [Name in keyof Look]?: Look[Name] | undefined }

const chosen: Shared<ChosenLook> = keptOnDevice('etabli.text.look', lookFrom)

/** How the text is shown now, where the project prefers `preferred`. */
export const useLook = (preferred: TextLook | undefined): Look =>
  lookOf(useSyncExternalStore(chosen.subscribe, chosen.get, chosen.get), preferred)

export const lookNow = (preferred: TextLook | undefined): Look => lookOf(chosen.get(), preferred)

export function lookOf(own: ChosenLook, preferred: TextLook | undefined): Look {
  const asked = { ...usualLook, ...preferred }
  return {
    numbers: own.numbers ?? asked.numbers,
    mono: own.mono ?? asked.mono,
    dress: own.dress ?? asked.dress,
  }
}

/** The person chooses; what is as the project prefers it is no choice of their own, and follows the project. */
export function chooseLook(change: Partial<Look>, preferred: TextLook | undefined): void {
  chosen.set(choiceOf(change, preferred))
}

export function choiceOf(change: Partial<Look>, preferred: TextLook | undefined): ChosenLook {
  const asked = { ...usualLook, ...preferred }
  return {
    ...('numbers' in change ? { numbers: change.numbers === asked.numbers ? undefined : change.numbers } : {}),
    ...('mono' in change ? { mono: change.mono === asked.mono ? undefined : change.mono } : {}),
    ...('dress' in change ? { dress: change.dress === asked.dress ? undefined : change.dress } : {}),
  }
}

/** What was chosen, from what was kept; whatever cannot be read was not. */
export function lookFrom(kept: string | null): ChosenLook {
  const found = parsed(kept)
  const flag = (name: 'numbers' | 'mono') => {
    const value = found[name]
    return typeof value === 'boolean' ? value : undefined
  }
  return {
    numbers: flag('numbers'),
    mono: flag('mono'),
    dress: DRESSES.find((each) => each === found['dress']),
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
