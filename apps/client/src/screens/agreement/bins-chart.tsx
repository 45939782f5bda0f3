// BinsChart: how many fall into each tenth of 0 to 1, as bars and as a table; a bar may lead to what it counts.
import { type ReactNode, useCallback } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { Chart, type ChartProps } from '../../ui/chart.tsx'
import { ticksFor } from './days.ts'

export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

interface BinsChartProps {
  readonly title: string
  readonly description: string
  readonly bins: readonly Bin[]
  /** What lies between 0 and 1. */
  readonly axis: string
  /** What is counted. */
  readonly counted: string
  readonly href?: (bin: Bin) => string
  /** The count in the table, where it is more than a number. */
  readonly cell?: (bin: Bin) => ReactNode
}

export function BinsChart({ title, description, bins, axis, counted, href, cell }: BinsChartProps) {
  const { t, language } = useWords()
  const range = useCallback(
    ({ from, to }: Bin) => {
      const format = new Intl.NumberFormat(language, { minimumFractionDigits: 1 })
      return t('agreement.range', { from: format.format(from), to: format.format(to) })
    },
    [t, language],
  )
  const draw = useCallback<ChartProps['draw']>(
    (plot) => {
      const filled = bins.filter(({ count }) => count > 0)
      return {
        marginLeft: 44,
        marginBottom: 40,
        insetTop: 14,
        x: {
          domain: [0, 1],
          label: axis,
          labelAnchor: 'center',
          labelArrow: 'none',
          ticks: 10,
          tickFormat: (value: number) => new Intl.NumberFormat(language).format(value),
        },
        y: { label: counted, labelArrow: 'none', grid: true, ticks: ticksFor(filled.map(({ count }) => count)) },
        marks: [
          plot.rectY(filled, {
            x1: 'from',
            x2: 'to',
            y: 'count',
            inset: 1,
            fill: 'var(--accent)',
            title: (bin: Bin) => `${range(bin)}\n${counted}: ${bin.count}`,
            ...(href ? { href } : {}),
          }),
          plot.text(filled, {
            x: (bin: Bin) => (bin.from + bin.to) / 2,
            y: 'count',
            text: 'count',
            dy: -8,
            fill: 'var(--ink-1)',
            pointerEvents: 'none',
          }),
          plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      }
    },
    [bins, axis, counted, href, range, language],
  )
  return (
    <Chart
      title={title}
      description={description}
      height={240}
      draw={draw}
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{axis}</th>
              <th scope="col">{counted}</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <td>{range(bin)}</td>
                <td>{cell && bin.count > 0 ? cell(bin) : bin.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
