// Writes an export: decides for each task, runs the format's mapping, adds media, card and manifest, into one zip.
import { createReadStream } from 'node:fs'
import type { ExportFile, ExportItem, ExportMapping } from '@etabli/modality-kit'
import type { BlobHash, PersonId } from '@etabli/schema'
import { type ReportTask, reliabilityOf, reportOf } from '../consensus/index.ts'
import { beepedWarnings, countBeeped, NOTHING_BEEPED } from './beeped.ts'
import { type Brought, bringingIn, broughtBy, rawBrought } from './brought.ts'
import { countedOut, datasetCard } from './card.ts'
import { type Decision, decide, TALLY, type TallyWord } from './decide.ts'
import { mediaNames, pseudonyms } from './file-names.ts'
import { manifestOf } from './manifest.ts'
import type { Plan, WriteInput } from './plan.ts'
import { type Names, rawLine } from './raw.ts'
import { currentOf, recordNow, recordsOf, type TaskRecord } from './records.ts'
import { splitNames, splitsIn } from './split.ts'
import { type WrittenEntry, type WrittenZip, writeZip, type ZipEntry } from './zip.ts'

export interface WrittenExport extends WrittenZip {
  /** Counts of tasks by word; they add up to the project's tasks. */
  readonly tally: Record<string, number>
  readonly warnings: string[]
}

/** Figures of the card are measured on at most this many shared tasks, so that memory is bounded. */
const MEASURED_TASKS = 20_000
const PROGRESS_EVERY = 500

/** Writes the export; the same records and request give the same bytes. */
export async function writeExport(input: WriteInput): Promise<WrittenExport> {
  const plan = await planExport(input)
  const warnings = warningsOf(input, plan)
  const entries: WrittenEntry[] = []
  async function* all(): AsyncGenerator<ZipEntry> {
    if (input.mapping) yield* mapped(input, input.mapping, plan)
    else yield { path: 'raw.jsonl', chunks: rawLines(input, plan) }
    if (input.request.media) yield* media(input, plan)
    const { source, request } = input
    const { project, annotators } = source
    const { tally, leftOut, figures, measured } = plan
    yield {
      path: 'README.md',
      chunks: [
        datasetCard({
          project,
          request,
          annotators,
          tally,
          leftOut,
          warnings,
          figures,
          measured,
          head: headOf(input, plan),
        }),
      ],
    }
    // Last, since it holds the checksums of the others.
    yield { path: 'manifest.json', chunks: [manifestOf(input, plan, warnings, entries)] }
  }
  const zip = await writeZip(input.to, all(), (entry) => entries.push(entry))
  // What the format loses by its nature is known beforehand; how much it lost of this project, only now.
  return { ...zip, tally: { ...plan.tally }, warnings: [...countedOut(plan.leftOut), ...warnings] }
}

async function planExport(input: WriteInput): Promise<Plan> {
  const { source, request, kinds } = input
  const tally = Object.fromEntries(TALLY.map((word) => [word, 0])) as Record<TallyWord, number>
  const leftOut: Record<string, number> = {}
  const files = new Map<number, string | null>()
  const names: string[] = []
  const measured: ReportTask[] = []
  let beeped = NOTHING_BEEPED
  let alone = 0
  const nameOf = mediaNames()
  const settling = { project: source.project, kinds, reliability: reliabilityOf(source) }
  for await (const stored of recordsOf(source)) {
    const record = recordNow(stored, source.project.questions, kinds)
    const decision = decide(record, request.answers, settling)
    tally[decision.word] += 1
    if (measured.length < MEASURED_TASKS && record.annotations.length > 1) measured.push(reportTask(record))
    const goesOut = 'answers' in decision
    if (goesOut) names.push(record.task.name)
    if (goesOut && decision.alone) alone += 1
    // Everything is in the raw export, whatever became of it.
    if (goesOut || input.mapping === null) {
      files.set(record.task.position, nameOf(record.task))
      beeped = countBeeped(beeped, record)
    }
    if (goesOut && decision.candidates > 0) {
      leftOut[SEEN_BY_FEW] = (leftOut[SEEN_BY_FEW] ?? 0) + decision.candidates
    }
  }
  const annotators = pseudonyms(
    source.annotators.map(({ id }) => id),
    'annotator',
  )
  const shared = measured.filter((task) => task.annotations.length > 1)
  return {
    settling,
    tally,
    leftOut,
    files,
    splits: request.split ? splitNames(names, request.seed, request.split) : null,
    figures: reportOf(source.project.questions, shared, kinds).figures,
    measured: shared.length,
    beeped,
    alone,
    annotators,
    bringing: bringingIn(source.project, kinds, annotators),
  }
}

const SEEN_BY_FEW = 'objects that half of the annotators or fewer saw: a person has yet to decide'

function reportTask(record: TaskRecord): ReportTask {
  return { id: record.task.id, media: record.task.media, annotations: currentOf(record.annotations) }
}

/** The mapping's files: once, or once for each annotator under `by/annotator-…/`. */
async function* mapped(input: WriteInput, mapping: ExportMapping, plan: Plan): AsyncGenerator<ZipEntry> {
  const { request } = input
  const written = { count: 0 }
  if (request.answers !== 'all') {
    yield* entriesOf(mapping, input, plan, null, '', written)
    return
  }
  for (const [person, name] of plan.annotators) {
    yield* entriesOf(mapping, input, plan, person, `by/${name}/`, written)
  }
}

function headOf({ mapping, request }: WriteInput, { annotators }: Plan): string | null {
  const folders = request.answers === 'all' ? [...annotators.values()].map((name) => `by/${name}/`) : ['']
  return mapping?.cardHead?.({ folders, splits: request.split ? splitsIn(request.split) : null }) ?? null
}

async function* entriesOf(
  mapping: ExportMapping,
  input: WriteInput,
  plan: Plan,
  annotator: PersonId | null,
  prefix: string,
  written: { count: number },
): AsyncGenerator<ExportFile> {
  const { project } = input.source
  const { split, categoryBase } = input.request
  let passes = 0
  async function* items(): AsyncGenerator<ExportItem> {
    passes += 1
    const first = passes === 1
    for await (const record of recordsOf(input.source, annotator)) {
      const item = itemOf(recordNow(record, project.questions, input.kinds), input, plan, annotator)
      if (!item) continue
      yield item
      if (!first) continue
      written.count += 1
      if (written.count % PROGRESS_EVERY === 0) input.progress(written.count)
    }
  }
  const files = mapping.write({
    project,
    items,
    options: { categoryBase },
    splits: split ? splitsIn(split) : null,
    leaveOut(reason, count = 1) {
      plan.leftOut[reason] = (plan.leftOut[reason] ?? 0) + count
    },
  })
  for await (const file of files) yield { path: `${prefix}${file.path}`, chunks: file.chunks }
  input.progress(written.count)
}

function itemOf(record: TaskRecord, input: WriteInput, plan: Plan, annotator: PersonId | null): ExportItem | null {
  const { task } = record
  const file = plan.files.get(task.position)
  if (file === undefined) return null
  const decision: Decision = decide(record, input.request.answers, plan.settling, annotator)
  if (!('answers' in decision)) return null
  const { answers, votes, similarity } = decision
  // Flags are no answers to what the project asks: the manifest counts them.
  const asked = new Set(input.source.project.questions.map(({ id }) => id))
  const own = answers.filter(({ question }) => asked.has(question))
  const brought = broughtBy(record, own, plan.bringing)
  const split = plan.splits?.get(task.name) ?? null
  return { task, answers: own, file, split, votes, similarity, ...(brought.size > 0 ? { brought } : {}) }
}

async function* rawLines(input: WriteInput, plan: Plan): AsyncGenerator<string> {
  const { reviewers } = input.source
  const names: Omit<Names, 'file'> = {
    annotators: plan.annotators,
    reviewers: pseudonyms(
      reviewers.map(({ id }) => id),
      'reviewer',
    ),
  }
  let written = 0
  for await (const record of recordsOf(input.source)) {
    const file = plan.files.get(record.task.position)
    if (file === undefined) continue
    yield `${rawLine(record, { ...names, file })}\n`
    written += 1
    if (written % PROGRESS_EVERY === 0) input.progress(written)
  }
  input.progress(written)
}

async function* media(input: WriteInput, plan: Plan): AsyncGenerator<ZipEntry> {
  const at = (path: string, blob: BlobHash): ZipEntry => ({
    path,
    packed: true,
    chunks: createReadStream(input.locate(blob)),
  })
  for await (const record of recordsOf(input.source)) {
    const { task, isWithheld } = record
    const file = plan.files.get(task.position)
    if (file && !isWithheld && (task.media.type === 'image' || task.media.type === 'audio'))
      yield at(file, task.media.blob)
    for (const [blob, brought] of broughtFiles(record, input, plan)) yield at(brought.file, blob)
  }
}

/** What people brought with the answers that go out; of a raw export with all of them. */
function broughtFiles(record: TaskRecord, input: WriteInput, plan: Plan): Brought {
  if (input.mapping === null) return rawBrought(record, input.kinds)
  // Where nothing is brought, no task is decided on once more to find that out.
  if (plan.bringing.questions.length === 0) return new Map()
  const now = recordNow(record, input.source.project.questions, input.kinds)
  return itemOf(now, input, plan, null)?.brought ?? new Map()
}

function warningsOf(input: WriteInput, plan: Plan): string[] {
  const { project } = input.source
  const warnings = input.mapping ? [...input.mapping.warnings(project)] : []
  if (project.sample) warnings.push('This is a sample project: its annotators are simulated.')
  if (input.request.answers === 'all' && input.request.media && input.mapping) {
    warnings.push('Media lie once, at the root of the archive, and not in each annotator’s folder.')
  }
  warnings.push(...beepedWarnings(plan.beeped))
  const out = plan.tally.exported + plan.tally['empty-on-purpose']
  if (plan.alone > 0 && input.mapping) {
    warnings.push(`One annotator alone answered ${plan.alone} of the ${out} tasks: nobody agreed or differed on these.`)
  }
  if (out === 0 && input.mapping) warnings.push('No task has answers of the kind that was asked for.')
  return warnings
}
