// How a person listens, kept from one recording to the next: speed and loop.

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

export interface Listening {
  readonly speed: Speed
  readonly loop: boolean
}

const STORE_KEY = 'etabli.listening'

/** The next speed up or down; the same at either end. */
export function stepSpeed(now: Speed, step: -1 | 1): Speed {
  return SPEEDS[SPEEDS.indexOf(now) + step] ?? now
}

/** What is remembered on this device: `{speed} {loop}`, else normal speed, no loop. */
export function rememberedListening(storage: Pick<Storage, 'getItem'>): Listening {
  const [speed, loop] = (storage.getItem(STORE_KEY) ?? '').split(' ')
  return { speed: SPEEDS.find((known) => String(known) === speed) ?? 1, loop: loop === 'loop' }
}

export function rememberListening(storage: Pick<Storage, 'setItem'>, { speed, loop }: Listening): void {
  storage.setItem(STORE_KEY, `${speed} ${loop ? 'loop' : 'once'}`)
}
