// Finding a class by typing: names and paths, accents and case left aside, the likeliest first.
import { folded, type Taxonomy, type TaxonomyNode } from '@etabli/modality-kit'

interface Indexed {
  readonly node: TaxonomyNode
  readonly name: string
  readonly path: string
}

const indexes = new WeakMap<Taxonomy, readonly Indexed[]>()

function indexOf(taxonomy: Taxonomy): readonly Indexed[] {
  const found = indexes.get(taxonomy)
  if (found) return found
  const paths = new Map<TaxonomyNode, string>()
  const made = taxonomy.nodes.map((node) => {
    const name = folded(node.label.name)
    const above = node.parent ? paths.get(node.parent) : undefined
    const path = above === undefined ? name : `${above} ${name}`
    paths.set(node, path)
    return { node, name, path }
  })
  indexes.set(taxonomy, made)
  return made
}

/**
 * The nodes that a query means, best first: the name itself, names that begin so, names with a word that begins so,
 * names with it inside, then paths that hold every word of it. Among equals, classes nearer the top, then the order of
 * the tree. Accents and case are nothing; `>` and `/` part words.
 * @param offers which nodes may be found
 */
export function searchTaxonomy(
  taxonomy: Taxonomy,
  query: string,
  offers: (node: TaxonomyNode) => boolean,
): TaxonomyNode[] {
  const wanted = folded(query).trim()
  const terms = termsOf(query)
  if (terms.length === 0) return []
  const ranks: TaxonomyNode[][] = [[], [], [], [], []]
  for (const { node, name, path } of indexOf(taxonomy)) {
    const rank = rankOf(name, path, wanted, terms)
    if (rank !== null && offers(node)) ranks[rank]?.push(node)
  }
  // Each list is in the order of the tree, and sorting keeps that among equals.
  return ranks.flatMap((list) => list.sort((a, b) => a.depth - b.depth))
}

function rankOf(name: string, path: string, wanted: string, terms: readonly string[]): number | null {
  const at = name.indexOf(wanted)
  if (at === 0) return name.length === wanted.length ? 0 : 1
  if (at > 0) return beginsWord(name, wanted, at) ? 2 : 3
  return terms.every((term) => path.includes(term)) ? 4 : null
}

function beginsWord(name: string, wanted: string, first: number): boolean {
  for (let at = first; at >= 0; at = name.indexOf(wanted, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) return true
  }
  return false
}

/** The words of a query, without accents and case. */
function termsOf(query: string): string[] {
  return folded(query)
    .split(/[\s>/]+/)
    .filter((term) => term !== '')
}

/** A part of a name, and whether the query is in it. */
export interface Highlighted {
  readonly text: string
  readonly hit: boolean
}

/** A name cut where the query's words are in it, for marking them; accents are kept in what is shown. */
export function highlighted(name: string, query: string): Highlighted[] {
  const { text, places } = foldedWithPlaces(name)
  const hits = new Uint8Array(name.length)
  const whole = folded(query).trim()
  const terms = whole !== '' && text.includes(whole) ? [whole] : termsOf(query)
  for (const term of terms) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      hits.fill(1, places[at] ?? 0, places[at + term.length] ?? name.length)
    }
  }
  const parts: Highlighted[] = []
  for (let from = 0; from < name.length; ) {
    const hit = hits[from] === 1
    let to = from + 1
    while (to < name.length && (hits[to] === 1) === hit) to += 1
    parts.push({ text: name.slice(from, to), hit })
    from = to
  }
  return parts
}

/** The folded name, and for each of its characters where in the name it comes from. */
function foldedWithPlaces(name: string): { text: string; places: number[] } {
  let text = ''
  const places: number[] = []
  let at = 0
  for (const character of name) {
    const plain = folded(character)
    for (let index = 0; index < plain.length; index += 1) places.push(at)
    text += plain
    at += character.length
  }
  places.push(name.length)
  return { text, places }
}
