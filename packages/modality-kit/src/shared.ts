// Values that all stages of the page share: as long as the page, or kept on the device.

/** A value that all stages of the page share. */
export interface Shared<T> {
  get(): T
  set(change: Partial<T>): void
  subscribe(listener: () => void): () => void
}

/** @param keep told of each new value */
export function shared<T>(initial: T, keep: (value: T) => void = () => undefined): Shared<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change }
      keep(value)
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * A value kept on the device, as JSON. Where the device keeps nothing (a private window, a full disk), it lasts as long
 * as the page.
 * @param from the value of what was kept, null where nothing was; never throws
 */
export function keptOnDevice<T>(key: string, from: (kept: string | null) => T): Shared<T> {
  return shared(from(read(key)), (value) => {
    try {
      device()?.setItem(key, JSON.stringify(value))
    } catch {
      return
    }
  })
}

interface Device {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** The browser's storage; even asking for it throws where it is forbidden. */
function device(): Device | undefined {
  return (globalThis as { readonly localStorage?: Device }).localStorage
}

function read(key: string): string | null {
  try {
    return device()?.getItem(key) ?? null
  } catch {
    return null
  }
}
