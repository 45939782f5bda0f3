// The files of an upload that a reader of texts takes: which they are, how they begin, a whole one as text.
import { lineReader, readStream, type Stream, wholeFile } from '@etabli/formats'
import type { FileTree, ImportRow, MappingIssue } from '@etabli/modality-kit'
import { limits } from '@etabli/schema'
import { LEFT_OUT } from './frame-out.ts'

/** What our own exports hold beside their data. */
const BESIDE = new Set([LEFT_OUT, 'manifest.json'])

/** Paths of the files with such names, in the tree's order, without those that only tell of an export of ours. */
export function listed(tree: FileTree, name: RegExp): string[] {
  return tree.files.flatMap(({ path }) =>
    name.test(path) && !BESIDE.has(path.slice(path.lastIndexOf('/') + 1)) ? [path] : [],
  )
}

/** The first `bytes` bytes of a file as text, without a byte order mark; what is not UTF-8 is replaced. */
export async function beginningOf(tree: FileTree, path: string, bytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for await (const chunk of tree.read(path)) {
    const part = chunk.subarray(0, bytes - length)
    text += decoder.decode(part, { stream: true })
    length += part.length
    if (length >= bytes) break
  }
  return text
}

/** What is in each file with such a name, read whole; an issue alone for one that is over `most` bytes. */
export async function* wholeFiles(
  tree: FileTree,
  name: RegExp,
  most: number,
  rows: (bytes: Uint8Array, file: string) => Stream<ImportRow>,
): AsyncGenerator<ImportRow> {
  for (const file of listed(tree, name)) {
    const whole = await wholeFile(tree.read(file), { file, max: most })
    if ('issue' in whole) yield whole
    else yield* rows(whole.bytes, file)
  }
}

/** The file as text, its byte order mark kept; an issue where it is not UTF-8, empty or too long. */
export async function wholeText(tree: FileTree, file: string): Promise<string | ImportRow> {
  // ignoreBOM keeps the mark: the text goes out as it came in.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const parts: string[] = []
  let length = 0
  try {
    for await (const chunk of tree.read(file)) {
      const part = decoder.decode(chunk, { stream: true })
      length += part.length
      if (length > limits.textLength) {
        return { issue: { file, code: 'text', message: `the text has over ${limits.textLength} characters` } }
      }
      parts.push(part)
    }
    parts.push(decoder.decode())
  } catch {
    return { issue: await notUtf8(tree, file) }
  }
  const text = parts.join('')
  return text === '' ? { issue: { file, code: 'text', message: 'the text is empty' } } : text
}

/** Names the first line that is not UTF-8: old mail and files of Windows programs often hold one in a thousand. */
async function notUtf8(tree: FileTree, file: string): Promise<MappingIssue> {
  const issue = { file, code: 'file.encoding' }
  for await (const { line, fault } of readStream(tree.read(file), lineReader())) {
    if (fault !== 'encoding') continue
    return { ...issue, line, message: `Line ${line} of this file is not UTF-8. Save the file as UTF-8.` }
  }
  return { ...issue, message: 'This file is not UTF-8. Save it as UTF-8.' }
}
