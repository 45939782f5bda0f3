// The keys of the text: walking by words, tagging, going from span to span, moving boundaries.
import type { Command, StageProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type RefObject, useEffect } from 'react'
import { type SpanKey, stretchOf } from '../core/index.ts'
import type { Now } from './editing-now.ts'
import { reveal, revealStretch } from './reveal.ts'
import { announceMark } from './sayings.ts'

/** Registers the commands while the text is up. */
export function useCommands(
  now: Now,
  key: (name: SpanKey) => void,
  send: (event: { type: 'cancel' }) => void,
  root: RefObject<HTMLDivElement | null>,
): void {
  const { register } = now.current.props
  useEffect(() => {
    const tagging = () => now.current.tags
    const selected = () => tagging() && selectedSpans(now.current.props).length > 0
    const walk = (name: SpanKey) => () => {
      key(name)
      reveal(now.current, root.current)
    }
    const focused = () => root.current?.contains(document.activeElement) ?? false
    const beside = (by: 1 | -1) => neighbour(now.current.props, by)
    const go = (by: 1 | -1) => () => {
      const next = beside(by)
      if (!next) return
      now.current.props.select([next.id])
      announceMark(next, now.current)
      revealStretch(stretchOf(next), now.current, root.current)
    }
    const commands: Command[] = [
      { id: 'text.next', keys: ['ArrowRight'], enabled: tagging, run: walk('next') },
      { id: 'text.previous', keys: ['ArrowLeft'], enabled: tagging, run: walk('previous') },
      { id: 'text.extend-next', keys: ['Shift+ArrowRight'], enabled: tagging, run: walk('extend-next') },
      { id: 'text.extend-previous', keys: ['Shift+ArrowLeft'], enabled: tagging, run: walk('extend-previous') },
      {
        id: 'text.tag',
        keys: ['Enter'],
        enabled: () => tagging() && now.current.state.name === 'chosen',
        run: () => key('tag'),
      },
      { id: 'text.next-span', keys: ['Tab'], enabled: () => focused() && beside(1) !== null, run: go(1) },
      { id: 'text.previous-span', keys: ['Shift+Tab'], enabled: () => focused() && beside(-1) !== null, run: go(-1) },
      { id: 'text.grow', keys: [']'], enabled: selected, run: () => key('grow') },
      { id: 'text.shrink', keys: ['['], enabled: selected, run: () => key('shrink') },
      { id: 'text.grow-start', keys: ['{'], enabled: selected, run: () => key('grow-start') },
      { id: 'text.shrink-start', keys: ['}'], enabled: selected, run: () => key('shrink-start') },
      { id: 'text.delete', keys: ['Delete', 'Backspace'], enabled: selected, run: () => key('delete') },
      {
        id: 'text.cancel',
        keys: ['Escape'],
        enabled: () => now.current.state.name !== 'idle' || now.current.props.selection.length > 0,
        run() {
          if (now.current.state.name === 'idle') now.current.props.select([])
          else send({ type: 'cancel' })
        },
      },
    ]
    return register(commands)
  }, [register, now, key, send, root])
}

function selectedSpans({ answers, selection }: Pick<StageProps, 'answers' | 'selection'>): Mark[] {
  return answers.filter((mark) => mark.kind === 'span' && selection.includes(mark.id))
}

/** The span after or before the selected one, in the order of the text; null past the end. */
function neighbour({ answers, selection }: StageProps, by: 1 | -1): Mark | null {
  const spans = answers
    .filter(({ kind }) => kind === 'span')
    .toSorted((a, b) => stretchOf(a).start - stretchOf(b).start || stretchOf(b).end - stretchOf(a).end)
  const here = spans.findIndex(({ id }) => id === selection[0])
  if (here < 0) return (by > 0 ? spans[0] : spans.at(-1)) ?? null
  return spans[here + by] ?? null
}
