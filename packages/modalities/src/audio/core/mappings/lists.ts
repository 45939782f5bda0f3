// Imports of recordings: JSONL (ours and NeMo's manifests), CSV, and a bare folder.
import { readCsv, readJsonl } from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { type ListFormat, listsOf, recordingFinder, recordingsOf } from './audio-files.ts'
import { rowToTask } from './rows.ts'

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
      for (const list of listsOf(tree, format)) yield* read(tree, list, project)
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
