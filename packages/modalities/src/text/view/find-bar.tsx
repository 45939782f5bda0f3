// Search in the whole text, on the page or not: plain or by regular expression, with a count, and from hit to hit.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Search } from '../core/matches.ts'
import type { BarProps } from './bar.ts'
import { hitFrom, useHits } from './hits.ts'
import { keyIn } from './key-in.ts'
import { revealStretch } from './reveal.ts'
import { type Searching, useSearch } from './searching/use-search.ts'
import './bars.css'

/** Kept while the page is open, so that the next text is searched for the same. */
let last: Search = { query: '', regex: false, matchCase: false, wholeWords: false }

export function FindBar({ now, send, root, drawing, close }: BarProps): ReactNode {
  const { passage, props } = now.current
  const { t, register } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState(last)
  const found = useSearch(passage.text, wanted)
  const [here, setHere] = useState(0)
  useHits(root, found.hits, here, drawing, passage)

  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const go = (to: number): void => {
    const hit = found.hits[to]
    if (!hit) return
    setHere(to)
    const stretch = { start: passage.index.toCodePoint(hit.start), end: passage.index.toCodePoint(hit.end) }
    revealStretch(stretch, now.current, root.current)
  }
  // What is found first is the next one from what is in the window.
  useEffect(() => {
    const top = passage.rows.at(drawing.first).start
    if (found.hits.length > 0) go(hitFrom(found.hits, top))
  }, [found.hits])

  const count = found.hits.length
  const step = (by: 1 | -1): void => {
    if (count === 0 || !found.isFresh) return
    const to = (here + by + count) % count
    go(to)
  }
  const latest = useRef(step)
  latest.current = step
  useEffect(
    () =>
      register([
        { id: 'text.find-next', keys: ['F3'], inText: true, run: () => latest.current(1) },
        { id: 'text.find-previous', keys: ['Shift+F3'], inText: true, run: () => latest.current(-1) },
      ]),
    [register],
  )

  const change = (part: Partial<Search>): void => {
    last = { ...wanted, ...part }
    setWanted(last)
  }
  /** The hit at hand becomes the chosen words, so that a label's key tags it. */
  const leave = (): void => {
    const hit = found.isFresh ? found.hits[here] : undefined
    close()
    root.current?.focus({ preventScroll: true })
    if (!(hit && now.current.tags)) return
    const exact = { shift: false, alt: true, mod: false, unitsPerPixel: 1, pointer: 'mouse' as const, clicks: 1 }
    const [start, end] = [passage.index.toCodePoint(hit.start), passage.index.toCodePoint(hit.end)]
    send({ type: 'down', at: start, ...exact }, { label: null })
    send({ type: 'move', at: end, ...exact }, { label: null })
    send({ type: 'up', at: end, ...exact }, { label: null })
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave()
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const switches = [
    ['matchCase', 'Aa'],
    ['wholeWords', '“ab”'],
    ['regex', '.*'],
  ] as const
  return (
    <search className="text-bar" aria-label={t('text.find.title')} onKeyDown={onKey}>
      <input
        ref={input}
        type="search"
        className="text-bar-field"
        dir="auto"
        value={wanted.query}
        placeholder={t('text.find.title')}
        aria-label={t('text.find.title')}
        aria-invalid={found.fault !== null}
        aria-describedby={id}
        spellCheck={false}
        onChange={(event) => change({ query: event.target.value })}
      />
      <span className="text-bar-switches">
        {switches.map(([name, sign]) => (
          <button
            key={name}
            type="button"
            className="text-bar-button text-bar-switch"
            aria-pressed={wanted[name]}
            aria-label={t(`text.find.${name}`)}
            title={t(`text.find.${name}`)}
            onClick={() => change({ [name]: !wanted[name] })}
          >
            {sign}
          </button>
        ))}
      </span>
      <span id={id} className={isFaulty(found) ? 'text-bar-count text-bar-fault' : 'text-bar-count'} role="status">
        {wanted.query === '' ? t('text.find.why') : countWords(found, here, t)}
      </span>
      <button
        type="button"
        className="text-bar-button"
        disabled={count === 0}
        aria-label={t('text.commands.find-previous')}
        title={`${t('text.commands.find-previous')}${keyIn(props, 'text.find-previous', ['Shift+F3'])}`}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="text-bar-button"
        disabled={count === 0}
        aria-label={t('text.commands.find-next')}
        title={`${t('text.commands.find-next')}${keyIn(props, 'text.find-next', ['F3'])}`}
        onClick={() => step(1)}
      >
        ↓
      </button>
      <button
        type="button"
        className="text-bar-button"
        aria-label={t('text.find.close')}
        title={`${t('text.find.close')} (${t('ui.keys.Escape')})`}
        onClick={leave}
      >
        ×
      </button>
    </search>
  )
}

const isFaulty = ({ fault, state, cut }: Searching): boolean => fault !== null || state === 'broken' || cut === 'slow'

function countWords(found: Searching, here: number, t: BarProps['now']['current']['props']['t']): string {
  const { hits, cut, fault, state } = found
  if (state !== 'done') return t(`text.find.${state}`)
  if (fault !== null) return t('text.find.fault', { fault })
  if (hits.length === 0) return t(cut === 'slow' ? 'text.find.slowNone' : 'text.find.none')
  return t(`text.find.${cut ?? 'count'}`, { here: here + 1, count: hits.length })
}
