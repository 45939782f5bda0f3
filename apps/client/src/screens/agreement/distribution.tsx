// DistributionChart: how many tasks lie at which similarity; each bar leads to its tasks.
import type { AgreementReport } from '@etabli/protocol'
import type { ProjectId } from '@etabli/schema'
import { useCallback } from 'react'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { basePath } from '../../transport/api.ts'
import { Chart, type ChartProps } from '../../ui/chart.tsx'
import { ticksFor } from './days.ts'
import { tasksHref } from './tasks-href.ts'

interface DistributionProps {
  readonly project: ProjectId
  readonly report: AgreementReport
}

export function DistributionChart({ project, report }: DistributionProps) {
  const { t, language } = useWords()
  const { distribution } = report
  const range = useCallback(
    (bin: AgreementReport['distribution'][number]) => {
      const format = new Intl.NumberFormat(language, { minimumFractionDigits: 1 })
      return t('agreement.range', { from: format.format(bin.from), to: format.format(bin.to) })
    },
    [t, language],
  )
  const draw = useCallback<ChartProps['draw']>(
    (plot) => {
      const bins = distribution.filter((bin) => bin.tasks > 0)
      return {
        marginLeft: 44,
        marginBottom: 40,
        insetTop: 14,
        x: {
          domain: [0, 1],
          label: t('agreement.similarity'),
          labelAnchor: 'center',
          labelArrow: 'none',
          ticks: 10,
          tickFormat: (value: number) => new Intl.NumberFormat(language).format(value),
        },
        y: {
          label: t('agreement.tasks'),
          labelArrow: 'none',
          grid: true,
          ticks: ticksFor(bins.map((bin) => bin.tasks)),
        },
        marks: [
          plot.rectY(bins, {
            x1: 'from',
            x2: 'to',
            y: 'tasks',
            inset: 1,
            fill: 'var(--accent)',
            href: (bin: (typeof bins)[number]) => basePath() + tasksHref(project, similarityRange(bin)),
            title: (bin: (typeof bins)[number]) => `${range(bin)}\n${t('agreement.n', { count: bin.tasks })}`,
          }),
          plot.text(bins, {
            x: (bin: (typeof bins)[number]) => (bin.from + bin.to) / 2,
            y: 'tasks',
            text: 'tasks',
            dy: -8,
            fill: 'var(--ink-1)',
            pointerEvents: 'none',
          }),
          plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      }
    },
    [distribution, project, range, t, language],
  )
  return (
    <Chart
      title={t('agreement.distribution')}
      description={t('agreement.distributionWords', { count: report.shared })}
      height={240}
      draw={draw}
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t('agreement.similarity')}</th>
              <th scope="col">{t('agreement.tasks')}</th>
            </tr>
          </thead>
          <tbody>
            {distribution.map((bin) => (
              <tr key={bin.from}>
                <td>{range(bin)}</td>
                <td>
                  {bin.tasks > 0 ? <Link href={tasksHref(project, similarityRange(bin))}>{bin.tasks}</Link> : bin.tasks}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}

/** The bin as a filter: bins are half open, but for the last, and the filter takes both ends. */
function similarityRange(bin: { from: number; to: number }) {
  return { minSimilarity: bin.from, maxSimilarity: bin.to >= 1 ? 1 : Number((bin.to - 1e-6).toFixed(6)) }
}
