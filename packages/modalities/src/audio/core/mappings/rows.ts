// One row of a list (JSON object or CSV record) → a task with the machine's transcript as its proposal.
import { type ImportRow, isPlainKind, type MappingIssue, type MarkSeed, seedOfPlain } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'
import * as z from 'zod/mini'
import { TimedWord } from '../kinds/transcript.ts'
import { answerNames, attributeNames, PATH_FIELDS, SEGMENT_KEYS } from './row-names.ts'
import { isSegmentRow, segmentOfRow, segmentQuestion } from './segments-in.ts'
import { type RowPlace, transcriptQuestion } from './spoken.ts'

/** Names under which lists of other tools keep what was heard. */
const TEXT_FIELDS = ['machine', 'pred_text', 'hypothesis', 'transcript', 'transcription', 'text', 'sentence']
const ALTERNATIVE_FIELDS = ['alternatives', 'nbest', 'n_best', 'hypotheses']
const NOT_SHOWN = new Set<string>([...PATH_FIELDS, ...TEXT_FIELDS, 'words', 'duration', 'offset'])

/** What else may have been heard: texts, likeliest first. */
const Alternatives = z.pipe(
  z.array(z.union([z.string(), z.object({ text: z.string() })])),
  z.transform((list) => list.map((one) => (typeof one === 'string' ? one : one.text)).slice(0, 20)),
)

/** What a recogniser heard: a text, or a text with its words. */
const Machine = z.union([
  z.string(),
  z.object({
    text: z.string(),
    confidence: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
    words: z.optional(z.array(TimedWord)),
    times: z.optional(z.string()),
    alternatives: z.optional(Alternatives),
  }),
])

type Find = (list: string, written: string) => string | null

/** Reads one row; the first thing that does not fit is named with its field. */
export function rowToTask(row: unknown, place: RowPlace, project: Project, find: Find): ImportRow {
  const refuse = (path: string, code: string, message: string): ImportRow => ({
    issue: { ...place, path, code, message } satisfies MappingIssue,
  })
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return refuse('', 'audio.row', 'A row must be an object with the path of a recording.')
  const record = row as Record<string, unknown>
  const pathField = PATH_FIELDS.find((field) => typeof record[field] === 'string' && record[field] !== '')
  if (pathField === undefined)
    return refuse(
      PATH_FIELDS[0] ?? '',
      'audio.path',
      `No field names the recording; one of ${PATH_FIELDS.join(', ')} is needed.`,
    )
  const written = String(record[pathField])
  const path = find(place.file, written)
  if (path === null) return refuse(pathField, 'audio.missing', `There is no recording "${written}" among the files.`)
  const prefill: MarkSeed[] = []
  const question = transcriptQuestion(project)
  const segments = segmentQuestion(project)
  // The text of a row that tells of one segment is that segment's.
  if (question && !(segments && isSegmentRow(record))) {
    const seed = machineSeed(record, question)
    if (typeof seed === 'string')
      return refuse(seed, 'audio.machine', `The machine's transcript in "${seed}" is not of the expected form.`)
    if (seed) prefill.push(seed)
  }
  const names = segments && isSegmentRow(record) ? answerNames(project) : null
  for (const asked of project.questions.filter(({ kind }) => isPlainKind(kind))) {
    const name = names?.get(asked.id) ?? asked.id
    const seed = seedOfPlain(asked, record[name])
    if (typeof seed === 'string') return refuse(name, 'audio.answer', seed)
    if (seed) prefill.push(seed)
  }
  const own = segments ? rowSegments(record, segments, place) : NO_SEGMENTS
  if ('issue' in own) return own
  return {
    task: {
      name: written.replaceAll('\\', '/'),
      media: { type: 'file', path },
      fields: fieldsOf(record, project, segments),
      prefill: [...prefill, ...own.seeds],
      origin: place,
    },
  }
}

const NO_SEGMENTS = { seeds: [] as readonly MarkSeed[] }

/** The segments of a row: its own, or those of its list. The first that is none refuses the row. */
function rowSegments(
  record: Readonly<Record<string, unknown>>,
  question: Question,
  place: RowPlace,
): { readonly seeds: readonly MarkSeed[] } | { readonly issue: MappingIssue } {
  const listed = record['segments']
  const rows = Array.isArray(listed) ? listed : isSegmentRow(record) ? [record] : []
  const seeds: MarkSeed[] = []
  for (const [index, row] of rows.entries()) {
    const path = Array.isArray(listed) ? `segments[${index}]` : ''
    const isObject = typeof row === 'object' && row !== null && !Array.isArray(row)
    const read = segmentOfRow(isObject ? (row as Record<string, unknown>) : {}, question, place)
    if ('issue' in read) {
      const within = [path, read.issue.path ?? ''].filter((part) => part !== '').join('.')
      return { issue: { ...read.issue, path: within } }
    }
    seeds.push(read.seed)
  }
  return { seeds }
}

/** The proposal; null where the row holds none; the field's name where it is malformed. */
function machineSeed(record: Record<string, unknown>, question: Question): MarkSeed | string | null {
  const field = TEXT_FIELDS.find((name) => record[name] !== undefined && record[name] !== null && record[name] !== '')
  if (field === undefined) return null
  const machine = Machine.safeParse(record[field])
  if (!machine.success) return field
  const given = typeof machine.data === 'string' ? { text: machine.data } : machine.data
  const words =
    'words' in given && given.words
      ? z.array(TimedWord).safeParse(given.words)
      : z.optional(z.array(TimedWord)).safeParse(record['words'])
  if (!words.success) return 'words'
  const other = ALTERNATIVE_FIELDS.find((name) => Array.isArray(record[name]))
  const beside = other === undefined ? undefined : Alternatives.safeParse(record[other])
  if (other !== undefined && beside?.success === false) return other
  const alternatives = ('alternatives' in given ? given.alternatives : undefined) ?? beside?.data ?? []
  const estimated = 'times' in given && given.times === 'estimated'
  return {
    question: question.id,
    kind: question.kind,
    label: null,
    value: {
      text: given.text,
      ...(words.data ? { words: words.data } : {}),
      ...(estimated ? { estimated: true } : {}),
      ...(alternatives.length > 0 ? { alternatives } : {}),
    },
    confidence: ('confidence' in given ? given.confidence : null) ?? null,
    source: 'model',
  }
}

function fieldsOf(
  record: Record<string, unknown>,
  project: Project,
  segments: Question | undefined,
): Record<string, string> {
  const asked = new Set<string>(project.questions.map(({ id }) => id))
  if (segments && isSegmentRow(record)) {
    for (const key of [...SEGMENT_KEYS, 'id', 'confidence']) asked.add(key)
    for (const name of [...attributeNames(segments).values(), ...answerNames(project).values()]) asked.add(name)
  }
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => {
      const shown = !NOT_SHOWN.has(key) && !asked.has(key) && (typeof value === 'string' || typeof value === 'number')
      return shown && value !== '' ? [[key, String(value)]] : []
    }),
  )
}
