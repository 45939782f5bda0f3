// Which spans of the answers a piece of the page belongs to: written into its attributes as it is drawn, read from what is
// under a pointer. Those of layers are not among them: nobody takes hold of them.
import type { MarkId } from '@etabli/schema'
import type { Placed } from './lanes.ts'

/** For `data-spans`: the spans that cover some words, top lane first. */
export function spansSaid(spans: readonly Placed[]): string {
  return spans.flatMap(({ id, lane, layer }) => (layer === null ? [`${lane}:${id}`] : [])).join(' ')
}

/** The spans that cover the words an element belongs to, top lane first. */
export function spansUnder(target: Element): { readonly lane: number; readonly id: MarkId }[] {
  const said = target.closest<HTMLElement>('[data-spans]')?.dataset['spans'] ?? ''
  return said.split(' ').flatMap((entry) => {
    const colon = entry.indexOf(':')
    return colon < 0 ? [] : [{ lane: Number(entry.slice(0, colon)), id: entry.slice(colon + 1) as MarkId }]
  })
}

/** The pieces of the page that a span covers. */
export function piecesOf(root: Element, id: MarkId): Element[] {
  const held = [...root.querySelectorAll(`[data-spans*=":${CSS.escape(id)}"]`)]
  return held.filter((piece) => spansUnder(piece).some((span) => span.id === id))
}

/** The span whose name an element is. */
export function chipUnder(target: Element): MarkId | null {
  const chip = target.closest<HTMLElement>('[data-chip]')?.dataset['chip']
  return chip ? (chip as MarkId) : null
}
