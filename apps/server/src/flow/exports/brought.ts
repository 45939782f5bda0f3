// Files that people brought with their answers (recorded takes): their names in an export, and whose each is.
import { type BroughtFile, blobsOf, type Kind } from '@etabli/modality-kit'
import type { Answers, BlobHash, PersonId, Project, Question } from '@etabli/schema'
import type { TaskRecord } from './records.ts'

export type Brought = ReadonlyMap<BlobHash, BroughtFile>

/** What files are brought in a project, and by whom. */
export interface Bringing {
  /** The questions whose answers bring files. */
  readonly questions: readonly Question[]
  readonly kinds: ReadonlyMap<string, Kind>
  /** Pseudonyms of the annotators. */
  readonly names: ReadonlyMap<PersonId, string>
}

export function bringingIn({ questions }: Project, kinds: Bringing['kinds'], names: Bringing['names']): Bringing {
  return { questions: questions.filter(({ kind }) => kinds.get(kind)?.blobs !== undefined), kinds, names }
}

/**
 * The files that these answers of a task name, in folders by speaker: `recordings/annotator-01/000012.wav`. A question
 * that is not the only one of its sort is in the name. Whose a file is, is known from the annotation that brought it.
 */
export function broughtBy(record: TaskRecord, answers: Answers, { questions, kinds, names }: Bringing): Brought {
  const brought = new Map<BlobHash, BroughtFile>()
  if (questions.length === 0) return brought
  const number = String(record.task.position + 1).padStart(6, '0')
  for (const mark of answers) {
    for (const blob of blobsOf(mark, kinds)) {
      const author = record.annotations.findLast((one) => one.answers.some((own) => blobsOf(own, kinds).includes(blob)))
      const by = author && names.get(author.person)
      if (by === undefined) continue
      const part = questions.length > 1 ? `-${mark.question}` : ''
      brought.set(blob, { file: `recordings/${by}/${number}${part}.wav`, by })
    }
  }
  return brought
}

/** Every file that any annotation of the task ever named, under its hash: a raw export's answers name it so. */
export function rawBrought(record: TaskRecord, kinds: ReadonlyMap<string, Kind>): Brought {
  const blobs = record.annotations.flatMap(({ answers }) => answers.flatMap((mark) => blobsOf(mark, kinds)))
  return new Map(blobs.map((blob) => [blob, { file: `recordings/${blob}.wav`, by: '' }]))
}
