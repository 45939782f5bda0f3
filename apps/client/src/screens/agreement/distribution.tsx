// DistributionChart: how many tasks lie at which similarity; each bar leads to its tasks.
import type { AgreementReport } from '@etabli/protocol'
import type { ProjectId } from '@etabli/schema'
import { useCallback, useMemo } from 'react'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { basePath } from '../../transport/api.ts'
import { type Bin, BinsChart } from './bins-chart.tsx'
import { tasksHref } from './tasks-href.ts'

interface DistributionProps {
  readonly project: ProjectId
  readonly report: AgreementReport
}

export function DistributionChart({ project, report }: DistributionProps) {
  const { t } = useWords()
  const { distribution, shared } = report
  const bins = useMemo(() => distribution.map(({ from, to, tasks }) => ({ from, to, count: tasks })), [distribution])
  const tasksOf = useCallback((bin: Bin) => tasksHref(project, similarityRange(bin)), [project])
  const href = useCallback((bin: Bin) => basePath() + tasksOf(bin), [tasksOf])
  return (
    <BinsChart
      title={t('agreement.distribution')}
      description={t('agreement.distributionWords', { count: shared })}
      bins={bins}
      axis={t('agreement.similarity')}
      counted={t('agreement.tasks')}
      href={href}
      cell={(bin) => <Link href={tasksOf(bin)}>{bin.count}</Link>}
    />
  )
}

/** The bin as a filter: bins are half open, but for the last, and the filter takes both ends. */
function similarityRange(bin: Bin) {
  return { minSimilarity: bin.from, maxSimilarity: bin.to >= 1 ? 1 : Number((bin.to - 1e-6).toFixed(6)) }
}
