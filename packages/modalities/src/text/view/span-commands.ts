// The keys of the text: walking, tagging, going from span to span, changing the selected span.
import type { Command, StageProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type RefObject, useEffect } from 'react'
import { partAt, type SpanKey, type Stretch, stretchesOf, stretchOf } from '../core/index.ts'
import { caretFrom, isRightToLeft, placeBeside } from './caret.ts'
import type { EditingNow, Now } from './editing-now.ts'
import { reveal, revealStretch } from './reveal.ts'
import { announceMark } from './sayings.ts'

/** Keys that walk, with what each does to the caret; arrows go by what is seen, so in Hebrew the left one is the next. */
const WALKS: readonly (readonly [id: string, key: string, way: SpanKey])[] = [
  ['next', 'ArrowRight', 'next'],
  ['previous', 'ArrowLeft', 'previous'],
  ['extend-next', 'Shift+ArrowRight', 'extend-next'],
  ['extend-previous', 'Shift+ArrowLeft', 'extend-previous'],
  ['next-letter', 'Alt+ArrowRight', 'next-letter'],
  ['previous-letter', 'Alt+ArrowLeft', 'previous-letter'],
  ['extend-next-letter', 'Alt+Shift+ArrowRight', 'extend-next-letter'],
  ['extend-previous-letter', 'Alt+Shift+ArrowLeft', 'extend-previous-letter'],
  ['next-sentence', 'Mod+ArrowRight', 'next-sentence'],
  ['previous-sentence', 'Mod+ArrowLeft', 'previous-sentence'],
  ['extend-next-sentence', 'Mod+Shift+ArrowRight', 'extend-next-sentence'],
  ['extend-previous-sentence', 'Mod+Shift+ArrowLeft', 'extend-previous-sentence'],
  ['line-end', 'End', 'next-line'],
  ['line-start', 'Home', 'previous-line'],
  ['extend-line-end', 'Shift+End', 'extend-next-line'],
  ['extend-line-start', 'Shift+Home', 'extend-previous-line'],
  ['next-paragraph', 'Mod+ArrowDown', 'next-paragraph'],
  ['previous-paragraph', 'Mod+ArrowUp', 'previous-paragraph'],
  ['extend-next-paragraph', 'Mod+Shift+ArrowDown', 'extend-next-paragraph'],
  ['extend-previous-paragraph', 'Mod+Shift+ArrowUp', 'extend-previous-paragraph'],
  ['text-end', 'Mod+End', 'next-text'],
  ['text-start', 'Mod+Home', 'previous-text'],
  ['extend-text-end', 'Mod+Shift+End', 'extend-next-text'],
  ['extend-text-start', 'Mod+Shift+Home', 'extend-previous-text'],
]

/** With a span selected, the keys of characters move its end; with Shift its start. */
const BY_LETTERS: Readonly<Partial<Record<SpanKey, SpanKey>>> = {
  'next-letter': 'grow-letter',
  'previous-letter': 'shrink-letter',
  'extend-next-letter': 'shrink-start-letter',
  'extend-previous-letter': 'grow-start-letter',
}

/** What is done to the selected span, with its keys. */
export const ACTS: readonly (readonly [act: SpanKey, keys: readonly string[]])[] = [
  ['grow', [']']],
  ['shrink', ['[']],
  ['grow-start', ['{']],
  ['shrink-start', ['}']],
  ['split', ['Alt+s']],
  ['join', ['Alt+m']],
  ['add-part', ['+', 'Alt+e']],
  ['next-part', ['Alt+n']],
  ['delete', ['Delete', 'Backspace']],
]

export interface SpanActs {
  /** Sends a key to the tool; `from` is where the caret begins, or is to go. */
  readonly key: (name: SpanKey, from?: number) => void
  readonly cancel: () => void
  readonly tag: () => void
}

/** Registers the commands while the text is up. */
export function useCommands(now: Now, acts: RefObject<SpanActs>, root: RefObject<HTMLDivElement | null>): void {
  const { register } = now.current.props
  useEffect(() => {
    const commands = [...walkCommands(now, acts, root), ...spanCommands(now, acts, root)]
    return register(commands)
  }, [register, now, acts, root])
}

function walkCommands(now: Now, acts: RefObject<SpanActs>, root: RefObject<HTMLDivElement | null>): Command[] {
  const enabled = () => now.current.tags
  const took = () => {
    root.current?.focus({ preventScroll: true })
    reveal(now.current, root.current)
  }
  const walks = WALKS.map(
    ([id, keys, way]): Command => ({
      id: `text.${id}`,
      keys: [keys],
      enabled,
      run() {
        const seen = keys.endsWith('ArrowRight') || keys.endsWith('ArrowLeft') ? bySight(way, now) : way
        const letters = BY_LETTERS[seen]
        if (letters && now.current.state.name === 'idle' && selectedSpans(now.current.props).length > 0) {
          acts.current.key(letters)
          return
        }
        acts.current.key(seen, caretFrom(now.current, root.current))
        took()
      },
    }),
  )
  const lines = ([id, keys, by, takes]: readonly [string, string, 1 | -1, boolean]): Command => ({
    id: `text.${id}`,
    keys: [keys],
    enabled,
    run() {
      const place = placeBeside(now.current, root.current, by)
      if (place === null) return
      acts.current.key(takes ? 'extend-here' : 'here', place)
      took()
    },
  })
  return [
    ...walks,
    lines(['down', 'ArrowDown', 1, false]),
    lines(['up', 'ArrowUp', -1, false]),
    lines(['extend-down', 'Shift+ArrowDown', 1, true]),
    lines(['extend-up', 'Shift+ArrowUp', -1, true]),
  ]
}

/** What an arrow means where the writing at the caret goes the other way. */
function bySight(way: SpanKey, now: Now): SpanKey {
  if (!isRightToLeft(now.current)) return way
  const other = way.includes('next') ? way.replace('next', 'previous') : way.replace('previous', 'next')
  return other as SpanKey
}

function spanCommands(now: Now, acts: RefObject<SpanActs>, root: RefObject<HTMLDivElement | null>): Command[] {
  const tagging = () => now.current.tags
  const selected = () => tagging() && selectedSpans(now.current.props).length > 0
  const focused = () => root.current?.contains(document.activeElement) ?? false
  const beside = (by: 1 | -1) => neighbour(now.current.props, by, placeOf(now.current))
  const go = (by: 1 | -1) => () => {
    const next = beside(by)
    if (!next) return
    // Words that were chosen are let go: the keys are for the span from here on.
    if (now.current.state.name === 'chosen') acts.current.cancel()
    now.current.props.select([next.id])
    announceMark(next, now.current)
    revealStretch(stretchOf(next), now.current, root.current)
  }
  const isChosen = () => tagging() && now.current.state.name === 'chosen'
  return [
    { id: 'text.tag', keys: ['Enter'], enabled: isChosen, run: () => acts.current.tag() },
    {
      id: 'text.tag-and-submit',
      keys: ['Alt+Enter'],
      enabled: isChosen,
      run() {
        acts.current.tag()
        if (now.current.state.name !== 'chosen') now.current.props.submit()
      },
    },
    { id: 'text.next-span', keys: ['Tab'], enabled: () => focused() && beside(1) !== null, run: go(1) },
    { id: 'text.previous-span', keys: ['Shift+Tab'], enabled: () => focused() && beside(-1) !== null, run: go(-1) },
    ...ACTS.map(
      ([act, keys]): Command => ({
        id: `text.${act}`,
        keys,
        enabled: act === 'next-part' ? () => selected() && partInHand(now.current) !== null : selected,
        run() {
          acts.current.key(act)
          if (act === 'add-part') reveal(now.current, root.current)
          const part = act === 'next-part' ? partInHand(now.current) : null
          if (!part) return
          now.current.props.announce(now.current.props.t('text.partIs', part.said))
          revealStretch(part.stretch, now.current, root.current)
        },
      }),
    ),
    {
      id: 'text.cancel',
      keys: ['Escape'],
      enabled: () => now.current.state.name !== 'idle' || now.current.props.selection.length > 0,
      run() {
        if (now.current.state.name === 'idle') now.current.props.select([])
        else acts.current.cancel()
      },
    },
  ]
}

/** The part of the selected span that the keys of boundaries move, the first where none is in hand; null where it has but one. */
function partInHand({
  props,
  state,
  passage,
}: EditingNow): { stretch: Stretch; said: Record<string, string | number> } | null {
  const [mark] = selectedSpans(props)
  const parts = mark ? stretchesOf(mark) : []
  if (parts.length < 2) return null
  const at = Math.max(0, state.name === 'idle' ? partAt(parts, state.at) : 0)
  const stretch = parts[at]
  if (!stretch) return null
  return { stretch, said: { words: passage.index.slice(stretch.start, stretch.end), n: at + 1, of: parts.length } }
}

export function selectedSpans({ answers, selection }: Pick<StageProps, 'answers' | 'selection'>): Mark[] {
  if (selection.length === 0) return []
  return answers.filter((mark) => mark.kind === 'span' && selection.includes(mark.id))
}

/** Where the words begin that are chosen by keys; null where none are. */
function placeOf({ state }: Now['current']): number | null {
  return state.name === 'chosen' ? state.head.start : null
}

/**
 * The span after or before the selected one, in the order of the text; where none is selected, the words that are chosen;
 * null past the end.
 */
function neighbour({ answers, selection }: StageProps, by: 1 | -1, caret: number | null): Mark | null {
  const spans = answers
    .filter(({ kind }) => kind === 'span')
    .toSorted((a, b) => stretchOf(a).start - stretchOf(b).start || stretchOf(b).end - stretchOf(a).end)
  const here = spans.findIndex(({ id }) => id === selection[0])
  if (here >= 0) return spans[here + by] ?? null
  if (caret === null) return (by > 0 ? spans[0] : spans.at(-1)) ?? null
  const isBeyond = (mark: Mark) => (by > 0 ? stretchOf(mark).start >= caret : stretchOf(mark).start < caret)
  return (by > 0 ? spans.find(isBeyond) : spans.findLast(isBeyond)) ?? null
}
