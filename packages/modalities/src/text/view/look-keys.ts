// The keys of how a text is seen and searched.
import type { StageProps } from '@etabli/modality-kit'
import { useEffect, useRef } from 'react'
import { chooseLook, DRESSES, lookNow } from './look.ts'

export const LOOK_KEYS = {
  view: ['v'],
  numbers: ['Shift+l'],
  mono: ['Shift+m'],
  dress: ['Shift+v'],
  find: ['Mod+f'],
  everywhere: ['e'],
} as const

export interface LookActs {
  readonly view: () => void
  readonly find: () => void
  readonly everywhere: () => void
  readonly canTagEverywhere: () => boolean
}

/** Registers them while the text is up. */
export function useLookKeys({ register, announce, t, textLook }: StageProps, acts: LookActs): void {
  const latest = useRef({ acts, announce, t, textLook })
  latest.current = { acts, announce, t, textLook }
  useEffect(() => {
    const say = (key: string) => latest.current.announce(latest.current.t(key))
    const turn = (name: 'numbers' | 'mono') => () => {
      const preferred = latest.current.textLook
      chooseLook({ [name]: !lookNow(preferred)[name] }, preferred)
      say(`text.look.${name}`)
    }
    return register([
      { id: 'text.find', keys: LOOK_KEYS.find, run: () => latest.current.acts.find() },
      {
        id: 'text.everywhere',
        keys: LOOK_KEYS.everywhere,
        enabled: () => latest.current.acts.canTagEverywhere(),
        run: () => latest.current.acts.everywhere(),
      },
      { id: 'text.view', keys: LOOK_KEYS.view, run: () => latest.current.acts.view() },
      { id: 'text.numbers', keys: LOOK_KEYS.numbers, run: turn('numbers') },
      { id: 'text.mono', keys: LOOK_KEYS.mono, run: turn('mono') },
      {
        id: 'text.dress',
        keys: LOOK_KEYS.dress,
        run() {
          const preferred = latest.current.textLook
          const dress = DRESSES[(DRESSES.indexOf(lookNow(preferred).dress) + 1) % DRESSES.length] ?? 'plain'
          chooseLook({ dress }, preferred)
          say(`text.look.${dress}`)
        },
      },
    ])
  }, [register])
}
