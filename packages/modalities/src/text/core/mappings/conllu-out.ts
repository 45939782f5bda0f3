// CoNLL-U out: tags in MISC (IOB2), and the text whole: what stands between tokens is in SpacesAfter and SpacesBefore.
import { type ConlluToken, conlluPart, escapedSpaces, miscText } from '@etabli/formats'
import type { ExportInput, ExportMapping } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { sentencesOf, taggedWords, tagWarnings } from './conll-out.ts'
import { bySplit, FIELDS_OUT, type Lose, needsSpans, type TextItem, textExport } from './frame-out.ts'
import { labelWord } from './seeds.ts'

export const conlluOut: ExportMapping = textExport({
  format: 'conllu',
  refuses: needsSpans,
  warnings: (project) => [...tagWarnings(project), FIELDS_OUT],
  files: (input, lose) =>
    bySplit(
      input,
      (split) => `${split ?? 'texts'}.conllu`,
      (items) => parts(items, input, lose),
    ),
})

const EMPTY = ['_', '_', '_', '_', '_', '_', '_']

async function* parts(items: AsyncIterable<TextItem>, { project }: ExportInput, lose: Lose): AsyncGenerator<string> {
  for await (const item of items) {
    const { passage } = item
    // A bar would end the attribute that holds the tag.
    const labelOf = (mark: Mark) => {
      const word = labelWord(project, mark)
      return word.includes('|') ? (mark.label ?? '') : word
    }
    const { words, tags } = taggedWords(item, project, lose, () => true, labelOf)
    const tokens = words.map(({ text, start, end }, at) => {
      const before = at === 0 ? passage.index.slice(0, start) : ''
      const after = passage.index.slice(end, words[at + 1]?.start ?? passage.length)
      return { tag: tags[at] ?? 'O', text, before, after }
    })
    // A text of blanks alone is one token that says what it is.
    if (tokens.length === 0) tokens.push({ tag: 'O', text: passage.text, before: '', after: '' })
    const sentences = sentencesOf(tokens, words, passage).map((sentence) => ({
      comments: [`text = ${oneLine(sentence.map(({ text, after }) => text + after).join(''))}`],
      tokens: sentence.map((token, at) => tokenOf(token, at + 1, at + 1 === sentence.length)),
    }))
    yield conlluPart({ id: oneLine(item.task.name), sentences })
  }
}

function tokenOf(
  { tag, text, before, after }: { tag: string; text: string; before: string; after: string },
  id: number,
  isLast: boolean,
): ConlluToken {
  const misc: [string, string][] = tag === 'O' ? [] : [['NER', tag]]
  if (after === '') misc.push(['SpaceAfter', 'No'])
  else if (after !== ' ' || isLast) misc.push(['SpacesAfter', escapedSpaces(after)])
  if (before !== '') misc.push(['SpacesBefore', escapedSpaces(before)])
  const isForm = /\S/u.test(text) && !/[\t\r\n]/.test(text)
  if (!isForm) misc.push(['SpacesInToken', escapedSpaces(text)])
  return { id: String(id), form: isForm ? text : '_', columns: EMPTY, misc: miscText(misc) }
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
