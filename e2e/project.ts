// Makes projects through the API for the tests that are about something else.
import { readFile } from 'node:fs/promises'
import type { Project, ProjectDraft } from '@etabli/schema'
import type { TestPerson } from './people.ts'

type Draft = Pick<ProjectDraft, 'name' | 'media'> & { questions: unknown; overlap?: number }

/** An open project with the files landed. */
export async function openProject(
  manager: TestPerson,
  draft: Draft,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
): Promise<Project> {
  const project = await manager.api.call('projects.create', {
    body: {
      guidelines: '# How\n\nLook, then mark.',
      brief: {
        who: 'The makers of the tests',
        why: 'To try the workbench',
        use: 'Thrown away',
        sensitive: null,
        pay: null,
      },
      overlap: 3,
      ...draft,
      questions: draft.questions as ProjectDraft['questions'],
    },
  })
  const form = new FormData()
  for (const [name, body] of Object.entries(files)) form.append('file', new Blob([body]), name)
  let report = await manager.api.call('imports.create', { params: { project: project.id }, body: form })
  while (report.state === 'reading')
    report = await again(() => manager.api.call('imports.get', { params: { import: report.id } }))
  if (report.state !== 'ready') throw new Error(`the import is ${report.state}: ${JSON.stringify(report.issues)}`)
  report = await manager.api.call('imports.land', { params: { import: report.id }, body: {} })
  while (report.state === 'landing')
    report = await again(() => manager.api.call('imports.get', { params: { import: report.id } }))
  if (report.state !== 'landed') throw new Error(`the import ended ${report.state}: ${JSON.stringify(report.issues)}`)
  return manager.api.call('projects.state', { params: { project: project.id }, body: { state: 'open' } })
}

/** Images of the shelf sample by name, as files of a project. */
export async function shelfImages(names: readonly string[]): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const read = async (name: string) =>
    [name, new Uint8Array(await readFile(new URL(`../datasets/shelf/images/${name}`, import.meta.url)))] as const
  return Object.fromEntries(await Promise.all(names.map(read)))
}

async function again<T>(run: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 100))
  return run()
}
