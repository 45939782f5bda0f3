// Whether smart help is on: off until the person switches it on, and remembered on this device.
import { type Shared, shared } from '../view-settings.ts'

export interface SmartSettings {
  readonly on: boolean
  /** Each box that is drawn is snapped to edges, as a step of its own. */
  readonly auto: boolean
}

const KEY = 'etabli.image.smart'

export const smartSettings: Shared<SmartSettings> = shared(smartSettingsFrom(read()), (value) => {
  // Where the device keeps nothing (a private window, a full disk), the settings last as long as the page.
  try {
    localStorage.setItem(KEY, JSON.stringify(value))
  } catch {
    return
  }
})

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

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
