// Reads uploaded files through a mapping: every row is probed and checked, good ones staged, bad ones named.
import { faultsOf, type ImportMapping, type ImportRow, type Kind, type TaskSeed } from '@etabli/modality-kit'
import {
  type Answers,
  Fields,
  limits,
  type Mark,
  type MarkId,
  type Media,
  type Project,
  type Question,
} from '@etabli/schema'
import { type PictureStore, probe } from '../../blobs/index.ts'
import type { Area } from './area.ts'
import { type LabelBook, labelBook } from './labels.ts'
import { becameOf, idsOf, repointed } from './mark-ids.ts'
import { BAD, type BadRow, inBatches, lineWriter, ROWS, type StagedRow, writeMissingLabels } from './staged.ts'

export interface SampleRow {
  readonly name: string
  readonly media: string
  readonly marks: number
  readonly fields: Record<string, string>
}

/** Counts and examples of what was read so far. */
export interface Reading {
  read: number
  good: number
  known: number
  bad: number
  marks: number
  issues: BadRow[]
  issueCount: number
  sample: SampleRow[]
  unknownLabels: string[]
}

export interface ReadInput {
  readonly project: Project
  readonly area: Area
  readonly mapping: ImportMapping
  readonly kinds: ReadonlyMap<string, Kind>
  readonly blobs: PictureStore
  /** Which of these names the project has already. */
  readonly known: (names: readonly string[]) => Promise<ReadonlySet<string>>
  /** Called after every batch with the counts so far. */
  readonly progress: (reading: Reading) => Promise<void>
  readonly signal?: AbortSignal
}

const BATCH = 500
const SAMPLES = 8

/** The mapping that is surest that it can read these files, or the one of that format; null where none can. */
export async function chooseMapping(
  mappings: readonly ImportMapping[],
  format: string,
  area: Area,
  project: Project,
): Promise<ImportMapping | null> {
  const asked = mappings.filter((mapping) => format === 'auto' || mapping.format === format)
  const tree = area.tree()
  // A format asked for by name is tried even where it does not look like it: its issues say why.
  let best = format === 'auto' ? null : (asked[0] ?? null)
  let surest = 0
  for (const mapping of asked) {
    const sure = await mapping.sniff(tree, project)
    if (sure > surest) [best, surest] = [mapping, sure]
  }
  return best
}

/** Reads all rows. Resolves with the counts when everything good is staged in the area's folder. */
export async function readRows(input: ReadInput): Promise<Reading> {
  const reading: Reading = {
    read: 0,
    good: 0,
    known: 0,
    bad: 0,
    marks: 0,
    issues: [],
    issueCount: 0,
    sample: [],
    unknownLabels: [],
  }
  const rows = lineWriter(input.area.folder, ROWS)
  const bad = lineWriter(input.area.folder, BAD)
  const labels = labelBook()
  const names = new Set<string>()

  const refuse = async (issues: readonly BadRow[]) => {
    reading.bad += 1
    for (const issue of issues) {
      reading.issueCount += 1
      if (reading.issues.length < limits.issuesKept) reading.issues.push(issue)
      await bad.write(issue)
    }
  }

  const take = async (seed: TaskSeed, known: ReadonlySet<string>, media: () => Promise<FoundMedia>) => {
    if (known.has(seed.name)) {
      reading.known += 1
      return
    }
    if (names.has(seed.name)) {
      await refuse([at(seed, 'duplicate', `another row of this import is named "${short(seed.name)}"`, 'name')])
      return
    }
    const result = await stage(seed, input.project, input.kinds, labels, media)
    if ('issues' in result) {
      await refuse(result.issues)
      return
    }
    names.add(seed.name)
    reading.good += 1
    reading.marks += result.row.prefill.length
    if (reading.sample.length < SAMPLES) reading.sample.push(sampleOf(result.row))
    await rows.write(result.row)
  }

  try {
    for await (const batch of inBatches(input.mapping.read(input.area.tree(), input.project), BATCH)) {
      const known = await input.known(batch.flatMap((row) => ('task' in row ? [row.task.name] : [])))
      const look = lookAhead(batch, input, known)
      for (const [index, row] of batch.entries()) {
        input.signal?.throwIfAborted()
        reading.read += 1
        if ('issue' in row) await refuse([row.issue])
        else await take(row.task, known, look(index))
      }
      reading.unknownLabels = namesOf(labels)
      await input.progress(reading)
    }
  } finally {
    await Promise.all([rows.end(), bad.end()])
  }
  await writeMissingLabels(input.area.folder, labels.missing())
  return reading
}

type Staged = { readonly row: StagedRow } | { readonly issues: readonly BadRow[] }

type FoundMedia = { readonly media: Media; readonly file: string | null } | { readonly issues: readonly BadRow[] }

/** Media are looked into some rows ahead: the decoders have threads of their own. */
const LOOK_AHEAD = 4

/** How to get the media of each row of the batch, in order; later ones are begun while the first is waited for. */
function lookAhead(
  batch: readonly ImportRow[],
  input: ReadInput,
  known: ReadonlySet<string>,
): (index: number) => () => Promise<FoundMedia> {
  const begun = new Map<number, Promise<FoundMedia>>()
  const begin = (index: number): Promise<FoundMedia> | null => {
    const before = begun.get(index)
    const row = batch[index]
    if (before !== undefined || !row || !('task' in row)) return before ?? null
    const media = mediaOf(row.task, input)
    // Whoever waits for it hears of a failure; where nobody does, the reading has failed already.
    media.catch(() => undefined)
    begun.set(index, media)
    return media
  }
  return (index) => async () => {
    for (let ahead = index; ahead < index + LOOK_AHEAD; ahead++) {
      const row = batch[ahead]
      if (row && 'task' in row && !known.has(row.task.name)) void begin(ahead)
    }
    const media = begin(index)
    begun.delete(index)
    if (media === null) throw new Error('the row has no task')
    return media
  }
}

async function stage(
  seed: TaskSeed,
  project: Project,
  kinds: ReadonlyMap<string, Kind>,
  labels: LabelBook,
  found: () => Promise<FoundMedia>,
): Promise<Staged> {
  const early = faultsOfRow(seed)
  if (early.length > 0) return { issues: early }
  const media = await found()
  if ('issues' in media) return media
  const { prefill, questions, lacksLabel, issues } = marksOf(seed, project, labels, kinds)
  const faults = faultsOf(prefill, questions, media.media, kinds).map((fault) => ({
    ...at(
      seed,
      `answer.${fault.code}`,
      fault.message,
      `${fault.question}${fault.mark === null ? '' : `.${fault.mark}`}`,
    ),
    ...lineOf(seed, prefill, fault.mark),
  }))
  if (issues.length + faults.length > 0) return { issues: [...issues, ...faults] }
  const { name, fields, origin } = seed
  return { row: { name, media: media.media, fields, prefill, file: media.file, lacksLabel, origin } }
}

function faultsOfRow(seed: TaskSeed): BadRow[] {
  const issues: BadRow[] = []
  if (seed.name.length === 0 || seed.name.length > 1_024) {
    issues.push(at(seed, 'name', 'a name must have 1 to 1,024 characters', 'name'))
  }
  const fields = Fields.safeParse(seed.fields)
  if (!fields.success) {
    const issue = fields.error.issues[0]
    issues.push(at(seed, 'field', issue?.message || 'a field is too long', String(issue?.path[0] ?? 'fields')))
  }
  if (seed.prefill.length > limits.marksPerAnswers) {
    issues.push(at(seed, 'marks', `it has ${seed.prefill.length} marks; at most ${limits.marksPerAnswers}`))
  }
  return issues
}

async function mediaOf(seed: TaskSeed, input: ReadInput): Promise<FoundMedia> {
  const wanted = input.project.media
  const { media } = seed
  if (media.type === 'file') {
    if (!input.area.has(media.path))
      return { issues: [at(seed, 'file-missing', `there is no file "${short(media.path)}"`)] }
    const found = await probe(input.area.locate(media.path), wanted, input.blobs)
    if ('refused' in found) return { issues: [{ ...at(seed, 'media', found.refused), file: media.path }] }
    return { media: found, file: media.path }
  }
  if (media.type !== wanted) return { issues: [at(seed, 'media', `this project wants ${wanted}`)] }
  if (media.type === 'none') return { media: { type: 'none' }, file: null }
  if (media.text.length === 0) return { issues: [at(seed, 'text-empty', 'the text is empty', 'text')] }
  if (media.text.length > limits.textLength) {
    const sentence = `the text has ${media.text.length} characters; at most ${limits.textLength}`
    return { issues: [at(seed, 'text-long', sentence, 'text')] }
  }
  return { media: { type: 'text', text: media.text }, file: null }
}

/** A mark's own line in its file, where it has one. */
function lineOf(seed: TaskSeed, prefill: Answers, mark: MarkId | null): { readonly line?: number } {
  const line = mark === null ? undefined : seed.prefill[prefill.findIndex(({ id }) => id === mark)]?.line
  return line === undefined ? {} : { line }
}

function marksOf(seed: TaskSeed, project: Project, labels: LabelBook, kinds: ReadonlyMap<string, Kind>) {
  const issues: BadRow[] = []
  const prefill: Answers = []
  const extra = new Map<string, Question['labels']>()
  const ids = idsOf(seed.prefill)
  const idOf = (index: number) => ids[index] as MarkId
  const became = becameOf(seed.prefill, ids)
  let lacksLabel = false
  for (const [index, mark] of seed.prefill.entries()) {
    const question = project.questions.find((candidate) => candidate.id === mark.question)
    let label: Mark['label'] = null
    if (question && mark.label !== null) {
      const found = labels.find(question, mark.label)
      label = found.id
      if (!found.known) {
        lacksLabel = true
        const added = extra.get(question.id) ?? []
        added.push({ id: found.id, name: mark.label, colour: 0, key: null })
        extra.set(question.id, added)
      }
    }
    const id = idOf(index)
    const confidence = mark.confidence ?? null
    if (confidence !== null && !(confidence >= 0 && confidence <= 1)) {
      issues.push(at(seed, 'confidence', `${confidence} is not between 0 and 1`, `${mark.question}.confidence`))
    }
    const { kind, source, attributes, group } = mark
    const value = repointed(kinds.get(kind), mark.value, became)
    prefill.push({
      id,
      question: mark.question,
      kind,
      label,
      value: value as Mark['value'],
      source,
      confidence,
      ...(attributes === undefined ? {} : { attributes }),
      ...(group === undefined ? {} : { group }),
    })
  }
  // What a file proposes may leave required questions and attributes open; only an annotator may not.
  const questions = project.questions.map(({ min: _, ...question }) => ({
    ...question,
    required: false,
    options: withoutThose(question.options, kinds.get(question.kind)?.optionsOfFinished ?? []),
    ...(question.attributes === undefined
      ? {}
      : { attributes: question.attributes.map((attribute) => ({ ...attribute, required: false })) }),
    labels: [...question.labels, ...(extra.get(question.id) ?? [])],
  }))
  return { prefill, questions, lacksLabel, issues }
}

function withoutThose(options: Question['options'], names: readonly string[]): Question['options'] {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)))
}

function sampleOf(row: StagedRow): SampleRow {
  const { media } = row
  const said = {
    image: () => (media.type === 'image' ? `${media.width} × ${media.height}` : ''),
    audio: () => (media.type === 'audio' ? `${media.duration.toFixed(1)} s` : ''),
    text: () => (media.type === 'text' ? short(media.text) : ''),
    none: () => '',
  }
  const fields = Object.fromEntries(Object.entries(row.fields).map(([key, value]) => [key, short(value)]))
  return { name: row.name, media: said[media.type](), marks: row.prefill.length, fields }
}

function namesOf(labels: LabelBook): string[] {
  return [...new Set(labels.missing().map((label) => label.name))].slice(0, limits.labelsPerQuestion)
}

function at(seed: TaskSeed, code: string, message: string, path?: string): BadRow {
  const { file, line } = seed.origin
  return { file, ...(line === undefined ? {} : { line }), ...(path === undefined ? {} : { path }), code, message }
}

function short(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
