// Projects of files on the bench's server: images with one box question, or what a bench asks for.
import type { MediaType, Project, ProjectDraft } from '@etabli/schema'
import type { Rig } from './rig.ts'

type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>

/** An open project of images with these files landed, one annotation each. */
export function imageProject(rig: Rig, name: string, files: Files): Promise<Project> {
  const labels = [{ id: 'thing', name: 'Thing', colour: 0, key: '1' }]
  return filesProject(
    rig,
    { name, media: 'image', questions: [{ id: 'objects', kind: 'box', title: 'Objects', labels }] },
    files,
  )
}

interface Asked {
  readonly name: string
  readonly media: MediaType
  readonly questions: readonly object[]
}

/** An open project with these files landed, one annotation each. */
export async function filesProject(rig: Rig, { name, media, questions }: Asked, files: Files): Promise<Project> {
  const { api } = rig.manager
  const project = await api.call('projects.create', {
    body: {
      name,
      media,
      overlap: 1,
      guidelines: '',
      brief: { who: 'Bench', why: 'Bench', use: 'Bench', sensitive: null, pay: null },
      questions: questions as ProjectDraft['questions'],
    },
  })
  const form = new FormData()
  for (const [file, bytes] of Object.entries(files)) form.append('file', new Blob([bytes]), file)
  let report = await api.call('imports.create', { params: { project: project.id }, body: form })
  const again = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return api.call('imports.get', { params: { import: report.id } })
  }
  while (report.state === 'reading') report = await again()
  report = await api.call('imports.land', { params: { import: report.id }, body: {} })
  while (report.state === 'landing') report = await again()
  if (report.state !== 'landed') throw new Error(`the import ended ${report.state}: ${JSON.stringify(report.issues)}`)
  return api.call('projects.state', { params: { project: project.id }, body: { state: 'open' } })
}
