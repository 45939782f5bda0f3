// A question's classes as a taxonomy: what stands above each, its path, and what is found by typing. Made once a list.
import type { Label } from '@etabli/schema'

/** One class in its place. */
export interface TaxonomyNode {
  readonly label: Label
  /** The node above it; null at the top. */
  readonly parent: TaxonomyNode | null
  readonly children: readonly TaxonomyNode[]
  /** 1 at the top. */
  readonly depth: number
  /** Place in the order of the tree, parents before their children. */
  readonly place: number
}

export interface Taxonomy {
  /** In the order of the tree, each after its parent. */
  readonly nodes: readonly TaxonomyNode[]
  readonly top: readonly TaxonomyNode[]
  readonly byId: ReadonlyMap<string, TaxonomyNode>
  /** True where some class stands under another. */
  readonly isTree: boolean
  /** Nodes by folded name. */
  readonly byName: ReadonlyMap<string, readonly TaxonomyNode[]>
}

/** Between the classes of a path, in exports and where one is written. */
export const PATH_SIGN = ' > '

type Draft = { -readonly [K in keyof TaxonomyNode]: TaxonomyNode[K] } & { children: TaxonomyNode[] }

const known = new WeakMap<readonly Label[], Taxonomy>()

/** The taxonomy of these labels; one whose parent is not there, or stands above itself, stands at the top. */
export function taxonomyOf(labels: readonly Label[]): Taxonomy {
  const found = known.get(labels)
  if (found) return found
  const made = makeTaxonomy(labels)
  known.set(labels, made)
  return made
}

function makeTaxonomy(labels: readonly Label[]): Taxonomy {
  const byId = new Map<string, Draft>()
  for (const label of labels) byId.set(label.id, { label, parent: null, children: [], depth: 1, place: 0 })
  const top: Draft[] = []
  for (const draft of byId.values()) {
    const parent = parentOf(draft, byId)
    draft.parent = parent
    if (parent) parent.children.push(draft)
    else top.push(draft)
  }
  const nodes: Draft[] = []
  const stack = top.toReversed()
  for (let draft = stack.pop(); draft !== undefined; draft = stack.pop()) {
    draft.depth = (draft.parent?.depth ?? 0) + 1
    draft.place = nodes.length
    nodes.push(draft)
    stack.push(...(draft.children as Draft[]).toReversed())
  }
  const byName = Map.groupBy(nodes, ({ label }) => folded(label.name.trim()))
  return { nodes, top, byId, isTree: top.length < nodes.length, byName }
}

/** Its parent, or null where that is not there or a loop would close. */
function parentOf(draft: Draft, byId: ReadonlyMap<string, Draft>): Draft | null {
  const parent = draft.label.parent === undefined ? undefined : byId.get(draft.label.parent)
  if (!parent) return null
  for (let above: Draft | undefined = parent, steps = 0; above && steps <= byId.size; steps += 1) {
    if (above === draft) return null
    above = above.label.parent === undefined ? undefined : byId.get(above.label.parent)
  }
  return parent
}

/** True for a class with none below it that is still offered. */
export function isLeaf(node: TaxonomyNode): boolean {
  return node.children.every(({ label }) => label.retired === true)
}

/** The node and all above it, from the top. */
export function pathOf(node: TaxonomyNode): TaxonomyNode[] {
  const path: TaxonomyNode[] = []
  for (let at: TaxonomyNode | null = node; at !== null; at = at.parent) path.unshift(at)
  return path
}

/** `Animals > Mammals > Dog`. */
export function pathName(node: TaxonomyNode): string {
  return pathOf(node)
    .map(({ label }) => label.name)
    .join(PATH_SIGN)
}

/** The ids of these classes and of all above them. */
export function closureOf(taxonomy: Taxonomy, ids: Iterable<string>): Set<string> {
  const closure = new Set<string>()
  for (const id of ids) {
    closure.add(id)
    for (let at = taxonomy.byId.get(id)?.parent ?? null; at !== null; at = at.parent) closure.add(at.label.id)
  }
  return closure
}

/** Without case and accents, so that "Ecole" finds "École". */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** How a class is written in a file: its name, or its path where others are named alike. */
export function writtenName(labels: readonly Label[], id: string): string {
  const taxonomy = taxonomyOf(labels)
  const node = taxonomy.byId.get(id)
  if (!node) return id
  const alike = taxonomy.byName.get(folded(node.label.name.trim())) ?? []
  return alike.length > 1 && taxonomy.isTree ? pathName(node) : node.label.name
}

/**
 * The class that a file means by a name, an id or a path (`A > B`); undefined where there is none, `'ambiguous'` where
 * several are named so.
 */
export function namedClass(labels: readonly Label[], written: string): Label | 'ambiguous' | undefined {
  const taxonomy = taxonomyOf(labels)
  const wanted = written.trim()
  const exact = (taxonomy.byName.get(folded(wanted)) ?? []).filter(({ label }) => label.name === wanted)
  const found = exact.length > 0 ? exact : (taxonomy.byName.get(folded(wanted)) ?? [])
  if (found.length > 1 && taxonomy.isTree) return taxonomy.byId.get(wanted)?.label ?? 'ambiguous'
  return found[0]?.label ?? taxonomy.byId.get(wanted)?.label ?? byPath(taxonomy, wanted)?.label
}

function byPath(taxonomy: Taxonomy, written: string): TaxonomyNode | undefined {
  const names = written.split('>').map((name) => folded(name.trim()))
  if (names.length < 2) return undefined
  let level: readonly TaxonomyNode[] = taxonomy.top
  let found: TaxonomyNode | undefined
  for (const name of names) {
    found = level.find(({ label }) => folded(label.name.trim()) === name)
    if (!found) return undefined
    level = found.children
  }
  return found
}
