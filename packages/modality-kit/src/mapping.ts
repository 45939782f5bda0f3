// Mapping contract: a file format's document ⇄ tasks and answers. Pure: files come in as a port, go out as chunks.
import type { Answers, BlobHash, Fields, LabelId, Mark, MediaType, Project, QuestionId, Task } from '@etabli/schema'

/** One bad row or file: where and why; never thrown. */
export interface MappingIssue {
  readonly file?: string
  readonly line?: number
  readonly path?: string
  readonly code: string
  readonly message: string
}

/** The uploaded files, already bounded and with safe relative paths; archives are unpacked. */
export interface FileTree {
  /** All files in natural order of their paths. */
  readonly files: readonly { readonly path: string; readonly size: number }[]
  /** The file's bytes in chunks. */
  read(path: string): AsyncIterable<Uint8Array>
}

/** A mark as a file gives it: the label by the name in the file. */
export interface MarkSeed {
  readonly id?: string
  readonly question: QuestionId
  readonly kind: string
  readonly label: string | null
  readonly value: unknown
  readonly confidence?: number | null
  readonly source: 'import' | 'model'
  /** What the file says of it beside its class, by the attribute's id. */
  readonly attributes?: Mark['attributes']
  /** The parts of one thing share it. */
  readonly group?: string
  /** Where it stands in the task's file, for a list with a line for each mark. */
  readonly line?: number
}

/** A task as a file gives it. `file` names one of the tree's files, which the server stores and probes. */
export interface TaskSeed {
  /** Unique in the project: a repeat of it is "known already" and adds nothing. */
  readonly name: string
  readonly media:
    | { readonly type: 'file'; readonly path: string }
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'none' }
  readonly fields: Fields
  readonly prefill: readonly MarkSeed[]
  /** Where it came from, for issues found later. */
  readonly origin: { readonly file: string; readonly line?: number }
}

export type ImportRow = { readonly task: TaskSeed } | { readonly issue: MappingIssue }

export interface ImportMapping {
  readonly format: string
  readonly media: readonly MediaType[]
  /** How sure this mapping is that it can read the tree, 0 (no) to 1; the highest wins for `auto`. */
  sniff(tree: FileTree, project: Project): Promise<number>
  /** Reads the tree in constant memory, row by row. */
  read(tree: FileTree, project: Project): AsyncIterable<ImportRow>
}

/** A file that a person brought with an answer: where it lies in the export, and whose it is, under a pseudonym. */
export interface BroughtFile {
  readonly file: string
  readonly by: string
}

/** One task on its way out. */
export interface ExportItem {
  readonly task: Task
  readonly answers: Answers
  /** File name of the medium inside the export (`images/000123.jpg`), unique; null for media without a file. */
  readonly file: string | null
  readonly split: 'train' | 'val' | 'test' | null
  /** Votes behind each mark, where the answers are a consensus. */
  readonly votes: ReadonlyMap<string, { votes: number; of: number }> | null
  readonly similarity: number | null
  /** By hash the blobs that the answers name (recorded takes); absent where there are none. */
  readonly brought?: ReadonlyMap<BlobHash, BroughtFile>
}

export interface ExportInput {
  readonly project: Project
  /** All items in order of import; may be called again for another pass. */
  items(): AsyncIterable<ExportItem>
  readonly options: { readonly categoryBase: 0 | 1 }
  /** The splits in use, or null. */
  readonly splits: readonly ('train' | 'val' | 'test')[] | null
  /** Marks that the format cannot carry, by reason; shown in the tally. */
  leaveOut(reason: string, count?: number): void
}

export interface ExportFile {
  readonly path: string
  readonly chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

export interface ExportMapping {
  readonly format: string
  readonly media: readonly MediaType[]
  /** Why this project cannot be written so, or null. */
  refuses(project: Project): string | null
  /** What the format will lose of this project, one sentence each; shown before the download. */
  warnings(project: Project): string[]
  /**
   * What a hub reads at the head of the dataset card: YAML without its fences. Absent where no hub is meant.
   * @param folders where each set of the mapping's files lies: `''`, or one `by/annotator-…/` for each annotator
   */
  cardHead?(input: { readonly folders: readonly string[]; readonly splits: ExportInput['splits'] }): string
  /** The files in a fixed order; each file's chunks are consumed before the next file is asked for. */
  write(input: ExportInput): AsyncIterable<ExportFile>
}

/** The label's name, or its id where the question lacks it. */
export function labelName(project: Pick<Project, 'questions'>, question: QuestionId, label: LabelId): string {
  return project.questions.find((q) => q.id === question)?.labels.find((l) => l.id === label)?.name ?? label
}
