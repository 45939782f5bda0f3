// Ids that exports can carry, made from names. Pure.

/** A name without anything but Latin letters, digits and hyphens; `fallback` where it has no such letter or digit. */
function slugIn(name: string, fallback: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '')
  return plain === '' ? fallback : plain
}

/**
 * A slug of the name that is not taken.
 * @param numbers where the search for a free one went on to, by slug: kept between calls, thousands of one name stay quick
 */
export function slugOf(
  name: string,
  fallback: string,
  taken: ReadonlySet<string>,
  numbers: Map<string, number> = new Map(),
): string {
  const base = slugIn(name, fallback)
  let number = numbers.get(base) ?? 1
  const numbered = () => (number === 1 ? base : `${base}-${number}`)
  while (taken.has(numbered())) number += 1
  numbers.set(base, number)
  return numbered()
}
