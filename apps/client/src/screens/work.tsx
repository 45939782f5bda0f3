// Work: what I did, how long it took, what it earned, what came back and why.
import type { WorkSummary } from '@etabli/protocol'
import { Download, FolderOpen } from 'lucide-react'
import { useFetched } from '../hooks/use-api.ts'
import { useWords } from '../hooks/use-words.ts'
import { Fetched } from '../problems/problem-view.tsx'
import { api } from '../transport/api.ts'
import { ButtonLink } from '../ui/button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { CameBack } from './work/came-back.tsx'
import { DaysChart } from './work/days-chart.tsx'
import { Totals } from './work/totals.tsx'
import { WorkList } from './work/work-list.tsx'
import './work/work.css'

export function Work() {
  const { t } = useWords()
  const summary = useFetched('work.summary')
  const some = (summary.data?.annotations ?? 0) > 0
  return (
    <div className="page">
      <PageHeader
        title={t('work.title')}
        description={t('work.lead')}
        actions={
          some ? (
            <ButtonLink href={api.url('work.file')} download icon={<Download size={14} />}>
              {t('work.download')}
            </ButtonLink>
          ) : null
        }
      />
      <Fetched of={summary} loading={<Loading />}>
        {(loaded) => (loaded.annotations === 0 ? <Nothing /> : <Done summary={loaded} />)}
      </Fetched>
    </div>
  )
}

function Done({ summary }: { readonly summary: WorkSummary }) {
  return (
    <>
      <Totals summary={summary} />
      {summary.returned > 0 ? <CameBack /> : null}
      <DaysChart days={summary.days} />
      <WorkList summary={summary} />
    </>
  )
}

function Nothing() {
  const { t } = useWords()
  return (
    <EmptyState
      icon={<FolderOpen size={24} />}
      title={t('work.empty')}
      action={
        <ButtonLink href="/" variant="primary">
          {t('work.emptyAction')}
        </ButtonLink>
      }
    >
      {t('work.emptyNext')}
    </EmptyState>
  )
}

function Loading() {
  return (
    <>
      <Skeleton height={92} />
      <Skeleton height={260} />
      <Skeleton height={320} />
    </>
  )
}
