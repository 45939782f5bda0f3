// Columns of a Hugging Face dataset of texts: tokens with ner_tags, their places in the text, classes; and the features
// that `datasets` reads from a Parquet footer under the key `huggingface` (datasets, `Features.arrow_schema`).
import type { ParquetColumn } from '@etabli/formats'
import { plainQuestions } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'
import { spanQuestions } from './spans.ts'

/** Each label's tag without B- or I-: its name, or with its question where two share it. */
export function tagWords(
  project: Project,
): { readonly question: Question; readonly label: string; readonly word: string }[] {
  const all = spanQuestions(project).flatMap((question) => question.labels.map((label) => ({ question, label })))
  const named = Map.groupBy(all, ({ label }) => label.name)
  return all.map(({ question, label }) => ({
    question,
    label: label.id,
    word: named.get(label.name)?.length === 1 ? label.name : `${question.id}/${label.name}`,
  }))
}

/** Names of the classes of `ner_tags`: O, then B- and I- of each label. */
export function tagNames(project: Project): string[] {
  return ['O', ...tagWords(project).flatMap(({ word }) => [`B-${word}`, `I-${word}`])]
}

export interface Feature {
  readonly column: ParquetColumn
  /** As `datasets` writes a feature of a column. */
  readonly feature: unknown
  /** Names of its classes. */
  readonly names?: readonly string[]
}

const value = (dtype: string) => ({ dtype, _type: 'Value' })
const sequence = (feature: unknown) => ({ feature, _type: 'Sequence' })
const classes = (names: readonly string[]) => ({ names, _type: 'ClassLabel' })

/** The columns, in order. `fields`: names of columns for what is shown beside the texts. */
export function featuresOf(project: Project, fields: readonly string[]): Feature[] {
  const string = (name: string): Feature => ({ column: { name, type: 'string' }, feature: value('string') })
  const places = (name: string): Feature => ({
    column: { name, type: 'integers' },
    feature: sequence(value('int64')),
  })
  const names = tagNames(project)
  return [
    string('id'),
    string('text'),
    ...(spanQuestions(project).length === 0
      ? []
      : [
          { column: { name: 'tokens', type: 'strings' }, feature: sequence(value('string')) } as const,
          { column: { name: 'ner_tags', type: 'integers' }, feature: sequence(classes(names)), names } as const,
          places('token_starts'),
          places('token_ends'),
        ]),
    ...plainQuestions(project).map(featureOf),
    ...fields.map(string),
  ]
}

function featureOf(question: Question): Feature {
  const name = question.id as string
  const names = question.labels.map((label) => label.name)
  switch (question.kind) {
    case 'single':
      return { column: { name, type: 'integer' }, feature: classes(names), names }
    case 'multiple':
      return { column: { name, type: 'integers' }, feature: sequence(classes(names)), names }
    case 'words':
      return { column: { name, type: 'string' }, feature: value('string') }
    default:
      return { column: { name, type: 'number' }, feature: value('float64') }
  }
}

/** The footer's metadata for these features. */
export function footerOf(features: readonly Feature[]): Record<string, string> {
  const entries = features.map(({ column, feature }) => [column.name, feature])
  return { huggingface: JSON.stringify({ info: { features: Object.fromEntries(entries) } }) }
}

/** Names of the classes of each column that has classes, by a footer's metadata; none where it has none. */
export function classNames(metadata: Readonly<Record<string, string>>): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [column, feature] of Object.entries(featuresIn(metadata['huggingface']))) {
    const names = namesIn(feature)
    if (names) found.set(column, names)
  }
  return found
}

function featuresIn(written: string | undefined): object {
  try {
    const parsed = JSON.parse(written ?? '{}') as { info?: { features?: unknown } } | null
    const features = parsed?.info?.features
    return typeof features === 'object' && features !== null ? features : {}
  } catch {
    // A footer that is no JSON names no classes; the rows then say what is missing.
    return {}
  }
}

/** Names of a ClassLabel, or of one within a Sequence or List, or a list of one. */
function namesIn(feature: unknown): readonly string[] | null {
  if (Array.isArray(feature)) return namesIn(feature[0])
  if (typeof feature !== 'object' || feature === null) return null
  const { _type: type, names, feature: inner } = feature as { _type?: unknown; names?: unknown; feature?: unknown }
  if (type === 'ClassLabel') return Array.isArray(names) ? names.map(String) : null
  return inner === undefined ? null : namesIn(inner)
}
