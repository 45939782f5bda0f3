// ImportScreen: choose files, see what they hold, then land them or not; nothing is written before that.
import type { Project } from '@etabli/schema'
import { ImportId } from '@etabli/schema'
import { useLocation } from 'wouter'
import { useFetched } from '../../../hooks/use-api.ts'
import { Fetched } from '../../../problems/problem-view.tsx'
import { Skeleton } from '../../../ui/state.tsx'
import { ChooseFiles } from './choose-files.tsx'
import { Report } from './report.tsx'
import './imports.css'

export interface ImportScreenProps {
  readonly project: Project
  /** The import in the address, or null while files are to be chosen. */
  readonly opened: string | null
}

const EVERY_MS = 700

export function ImportScreen({ project, opened }: ImportScreenProps) {
  const [, navigate] = useLocation()
  const home = `/projects/${project.id}/import`
  const id = ImportId.safeParse(opened)
  if (!id.success) return <ChooseFiles project={project} onReport={(report) => navigate(`${home}/${report.id}`)} />
  return <Opened project={project} id={id.data} onAgain={() => navigate(home)} />
}

interface OpenedProps {
  readonly project: Project
  readonly id: ImportId
  readonly onAgain: () => void
}

function Opened({ project, id, onAgain }: OpenedProps) {
  const first = useFetched('imports.get', { params: { import: id } })
  const moving = first.data?.state === 'reading' || first.data?.state === 'landing'
  const report = useFetched('imports.get', { params: { import: id } }, { every: moving ? EVERY_MS : false })
  return (
    <Fetched of={report} loading={<Skeleton height={280} />}>
      {(data) => <Report project={project} report={data} onAgain={onAgain} />}
    </Fetched>
  )
}
