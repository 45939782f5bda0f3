// LibriSpeech's transcripts (Panayotov et al. 2015; openslr.org/12): READER/CHAPTER/READER-CHAPTER.trans.txt, a line an
// utterance: READER-CHAPTER-NUMBER and its text; the FLAC of that name lies beside.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { cellsAndRest, goodLines, onOneLine } from './good-lines.ts'
import { issueList, quoted } from './issue.ts'
import { gather } from './pieces.ts'

export interface LibriUtterance {
  readonly reader: string
  readonly chapter: string
  /** Four digits or more. */
  readonly number: string
  readonly text: string
  /** Where it was read. */
  readonly line?: number
}

const ID = /^(\d{1,9})-(\d{1,9})-(\d{4,9})$/

/** The parts of an utterance's id; null for any other name. */
export function libriId(id: string): Pick<LibriUtterance, 'reader' | 'chapter' | 'number'> | null {
  const [, reader, chapter, number] = ID.exec(id) ?? []
  return reader && chapter && number ? { reader, chapter, number } : null
}

/** Reads a list. Refused by line: what is no id, and an id without a text. */
export function readLibri(source: Source, options: ReadOptions = {}): ReadResult<readonly LibriUtterance[]> {
  const issues = issueList(options.file)
  const utterances: LibriUtterance[] = []
  for (const { line, text } of goodLines(source, issues)) {
    const { cells, rest } = cellsAndRest(text, 1)
    if (cells.length === 0) continue
    const id = libriId(cells[0] ?? '')
    const said = onOneLine(rest)
    if (id !== null && said !== '') utterances.push({ ...id, text: said, line })
    else {
      const message = `${quoted(text)} is not an id like 84-121123-0000 and a text.`
      issues.add({ line, code: 'librispeech.row', message })
    }
  }
  return readResult(utterances, issues)
}

/** One utterance as its line. RangeError on an empty text and on parts that are no numbers. */
export function libriLine({ reader, chapter, number, text }: LibriUtterance): string {
  const id = `${reader}-${chapter}-${number}`
  const said = onOneLine(text)
  if (libriId(id) === null || said === '') throw new RangeError(`no LibriSpeech utterance: ${quoted(`${id} ${said}`)}`)
  return `${id} ${said}\n`
}

export const librispeech: Codec<readonly LibriUtterance[]> = {
  id: 'librispeech',
  read: readLibri,
  write: (utterances) => gather(pieces(utterances)),
}

function* pieces(utterances: readonly LibriUtterance[]): Generator<string> {
  for (const utterance of utterances) yield libriLine(utterance)
}
