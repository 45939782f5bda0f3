// The bad rows as they stood in their files, for the file that hands them back.
import type { FileTree } from '@etabli/modality-kit'
import type { BadRow } from './staged.ts'

const ROW_CHARACTERS = 2_000

/** The text of each issue's line, by `file\nline`; only of issues that name a line of a text file. */
export async function sourceRows(tree: FileTree, issues: readonly BadRow[]): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<number>>()
  for (const { file, line } of issues) {
    if (
      file === undefined ||
      line === undefined ||
      !/\.(csv|tsv|jsonl|ndjson|txt|conll|conllu|iob|iob2|bio|ann)$/i.test(file)
    )
      continue
    wanted.set(file, (wanted.get(file) ?? new Set()).add(line))
  }
  const found = new Map<string, string>()
  for (const [file, lines] of wanted) {
    if (!tree.files.some(({ path }) => path === file)) continue
    for await (const { number, text } of linesOf(tree.read(file))) {
      if (lines.has(number)) found.set(rowKey(file, number), text.slice(0, ROW_CHARACTERS))
    }
  }
  return found
}

export function rowKey(file: string | undefined, line: number | undefined): string {
  return `${file ?? ''}\n${line ?? ''}`
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ number: number; text: string }> {
  const decoder = new TextDecoder()
  let rest = ''
  let number = 0
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield { number: ++number, text: line.replace(/\r$/, '') }
  }
  if (rest !== '') yield { number: ++number, text: rest }
}
