// Texts out as other tools read them, a JSON object a line: doccano, Prodigy, spaCy. Offsets are code points in all.
import { streamJsonl } from '@etabli/formats'
import {
  type ExportInput,
  type ExportMapping,
  fieldColumn,
  isPlainKind,
  plainAnswers,
  plainQuestions,
} from '@etabli/modality-kit'
import type { Mark, Project } from '@etabli/schema'
import { stretchOf } from '../stretches.ts'
import { tokenFrom } from '../tokens.ts'
import { catsOf } from './cats.ts'
import {
  bySplit,
  type Carried,
  carriedOf,
  type Lose,
  lossWarnings,
  needsSpans,
  type TextItem,
  textExport,
} from './frame-out.ts'
import { nameOfLabel, spanQuestions } from './spans.ts'

type RowOf = (item: TextItem, project: Project, lose: Lose) => unknown

function jsonLines(format: string, out: Pick<Parameters<typeof textExport>[0], 'refuses' | 'warnings'>, row: RowOf) {
  return textExport({
    format,
    ...out,
    files: (input, lose) =>
      bySplit(
        input,
        (split) => `${split ?? 'texts'}.jsonl`,
        (items) => streamJsonl(rows(items, input, lose, row)),
      ),
  })
}

async function* rows(
  items: AsyncIterable<TextItem>,
  input: ExportInput,
  lose: Lose,
  row: RowOf,
): AsyncGenerator<unknown> {
  for await (const item of items) yield row(item, input.project, lose)
}

/** Answers given by fields, lost by a format that has no place for them. */
function loseAnswers(item: TextItem, lose: Lose, isLost: (mark: Mark) => boolean): void {
  for (const mark of item.answers) if (isPlainKind(mark.kind) && isLost(mark)) lose(item, mark, 'not a span')
}

const PARTS_OUT = 'Spans in several parts are left out and counted.'
const NO_ANSWERS = 'Left out, as a row holds spans only'

/**
 * doccano (doccano/doccano, "Import" and "Export dataset"): `label: [[start, end, label]]`; with relations its form for
 * relation extraction; the classes of a project without spans as `label: [name]`.
 */
export const doccanoOut: ExportMapping = jsonLines(
  'doccano',
  {
    refuses: (project) => (classQuestion(project) ? null : needsSpans(project)),
    warnings: (project) =>
      spanQuestions(project).length === 0
        ? []
        : [PARTS_OUT, ...lossWarnings(project, { attributes: true, answers: NO_ANSWERS })],
  },
  (item, project, lose) => {
    const head = { id: item.task.name, text: item.passage.text, ...metaOf(item, project) }
    if (spanQuestions(project).length === 0) {
      const question = classQuestion(project)
      loseAnswers(item, lose, (mark) => mark.question !== question?.id)
      const plain = question ? plainAnswers(project, item.answers)[question.id] : null
      return { ...head, label: typeof plain === 'string' ? [plain] : Array.isArray(plain) ? plain : [] }
    }
    const { spans, relations } = carriedOf(item, { parts: false, relations: true, answers: false }, lose)
    if (!project.questions.some(({ kind }) => kind === 'relation')) {
      return { ...head, label: spans.map((mark) => [...bounds(mark), nameOfLabel(mark, project)]) }
    }
    const ids = new Map<string, number>(spans.map(({ id }, index) => [id, index + 1]))
    return {
      ...head,
      entities: spans.map((mark) => {
        const [start, end] = bounds(mark)
        return { id: ids.get(mark.id), label: nameOfLabel(mark, project), start_offset: start, end_offset: end }
      }),
      relations: relations.map((mark, index) => ({
        id: index + 1,
        from_id: ids.get(mark.ends.from),
        to_id: ids.get(mark.ends.to),
        type: nameOfLabel(mark, project),
      })),
      Comments: [],
    }
  },
)

/** Fields as keys of their own, which doccano keeps as metadata. */
function metaOf(item: TextItem, project: Project): Record<string, string> {
  const fields = Object.entries(item.task.fields)
  return Object.fromEntries(fields.map(([name, value]) => [fieldColumn(name, project, OWN), value]))
}

/** Keys that our reader reads itself. */
const OWN = [
  'text',
  'offsets',
  'relations',
  'cats',
  'Comments',
  'entities',
  'spans',
  'label',
  'labels',
  'tokens',
  'answer',
]

/** The one question of classes that doccano's rows can hold. */
function classQuestion(project: Project) {
  return plainQuestions(project).find(({ kind }) => kind === 'single' || kind === 'multiple')
}

function bounds(mark: Mark): readonly [start: number, end: number] {
  const { start, end } = stretchOf(mark)
  return [start, end]
}

/**
 * spaCy's training data (spacy.io/api/data-formats, "Dictionary"): `entities` and `cats`, for `Example.from_dict`.
 * Entities that overlap are left out: spaCy refuses them.
 */
export const spacyOut: ExportMapping = jsonLines(
  'spacy',
  {
    warnings: (project) => [
      'Spans that overlap another are left out and counted: spaCy’s entities may not.',
      PARTS_OUT,
      ...lossWarnings(project, { relations: true, attributes: true }),
    ],
  },
  (item, project, lose) => {
    const { spans } = carriedOf(item, { parts: false, relations: false, answers: true }, lose)
    const isCat = ({ question }: Mark) =>
      project.questions.some(({ id, kind }) => id === question && (kind === 'single' || kind === 'multiple'))
    loseAnswers(item, lose, (mark) => !isCat(mark))
    const entities: [number, number, string][] = []
    for (const mark of spans.toSorted((a, b) => bounds(a)[0] - bounds(b)[0] || bounds(b)[1] - bounds(a)[1])) {
      const [start, end] = bounds(mark)
      if (start < (entities.at(-1)?.[1] ?? 0)) lose(item, mark, 'overlaps another span')
      else entities.push([start, end, nameOfLabel(mark, project)])
    }
    const cats = catsOf(project, item.answers)
    return {
      id: item.task.name,
      text: item.passage.text,
      ...(spanQuestions(project).length === 0 ? {} : { entities }),
      ...(Object.keys(cats).length === 0 ? {} : { cats }),
      ...(Object.keys(item.task.fields).length === 0 ? {} : { fields: item.task.fields }),
    }
  },
)

/**
 * Prodigy (prodi.gy/docs/api-interfaces, "ner" and "relations"): every span begins and ends with a token, and an end of
 * a relation is the number of its span's last token.
 */
export const prodigyOut: ExportMapping = jsonLines(
  'prodigy',
  {
    refuses: needsSpans,
    warnings: (project) => [
      'Spans that do not begin and end with a token are left out and counted.',
      PARTS_OUT,
      ...lossWarnings(project, { attributes: true, answers: NO_ANSWERS }),
    ],
  },
  (item, project, lose) => {
    const { passage } = item
    const tokens = passage.tokens.map(({ start, end }, id) => {
      const ws = passage.index.slice(end, Math.min(end + 1, passage.length)) === ' '
      return { text: passage.index.slice(start, end), start, end, id, ws }
    })
    const fits = (mark: Mark) => tokensOf(mark, passage.tokens) !== null
    const { spans, relations } = carriedWithin(
      item,
      lose,
      carriedOf(item, { parts: false, relations: true, answers: false }, lose),
      fits,
    )
    const written = new Map(spans.map((mark) => [mark.id as string, prodigySpan(mark, item, project)]))
    return {
      id: item.task.name,
      text: passage.text,
      tokens,
      spans: [...written.values()],
      ...(project.questions.some(({ kind }) => kind === 'relation')
        ? {
            relations: relations.map((mark) => {
              const [head, child] = [written.get(mark.ends.from), written.get(mark.ends.to)]
              return {
                head: head?.token_end,
                child: child?.token_end,
                head_span: head,
                child_span: child,
                label: nameOfLabel(mark, project),
              }
            }),
          }
        : {}),
      ...(Object.keys(item.task.fields).length === 0 ? {} : { meta: item.task.fields }),
      answer: 'accept',
    }
  },
)

/** The spans that also fit, and the relations between them. */
function carriedWithin(item: TextItem, lose: Lose, carried: Carried, fits: (mark: Mark) => boolean): Carried {
  const spans = carried.spans.filter((mark) => {
    if (!fits(mark)) lose(item, mark, 'does not begin and end with a token')
    return fits(mark)
  })
  const kept = new Set<string>(spans.map(({ id }) => id))
  const relations = carried.relations.filter((mark) => {
    const whole = kept.has(mark.ends.from) && kept.has(mark.ends.to)
    if (!whole) lose(item, mark, 'an end of the relation is left out')
    return whole
  })
  return { spans, relations }
}

function tokensOf(
  mark: Mark,
  tokens: TextItem['passage']['tokens'],
): { readonly token_start: number; readonly token_end: number } | null {
  const [start, end] = bounds(mark)
  const first = tokenFrom(tokens, start)
  const last = tokenFrom(tokens, end - 1)
  return tokens[first]?.start === start && tokens[last]?.end === end ? { token_start: first, token_end: last } : null
}

function prodigySpan(mark: Mark, item: TextItem, project: Project) {
  const [start, end] = bounds(mark)
  const { token_start, token_end } = tokensOf(mark, item.passage.tokens) ?? { token_start: 0, token_end: 0 }
  return { start, end, token_start, token_end, label: nameOfLabel(mark, project) }
}
