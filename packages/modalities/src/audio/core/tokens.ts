// Putting a token of the palette, or any word, into a text at the caret, with the blanks that words need.

export interface Written {
  readonly text: string
  /** Where the caret stands then, in UTF-16 units. */
  readonly caret: number
}

/** The word in the place of what is selected from `start` to `end` (UTF-16 units), a blank on either side where needed. */
export function withWord(text: string, start: number, end: number, word: string): Written {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const left = before === '' || /\s$/u.test(before) ? '' : ' '
  const right = after === '' || /^[\s.,;:!?…،؟]/u.test(after) ? '' : ' '
  const put = `${left}${word}${right}`
  const isBlankNext = right === '' && /^\s/u.test(after)
  return { text: before + put + after, caret: start + put.length + (isBlankNext ? 1 : 0) }
}
