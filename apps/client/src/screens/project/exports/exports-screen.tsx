// ExportsScreen: ask for a training set, and the list of those that were written.
import type { Project } from '@etabli/schema'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Fetched } from '../../../problems/problem-view.tsx'
import { Skeleton } from '../../../ui/state.tsx'
import { ExportForm } from './export-form.tsx'
import { ExportRow } from './export-row.tsx'
import './exports.css'

const EVERY_MS = 1_000

export function ExportsScreen({ project }: { readonly project: Project }) {
  const { t } = useWords()
  const input = { params: { project: project.id } }
  const first = useFetched('exports.list', input)
  const moving = first.data?.rows.some(({ state }) => state === 'waiting' || state === 'writing') ?? false
  const jobs = useFetched('exports.list', input, { every: moving ? EVERY_MS : false })
  return (
    <div className="exports">
      <ExportForm project={project} />
      <section className="stack">
        <h2>{t('exports.list')}</h2>
        <Fetched of={jobs} loading={<Skeleton height={140} />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="card project-panel muted">{t('exports.empty')}</p>
            ) : (
              <ul className="stack">
                {rows.map((job, index) => (
                  <ExportRow key={job.id} job={job} isFirst={index === 0} />
                ))}
              </ul>
            )
          }
        </Fetched>
      </section>
    </div>
  )
}
