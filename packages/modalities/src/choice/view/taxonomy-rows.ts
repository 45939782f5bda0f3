// What the list of a taxonomy shows: recent choices and the tree while nothing is typed, else what was found.
import { isLeaf, type Taxonomy, type TaxonomyNode } from '@etabli/modality-kit'
import { searchTaxonomy } from '../core/index.ts'

export interface TaxonomyRow {
  readonly node: TaxonomyNode
  /** `recent` and `found` rows show their path, `tree` rows their depth. */
  readonly as: 'recent' | 'tree' | 'found'
  /** Of a tree row with others below it: whether they show; null where there are none. */
  readonly open: boolean | null
}

export interface TaxonomyView {
  readonly query: string
  readonly open: ReadonlySet<string>
  readonly recent: readonly string[]
}

/** The rows in order. `offers` says which classes may be seen at all (a retired one only where it is the answer). */
export function rowsOf(
  taxonomy: Taxonomy,
  { query, open, recent }: TaxonomyView,
  offers: (node: TaxonomyNode) => boolean,
): TaxonomyRow[] {
  if (query.trim() !== '') {
    return searchTaxonomy(taxonomy, query, offers).map((node) => ({ node, as: 'found', open: null }))
  }
  const rows: TaxonomyRow[] = []
  for (const id of recent) {
    const node = taxonomy.byId.get(id)
    if (node && offers(node)) rows.push({ node, as: 'recent', open: null })
  }
  const stack = taxonomy.top.toReversed()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!offers(node)) continue
    const isOpen = open.has(node.label.id)
    rows.push({ node, as: 'tree', open: isLeaf(node) ? null : isOpen })
    if (isOpen) stack.push(...node.children.toReversed())
  }
  return rows
}

/** Where right and left lead in the tree: what opens or closes, and the row that is current then. */
export function steppedSideways(
  rows: readonly TaxonomyRow[],
  at: number,
  open: ReadonlySet<string>,
  by: 1 | -1,
): { readonly open: ReadonlySet<string>; readonly at: number } {
  const row = rows[at]
  if (row?.as !== 'tree') return { open, at }
  const { id } = row.node.label
  if (by > 0) {
    if (row.open === false) return { open: new Set([...open, id]), at }
    return { open, at: row.open ? at + 1 : at }
  }
  if (row.open) return { open: new Set([...open].filter((other) => other !== id)), at }
  const { parent } = row.node
  const above = parent ? rows.findIndex((other) => other.as === 'tree' && other.node === parent) : -1
  return { open, at: above < 0 ? at : above }
}
