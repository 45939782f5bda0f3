// worker_threads entry: heavy agreement, off the event loop. Rows come in as they lie in the database and are read here.
import { parentPort } from 'node:worker_threads'
import { kinds } from '@etabli/modalities'
import { answersCounting } from '@etabli/modality-kit'
import { Answers, Media, type Question } from '@etabli/schema'
import { type ReportFigures, type ReportTask, reportOf } from '../flow/consensus/report.ts'

/** A task's row: JSON columns as text, so that the event loop never parses them. */
export interface WorkerTask {
  readonly id: string
  readonly media: string
  readonly annotations: readonly { readonly person: string; readonly answers: string; readonly submittedAt: number }[]
}

export type ToWorker =
  | { readonly type: 'start'; readonly questions: readonly Question[] }
  | { readonly type: 'tasks'; readonly tasks: readonly WorkerTask[] }
  | { readonly type: 'finish' }

export type FromWorker =
  | { readonly type: 'report'; readonly report: ReportFigures }
  | { readonly type: 'failed'; readonly message: string }

let questions: readonly Question[] = []
let tasks: ReportTask[] = []

function taskOf(row: WorkerTask): ReportTask {
  return {
    id: row.id,
    media: Media.parse(JSON.parse(row.media)),
    annotations: row.annotations.map(({ person, answers, submittedAt }) => ({
      person,
      answers: answersCounting(questions, Answers.parse(JSON.parse(answers)), kinds),
      submittedAt,
    })),
  }
}

function answer(message: ToWorker): FromWorker | null {
  if (message.type === 'start') {
    questions = message.questions
    tasks = []
    return null
  }
  if (message.type === 'tasks') {
    tasks.push(...message.tasks.map(taskOf))
    return null
  }
  return { type: 'report', report: reportOf(questions, tasks, kinds) }
}

parentPort?.on('message', (message: ToWorker) => {
  try {
    const reply = answer(message)
    if (reply) parentPort?.postMessage(reply)
  } catch (error) {
    // The thread belongs to one report; its failure is the caller's to log.
    parentPort?.postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
})
