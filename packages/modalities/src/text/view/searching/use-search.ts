// A search in the text that never holds up the page: what was found before stays until something is known of the new one.
import { useEffect, useState } from 'react'
import { type Found, NOTHING_FOUND, type Search } from '../../core/matches.ts'
import { createSearcher } from './asking.ts'

export interface Searching extends Found {
  /** `busy` once it is felt; `broken` where the search itself could not be started. */
  readonly state: 'busy' | 'done' | 'broken'
  /** False while these are still the hits of what was searched for before. */
  readonly isFresh: boolean
}

/** From here on it is said that a search is under way; a quicker one would only flicker. */
const FELT_MILLIS = 150

type Held = Omit<Searching, 'isFresh'> & { readonly key: string }

const NOTHING: Searching = { ...NOTHING_FOUND, state: 'done', isFresh: true }
const FIRST: Searching = { ...NOTHING_FOUND, state: 'busy', isFresh: false }

/** What is found by now. `hits` is the same array as long as the hits are the same. */
export function useSearch(text: string, { query, regex, matchCase, wholeWords }: Search): Searching {
  const [searcher] = useState(createSearcher)
  const [held, setHeld] = useState<Held | null>(null)
  const key = JSON.stringify([query, regex, matchCase, wholeWords])
  useEffect(() => () => searcher.letGo(), [searcher])
  useEffect(() => {
    if (query === '') {
      searcher.letGo()
      setHeld(null)
      return
    }
    const felt = setTimeout(() => setHeld({ ...NOTHING_FOUND, state: 'busy', key }), FELT_MILLIS)
    let isOver = false
    const take = (next: Found, state: Searching['state']): void => {
      if (isOver) return
      clearTimeout(felt)
      setHeld({ ...next, state, key })
    }
    searcher.ask(text, { query, regex, matchCase, wholeWords }).then(
      (found) => {
        if (found) take(found, 'done')
      },
      () => take(NOTHING_FOUND, 'broken'),
    )
    return () => {
      isOver = true
      clearTimeout(felt)
    }
  }, [searcher, text, query, regex, matchCase, wholeWords, key])
  if (query === '') return NOTHING
  return held ? { ...held, isFresh: held.key === key && held.state === 'done' } : FIRST
}
