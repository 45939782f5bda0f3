// Whether smart help is on: off until the person switches it on, and remembered on this device.
import { keptOnDevice } from '@etabli/modality-kit'

export interface SmartSettings {
  readonly on: boolean
  /** Each box that is drawn is snapped to edges, as a step of its own. */
  readonly auto: boolean
}

export const smartSettings = keptOnDevice('etabli.image.smart', smartSettingsFrom)

/** Settings from what was kept; what cannot be read is off. */
export function smartSettingsFrom(kept: string | null): SmartSettings {
  try {
    const found: unknown = JSON.parse(kept ?? '{}')
    const { on, auto } = Object(found) as Record<string, unknown>
    return { on: on === true, auto: auto === true }
  } catch {
    return { on: false, auto: false }
  }
}
