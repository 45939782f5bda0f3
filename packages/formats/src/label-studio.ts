// Label Studio's JSON (labelstud.io, "Label Studio Task Format"): tasks with their data, annotations and predictions.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { isNumber, isRecord, parseJson } from './json.ts'
import { gather } from './pieces.ts'

/** One region, choice or relation, as it stands; its `type` says which. */
export type LabelStudioResult = Readonly<Record<string, unknown>>

export interface LabelStudioAnnotation {
  readonly result: readonly LabelStudioResult[]
  /** `was_cancelled`: the task was skipped. */
  readonly cancelled: boolean
  readonly groundTruth: boolean
  /** Of a prediction, and who made it. */
  readonly score: number | null
  readonly model: string | null
}

export interface LabelStudioTask {
  readonly id: string | number | null
  readonly data: Readonly<Record<string, unknown>>
  readonly annotations: readonly LabelStudioAnnotation[]
  readonly predictions: readonly LabelStudioAnnotation[]
  /** Its path in the file it was read from: `[3]`; for issues. */
  readonly path?: string
}

export type LabelStudioDocument = readonly LabelStudioTask[]

/** Reads a list of tasks, or one task alone (as its storages write them). `completions` is an old word for annotations. */
export function readLabelStudio(source: Source, options: ReadOptions = {}): ReadResult<LabelStudioDocument> {
  const issues = issueList(options.file)
  const value = parseJson(source, issues)
  if (value === undefined) return readResult([], issues)
  if (!Array.isArray(value) && !(isRecord(value) && isRecord(value['data']))) {
    const message = 'A Label Studio file is a list of tasks, each with "data".'
    issues.add({ code: 'labelstudio.root', message })
    return readResult([], issues)
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const tasks = list.flatMap((item, index) => readTask(item, Array.isArray(value) ? `[${index}]` : '', issues))
  return readResult(tasks, issues)
}

/** A task as a value of the file. */
export function labelStudioTask(task: LabelStudioTask): Record<string, unknown> {
  return {
    ...(task.id === null ? {} : { id: task.id }),
    data: task.data,
    annotations: task.annotations.map(({ result, cancelled, groundTruth }) => ({
      result,
      was_cancelled: cancelled,
      ground_truth: groundTruth,
    })),
    predictions: task.predictions.map(({ result, score, model }) => ({
      ...(model === null ? {} : { model_version: model }),
      ...(score === null ? {} : { score }),
      result,
    })),
  }
}

/** Tasks that come over time as chunks of the file: a task a line. */
export async function* streamLabelStudio(
  tasks: Iterable<LabelStudioTask> | AsyncIterable<LabelStudioTask>,
): AsyncGenerator<string> {
  let held = '['
  let first = true
  for await (const task of tasks) {
    held += `${first ? '' : ','}\n${JSON.stringify(labelStudioTask(task))}`
    first = false
    if (held.length < 64 * 1024) continue
    yield held
    held = ''
  }
  yield `${held}\n]\n`
}

export const labelStudio: Codec<LabelStudioDocument> = {
  id: 'label-studio',
  read: readLabelStudio,
  write: (tasks) => gather(pieces(tasks)),
}

function* pieces(tasks: LabelStudioDocument): Generator<string> {
  yield '['
  for (const [index, task] of tasks.entries())
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(labelStudioTask(task))}`
  yield '\n]\n'
}

function readTask(item: unknown, path: string, issues: IssueList): LabelStudioTask[] {
  if (!isRecord(item) || !isRecord(item['data'])) {
    issues.add({ ...placed(path), code: 'labelstudio.task', message: `A task needs "data", found ${quoted(item)}.` })
    return []
  }
  const { id, data } = item
  return [
    {
      id: typeof id === 'string' || isNumber(id) ? id : null,
      data,
      annotations: readAll(item['annotations'] ?? item['completions'], `${path}.annotations`, issues),
      predictions: readAll(item['predictions'], `${path}.predictions`, issues),
      path,
    },
  ]
}

function readAll(list: unknown, path: string, issues: IssueList): LabelStudioAnnotation[] {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) {
    issues.add({ path, code: 'labelstudio.list', message: `A list was expected, found ${quoted(list)}.` })
    return []
  }
  return list.flatMap((item: unknown, index): LabelStudioAnnotation[] => {
    const result = isRecord(item) ? item['result'] : undefined
    // Exports of tasks name their predictions by number only where they are not asked to be written out.
    if (isNumber(item)) return []
    if (!isRecord(item) || !Array.isArray(result)) {
      const message = `An annotation needs a list "result", found ${quoted(item)}.`
      issues.add({ path: `${path}[${index}]`, code: 'labelstudio.result', message })
      return []
    }
    const { score, model_version: model } = item
    return [
      {
        result: result.filter(isRecord),
        cancelled: item['was_cancelled'] === true,
        groundTruth: item['ground_truth'] === true,
        score: isNumber(score) ? score : null,
        model: typeof model === 'string' ? model : null,
      },
    ]
  })
}

function placed(path: string): { readonly path?: string } {
  return path === '' ? {} : { path }
}
