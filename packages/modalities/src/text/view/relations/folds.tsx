// At the end of a line with more arcs than are drawn: how many are folded away; pressed, there is room for all of them.
import type { Translate } from '@etabli/modality-kit'
import type { ReactNode } from 'react'
import type { Arcs } from './measured-arcs.ts'
import { roomFor } from './routes.ts'

interface FoldsProps {
  readonly drawn: Arcs
  readonly open: ReadonlySet<number>
  readonly turn: (row: number) => void
  readonly t: Translate
}

export function Folds({ drawn: { folds, edge }, open, turn, t }: FoldsProps): ReactNode {
  return folds.map(({ row, top, tracks, folded }) => {
    const isOpen = open.has(row)
    const said = isOpen ? t('text.link.fewer') : t('text.link.more', { count: folded })
    return (
      <button
        key={`${row}:${Math.round(top)}`}
        type="button"
        className="text-arcs-fold"
        style={{ insetInlineStart: edge, top: top - roomFor(tracks) }}
        aria-expanded={isOpen}
        aria-label={said}
        title={said}
        onClick={() => turn(row)}
      >
        {isOpen ? '−' : `+${folded}`}
      </button>
    )
  })
}
