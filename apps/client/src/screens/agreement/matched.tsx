// MatchedChart: how well the places of marks that mean one object cover each other: the distribution of their IoU.
import type { AgreementReport } from '@etabli/protocol'
import { useCallback } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { Chart, type ChartProps } from '../../ui/chart.tsx'
import { ticksFor } from './days.ts'

type Matched = NonNullable<AgreementReport['matched']>[number]

export function MatchedChart({ matched }: { readonly matched: Matched }) {
  const { t, language } = useWords()
  const range = useCallback(
    ({ from, to }: Matched['bins'][number]) => {
      const format = new Intl.NumberFormat(language, { minimumFractionDigits: 1 })
      return t('agreement.range', { from: format.format(from), to: format.format(to) })
    },
    [t, language],
  )
  const draw = useCallback<ChartProps['draw']>(
    (plot) => {
      const bins = matched.bins.filter(({ pairs }) => pairs > 0)
      return {
        marginLeft: 44,
        marginBottom: 40,
        insetTop: 14,
        x: {
          domain: [0, 1],
          label: t('agreement.matchedAxis'),
          labelAnchor: 'center',
          labelArrow: 'none',
          ticks: 10,
          tickFormat: (value: number) => new Intl.NumberFormat(language).format(value),
        },
        y: {
          label: t('agreement.matchedPairs'),
          labelArrow: 'none',
          grid: true,
          ticks: ticksFor(bins.map(({ pairs }) => pairs)),
        },
        marks: [
          plot.rectY(bins, { x1: 'from', x2: 'to', y: 'pairs', inset: 1, fill: 'var(--accent)', title: range }),
          plot.text(bins, {
            x: (bin: (typeof bins)[number]) => (bin.from + bin.to) / 2,
            y: 'pairs',
            text: 'pairs',
            dy: -8,
            fill: 'var(--ink-1)',
            pointerEvents: 'none',
          }),
          plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      }
    },
    [matched, range, t, language],
  )
  return (
    <Chart
      title={t('agreement.matched')}
      description={t('agreement.matchedWords', { count: matched.pairs })}
      height={220}
      draw={draw}
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t('agreement.matchedAxis')}</th>
              <th scope="col">{t('agreement.matchedPairs')}</th>
            </tr>
          </thead>
          <tbody>
            {matched.bins.map((bin) => (
              <tr key={bin.from}>
                <td>{range(bin)}</td>
                <td>{bin.pairs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
