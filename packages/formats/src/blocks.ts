// Blocks of subtitle files: cues and notes with blank lines between them.

export interface Block {
  /** The number of its first line in the file. */
  readonly line: number
  readonly lines: readonly string[]
}

/** Runs of lines that are not blank. What is blank, the format says. */
export function blocksOf(text: string, isBlank: (line: string) => boolean): Block[] {
  const blocks: { line: number; lines: string[] }[] = []
  let inside = false
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const isOpen = !isBlank(line)
    if (isOpen && !inside) blocks.push({ line: index + 1, lines: [] })
    if (isOpen) blocks.at(-1)?.lines.push(line)
    inside = isOpen
  }
  return blocks
}
