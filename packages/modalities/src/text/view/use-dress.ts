// The dress that is worn; fetched when one is first wanted, the text plain until then.
import { useEffect, useMemo, useState } from 'react'
import type { Passage } from '../core/index.ts'
import type { Dress, DressName, MakeDress } from './dress.ts'

let known: Readonly<Record<Exclude<DressName, 'plain'>, MakeDress>> | null = null

export function useDress(passage: Passage, name: DressName): Dress | null {
  const [fetched, setFetched] = useState(known !== null)
  useEffect(() => {
    if (name === 'plain' || known) return
    let gone = false
    void import('./dresses.ts').then(({ dresses }) => {
      known = dresses
      if (!gone) setFetched(true)
    })
    return () => {
      gone = true
    }
  }, [name])
  return useMemo(
    () => (name === 'plain' || !fetched ? null : (known?.[name](passage) ?? null)),
    [passage, name, fetched],
  )
}
