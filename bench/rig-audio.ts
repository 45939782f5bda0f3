// A project of recordings on the bench's server, with one transcript question.
import type { Project } from '@etabli/schema'
import type { Rig } from './rig.ts'

/** An open project with these files landed, one annotation each. */
export async function audioProject(
  rig: Rig,
  name: string,
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
): Promise<Project> {
  const { api } = rig.manager
  const project = await api.call('projects.create', {
    body: {
      name,
      media: 'audio',
      overlap: 1,
      guidelines: '',
      brief: { who: 'Bench', why: 'Bench', use: 'Bench', sensitive: null, pay: null },
      questions: [{ id: 'transcript', kind: 'transcript', title: 'What was said' }],
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
