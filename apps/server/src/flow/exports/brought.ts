// Files that people brought with their answers (recorded takes): their names in an export, and whose each is.
import { type BroughtFile, blobsOf, type Kind } from '@etabli/modality-kit'
import type { Answers, BlobHash, PersonId, Question } from '@etabli/schema'
import { pseudonyms } from './file-names.ts'
import type { RecordSource, TaskRecord } from './records.ts'

export type Brought = ReadonlyMap<BlobHash, BroughtFile>

interface From {
  readonly source: Pick<RecordSource, 'project' | 'annotators'>
  readonly kinds: ReadonlyMap<string, Kind>
}

/**
 * The files that these answers of a task name, in folders by speaker: `recordings/annotator-01/000012.wav`. A question
 * that is not the only one of its sort is in the name. Whose a file is, is known from the annotation that brought it.
 */
export function broughtBy(record: TaskRecord, answers: Answers, { source, kinds }: From): Brought {
  const brought = new Map<BlobHash, BroughtFile>()
  const asked = source.project.questions.filter((question) => brings(question, kinds))
  if (asked.length === 0) return brought
  const names = namesOf(source)
  const number = String(record.task.position + 1).padStart(6, '0')
  for (const mark of answers) {
    for (const blob of blobsOf(mark, kinds)) {
      const author = record.annotations.findLast((one) => one.answers.some((own) => blobsOf(own, kinds).includes(blob)))
      const by = author && names.get(author.person)
      if (by === undefined) continue
      const part = asked.length > 1 ? `-${mark.question}` : ''
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

const brings = ({ kind }: Question, kinds: ReadonlyMap<string, Kind>): boolean => kinds.get(kind)?.blobs !== undefined

const known = new WeakMap<object, Map<PersonId, string>>()

function namesOf({ annotators }: From['source']): Map<PersonId, string> {
  const names =
    known.get(annotators) ??
    pseudonyms(
      annotators.map(({ id }) => id),
      'annotator',
    )
  known.set(annotators, names)
  return names
}
