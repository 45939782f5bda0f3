// CoNLL out: a token a line with its tag, IOB2 or BILOU, in the four columns of CoNLL-2003.
import { type ConllToken, conllPart, isConllToken, tagsOfSpans } from '@etabli/formats'
import type { ExportInput, ExportMapping } from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import type { Passage } from '../passage.ts'
import { stretchOf } from '../stretches.ts'
import type { Token } from '../tokens.ts'
import {
  bySplit,
  carriedOf,
  FIELDS_OUT,
  type Lose,
  lossWarnings,
  needsSpans,
  type TextItem,
  textExport,
} from './frame-out.ts'
import { labelWord } from './seeds.ts'

const SPANS_ONLY = { parts: false, relations: false, answers: false }

/** What formats with a row of tags lose of a project. */
export function tagWarnings(project: Project): string[] {
  return [
    'Spans that overlap another, or do not begin and end with a token, are left out and counted.',
    ...lossWarnings(project, {
      relations: true,
      attributes: true,
      answers: 'Left out, as CoNLL holds tags of words only',
    }),
  ]
}

export interface TaggedWords {
  readonly words: readonly (Token & { readonly text: string })[]
  /** IOB2, one a word. */
  readonly tags: readonly string[]
}

/** The words of a text that `isWord` takes, with their tags; spans that tags cannot carry are lost. */
export function taggedWords(
  item: TextItem,
  project: Project,
  lose: Lose,
  isWord: (text: string) => boolean,
  labelOf: (mark: Mark) => string = (mark) => labelWord(project, mark),
): TaggedWords {
  const { passage } = item
  const words = passage.tokens
    .map((token) => ({ ...token, text: passage.index.slice(token.start, token.end) }))
    .filter(({ text }) => isWord(text))
  const spans = carriedOf(item, SPANS_ONLY, lose).spans.map((mark) => ({
    ...stretchOf(mark),
    label: labelOf(mark),
    mark,
  }))
  const { tags, left } = tagsOfSpans(words, spans)
  const reasons = { overlap: 'overlaps another span', boundary: 'does not begin and end with a token' } as const
  for (const { span, reason } of left) lose(item, span.mark, reasons[reason])
  return { words, tags }
}

function conllExport(format: string, scheme: 'iob2' | 'bilou'): ExportMapping {
  return textExport({
    format,
    refuses: needsSpans,
    warnings: (project) => [...tagWarnings(project), FIELDS_OUT],
    files: (input, lose) =>
      bySplit(
        input,
        (split) => `${split ?? 'texts'}.conll`,
        (items) => conllParts(items, input, lose, scheme),
      ),
  })
}

export const conllOut = conllExport('conll', 'iob2')
export const conllBilouOut = conllExport('conll-bilou', 'bilou')

async function* conllParts(
  items: AsyncIterable<TextItem>,
  input: ExportInput,
  lose: Lose,
  scheme: 'iob2' | 'bilou',
): AsyncGenerator<string> {
  for await (const item of items) {
    const { words, tags } = taggedWords(item, input.project, lose, isConllToken)
    const tokens = words.map(({ text }, index) => ({ text, between: ['-X-', '_'], tag: tags[index] ?? 'O' }))
    const id = item.task.name.replace(/[\r\n]+/g, ' ')
    yield conllPart({ id, sentences: sentencesOf(tokens, words, item.passage) }, scheme)
  }
}

/** A sentence a line of the text, joined where a span runs over the line's end. */
export function sentencesOf<T extends Pick<ConllToken, 'tag'>>(
  tokens: readonly T[],
  places: readonly Token[],
  passage: Passage,
): T[][] {
  const lines: T[][] = []
  let end = 0
  for (const [index, token] of tokens.entries()) {
    const place = places[index]
    const breaks = place !== undefined && /[\r\n]/.test(passage.index.slice(end, place.start))
    if (lines.length === 0 || (breaks && !token.tag.startsWith('I-'))) lines.push([])
    lines.at(-1)?.push(token)
    end = place?.end ?? end
  }
  return lines
}
