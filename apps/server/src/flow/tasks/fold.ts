// Folding of words for searching: the same on both databases, whose own ideas of case differ.

/** Lower case, without accents and other marks. */
export function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
