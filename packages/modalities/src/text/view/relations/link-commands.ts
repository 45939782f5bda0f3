// The keys of relations: making, turning round, linking back, going from one to the next, taking away.
import { type Command, removingAll } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { type RefObject, useEffect, useRef } from 'react'
import { endsOf, stretchOf } from '../../core/index.ts'
import { chainInHand } from '../../core/tools/link.ts'
import type { Now } from '../editing-now.ts'
import { revealStretch } from '../reveal.ts'
import { selectedSpans } from '../span-commands.ts'
import { ARCS_KEYS, arcsShown, RELATE_KEYS } from './arcs-shown.ts'
import { shortWords, typeName } from './link-words.ts'
import { isDirected, type LinkingNow, selectedRelations } from './use-linking.ts'

export const LINK_KEYS = {
  relate: RELATE_KEYS,
  'link-here': ['Enter'],
  'link-cancel': ['Escape'],
  reverse: ['Alt+r'],
  'link-back': ['Alt+l'],
  'next-relation': ['Alt+ArrowDown'],
  'previous-relation': ['Alt+ArrowUp'],
  unlink: ['Delete', 'Backspace'],
  arcs: ARCS_KEYS,
} as const

/** Registers them while a question of relations is up. */
export function useLinkCommands(
  now: Now,
  linking: LinkingNow,
  root: RefObject<HTMLDivElement | null>,
  relate: () => void,
): void {
  const latest = useRef({ ...linking, relate })
  latest.current = { ...linking, relate }
  const { register } = now.current.props
  const isBegun = linking.begun !== null
  // Anew when a link is begun: what is registered last goes first, and Escape must let go of the link before the selection.
  useEffect(() => register(commandsOf(now, latest, root)), [register, now, root, isBegun])
}

function commandsOf(
  now: Now,
  linking: RefObject<LinkingNow & { readonly relate: () => void }>,
  root: RefObject<HTMLDivElement | null>,
): Command[] {
  const props = () => now.current.props
  const idle = () => now.current.tags && now.current.state.name === 'idle'
  const begun = () => idle() && linking.current.begun !== null
  const relations = () => selectedRelations(props())
  const asked = (mark: Mark) => props().questions.find(({ id }) => id === mark.question)
  const make = (id: keyof typeof LINK_KEYS, enabled: () => boolean, run: () => void): Command => ({
    id: `text.${id}`,
    keys: LINK_KEYS[id],
    enabled,
    run,
  })
  const canTurn = (): boolean => {
    const own = linking.current.begun
    if (own) return isDirected(props().questions.find(({ id }) => id === own.question))
    return relations().some((mark) => isDirected(asked(mark)))
  }
  const go = (by: 1 | -1) => (): void => {
    const mark = beside(now, by)
    if (!mark) return
    props().select([mark.id])
    const ends = endsOf(mark.value).flatMap((id) => props().answers.find((one) => one.id === id) ?? [])
    const [from, to] = ends.map((end) => shortWords(end, now.current.passage))
    const type = typeName(asked(mark), mark.label)
    props().announce(props().t('text.link.is', { type, from: from ?? '?', to: to ?? '?' }))
    if (ends[0]) revealStretch(stretchOf(ends[0]), now.current, root.current)
  }
  const any = () => props().answers.some(({ kind }) => kind === 'relation')
  return [
    make(
      'relate',
      () => idle() && !begun() && selectedSpans(props()).length > 0,
      () => linking.current.relate(),
    ),
    make('link-here', begun, () => linking.current.acts.make()),
    make('link-cancel', begun, () => linking.current.acts.cancel()),
    make(
      'reverse',
      () => idle() && canTurn(),
      () => linking.current.acts.turn(),
    ),
    make(
      'link-back',
      () => idle() && selectedSpans(props()).length > 0 && chainInHand(props().questions, props().active) !== null,
      () => linking.current.acts.back(),
    ),
    make('next-relation', any, go(1)),
    make('previous-relation', any, go(-1)),
    make(
      'unlink',
      () => now.current.tags && relations().length > 0 && relations().length === props().selection.length,
      () => {
        const count = relations().length
        props().commit(removingAll(props().answers, new Set(relations().map(({ id }) => id))))
        props().announce(props().t('text.link.removed', { count }))
      },
    ),
    make(
      'arcs',
      () => true,
      () => {
        const on = !arcsShown.get().on
        arcsShown.set({ on })
        props().announce(props().t(on ? 'text.link.shown' : 'text.link.hidden'))
      },
    ),
  ]
}

/** The relation after or before the selected one; of those at the selected span the first or last, where it has any. */
function beside(now: Now, by: 1 | -1): Mark | null {
  const { answers, selection } = now.current.props
  const relations = answers.filter(({ kind }) => kind === 'relation')
  const here = relations.findIndex(({ id }) => id === selection[0])
  if (here >= 0) return relations.at((here + by) % relations.length) ?? null
  const own = relations.filter(({ value }) => endsOf(value).some((id) => selection.includes(id)))
  return (own.length > 0 ? own : relations).at(by > 0 ? 0 : -1) ?? null
}
