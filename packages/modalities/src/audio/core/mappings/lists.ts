// Imports of recordings: JSONL (ours and NeMo's manifests), CSV, and a bare folder.
import { readCsv, readJsonl } from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow, TaskSeed } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { type ListFormat, listsOf, recordingFinder, recordingsOf } from './audio-files.ts'
import { rowToTask } from './rows.ts'
import { segmentQuestion } from './segments-in.ts'

/**
 * Rows that tell of one segment each become one task for each recording, at the place of its first row; all others stay
 * as they are. Without a question of segments every row is a task.
 */
async function* together(rows: AsyncIterable<ImportRow>, project: Project): AsyncGenerator<ImportRow> {
  const question = segmentQuestion(project)
  if (!question) {
    yield* rows
    return
  }
  const byRecording = new Map<string, TaskSeed>()
  for await (const row of rows) {
    const path = 'task' in row && row.task.media.type === 'file' ? row.task.media.path : null
    if (!('task' in row) || path === null) yield row
    else {
      const before = byRecording.get(path)
      const own = row.task.prefill.filter(({ kind }) => kind === 'segment')
      if (before && own.length === 0) yield row
      else byRecording.set(path, before ? { ...before, prefill: [...before.prefill, ...own] } : row.task)
    }
  }
  for (const task of byRecording.values()) yield { task }
}

/** A list with recordings beside it is surer than recordings alone. */
function listMapping(
  format: ListFormat,
  read: (tree: FileTree, list: string, project: Project) => AsyncIterable<ImportRow>,
): ImportMapping {
  return {
    format,
    media: ['audio'],
    sniff: async (tree) => (listsOf(tree, format).length > 0 && recordingsOf(tree).length > 0 ? 0.9 : 0),
    async *read(tree, project) {
      for (const list of listsOf(tree, format)) yield* together(read(tree, list, project), project)
    },
  }
}

export const audioJsonl = listMapping('jsonl', async function* (tree, list, project) {
  const find = recordingFinder(tree)
  for await (const row of readJsonl(tree.read(list), { file: list })) {
    yield 'issue' in row ? { issue: row.issue } : rowToTask(row.value, { file: list, line: row.line }, project, find)
  }
})

export const audioCsv = listMapping('csv', async function* (tree, list, project) {
  const find = recordingFinder(tree)
  for await (const event of readCsv(tree.read(list), { file: list })) {
    if (event.type === 'issue') yield { issue: event.issue }
    else if (event.type === 'row') yield rowToTask(event.value, { file: list, line: event.line }, project, find)
  }
})

export const audioFolder: ImportMapping = {
  format: 'audio',
  media: ['audio'],
  sniff: async (tree) => (recordingsOf(tree).length > 0 ? 0.5 : 0),
  async *read(tree) {
    for (const path of recordingsOf(tree))
      yield { task: { name: path, media: { type: 'file', path }, fields: {}, prefill: [], origin: { file: path } } }
  },
}
