// Texts out as spaCy's DocBin: a `.spacy` file a split, which `spacy train` reads as it is. All spans stand in
// doc.spans["sc"]; those that overlap no other and neither begin nor end with a blank also in doc.ents.
import { type DocBinDoc, type DocBinSpan, type DocBinStretch, type Packable, writeDocBin } from '@etabli/formats'
import { type ExportMapping, plainAnswers } from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import { stretchOf } from '../stretches.ts'
import { catsOf } from './cats.ts'
import { type CutText, cutText, isSpace } from './docbin-tokens.ts'
import { bySplit, carriedOf, type Lose, lossWarnings, type TextItem, textExport } from './frame-out.ts'
import { tagWords } from './hf-columns.ts'
import { nameOfLabel, spanQuestions } from './spans.ts'

/** The key under which spaCy's span categorizer looks for spans. */
const GROUP = 'sc'

/** spaCy names its files so. */
const SPLITS = { train: 'train', val: 'dev', test: 'test' } as const

export const docbinOut: ExportMapping = textExport({
  format: 'spacy-docbin',
  warnings: (project) =>
    spanQuestions(project).length === 0
      ? []
      : [
          'Spans that overlap another, or begin or end with a blank, are in doc.spans["sc"] only, and doc.ents leaves open what their words are.',
          'Spans in several parts are left out and counted.',
          ...lossWarnings(project, { relations: true, attributes: true }),
        ],
  files: (input, lose) =>
    bySplit(
      input,
      (split) => `${split === null ? 'texts' : SPLITS[split]}.spacy`,
      (items) => writeDocBin(docs(items, input.project, lose)),
    ),
})

async function* docs(items: AsyncIterable<TextItem>, project: Project, lose: Lose): AsyncGenerator<DocBinDoc> {
  const asksSpans = spanQuestions(project).length > 0
  const labelOf = labeller(project)
  for await (const item of items) {
    const { spans: marks } = carriedOf(item, { parts: false, relations: false, answers: true }, lose)
    const cut = cutText(item.passage, marks.map(stretchOf))
    const spans = marks.map((mark) => ({ ...tokensOf(mark, cut), label: labelOf(mark) }))
    const { entities, unknown } = flat(spans, cut)
    yield {
      tokens: cut.tokens,
      entities: asksSpans ? entities : null,
      unknown,
      groups: asksSpans ? { [GROUP]: spans } : {},
      cats: catsOf(project, item.answers),
      userData: new Map<string, Packable>([
        ['id', item.task.name],
        ['fields', new Map(Object.entries(item.task.fields))],
        ['answers', new Map(Object.entries(plainAnswers(project, item.answers)))],
      ]),
    }
  }
}

/** Labels by name, with the question's id where two questions share it; a span without one by its question. */
function labeller(project: Project): (mark: Mark) => string {
  const words = tagWords(project)
  return (mark) =>
    words.find(({ question, label }) => question.id === mark.question && label === mark.label)?.word ??
    (nameOfLabel(mark, project) || mark.question)
}

function tokensOf(mark: Mark, { beginsAt, endsAt }: CutText): DocBinStretch {
  const { start, end } = stretchOf(mark)
  const [first, last] = [beginsAt.get(start), endsAt.get(end)]
  if (first === undefined || last === undefined) throw new RangeError(`No token begins at ${start} or ends at ${end}.`)
  return { start: first, end: last + 1 }
}

/** What one layer can say of spans in order: those apart from all others, and where it cannot tell. */
function flat(spans: readonly DocBinSpan[], { tokens }: CutText) {
  const entities: DocBinSpan[] = []
  const unknown: DocBinStretch[] = []
  for (const cluster of clustersOf(spans)) {
    const [span] = cluster
    const start = Math.min(...cluster.map((one) => one.start))
    const end = Math.max(...cluster.map((one) => one.end))
    const blank = [start, end - 1].some((at) => isSpace(tokens[at]?.text ?? ''))
    if (span && cluster.length === 1 && !blank) entities.push(span)
    else unknown.push({ start, end })
  }
  return { entities, unknown }
}

/** Spans that overlap, or are joined by such that do, together; in order. */
function clustersOf(spans: readonly DocBinSpan[]): DocBinSpan[][] {
  const clusters: DocBinSpan[][] = []
  let end = 0
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (clusters.length === 0 || span.start >= end) clusters.push([])
    clusters.at(-1)?.push(span)
    end = Math.max(end, span.end)
  }
  return clusters
}
