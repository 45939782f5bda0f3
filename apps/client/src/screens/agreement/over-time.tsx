// OverTimeCharts: annotations a day, and how alike they were: two charts, one axis each.
import type { AgreementReport } from '@etabli/protocol'
import { useCallback } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { Chart, type ChartProps } from '../../ui/chart.tsx'
import { dayWords, everyNth, ticksFor } from './days.ts'

export function OverTimeCharts({ report }: { readonly report: AgreementReport }) {
  const { t, language } = useWords()
  const { overTime } = report
  const counts = useCallback<ChartProps['draw']>(
    (plot, width) => {
      const days = overTime.map((row) => ({ ...row, date: new Date(`${row.day}T00:00:00Z`) }))
      // Numbers above bars narrower than they are would lie over each other; the table has them.
      const fits = (width - 64) / days.length >= 30
      const similar = fits ? days.filter((row) => row.similarity !== null) : []
      const two = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
      const domain = days.map((row) => row.day)
      const x = {
        type: 'band' as const,
        domain,
        label: t('agreement.day'),
        labelAnchor: 'center' as const,
        labelArrow: 'none' as const,
        ticks: everyNth(domain, 6),
        tickFormat: (day: string) => dayWords(day, language),
        padding: 0.2,
      }
      return {
        marginLeft: 44,
        marginBottom: 40,
        insetTop: 14,
        x,
        y: {
          label: t('agreement.annotations'),
          labelArrow: 'none',
          grid: true,
          ticks: ticksFor(days.map((row) => row.annotations)),
        },
        marks: [
          plot.barY(days, {
            x: 'day',
            y: 'annotations',
            fill: 'var(--accent)',
            title: (row: (typeof days)[number]) =>
              `${dayWords(row.day, language)}\n${t('agreement.annotationCount', { count: row.annotations })}`,
          }),
          plot.text(similar, {
            x: 'day',
            y: 'annotations',
            text: (row: (typeof similar)[number]) => two.format(row.similarity ?? 0),
            dy: -8,
            fill: 'var(--ink-1)',
            title: () => t('agreement.meanSimilarity'),
          }),
          plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      }
    },
    [overTime, t, language],
  )
  return (
    <Chart
      title={t('agreement.overTime')}
      description={t('agreement.overTimeWords')}
      height={240}
      draw={counts}
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t('agreement.day')}</th>
              <th scope="col">{t('agreement.annotations')}</th>
              <th scope="col">{t('agreement.meanSimilarity')}</th>
            </tr>
          </thead>
          <tbody>
            {overTime.map((row) => (
              <tr key={row.day}>
                <td>{dayWords(row.day, language)}</td>
                <td>{row.annotations}</td>
                <td>{row.similarity === null ? '–' : row.similarity.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
