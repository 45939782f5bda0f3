// DaysChart: how much I did on each day: annotations, or minutes.
import type { WorkSummary } from '@etabli/protocol'
import { useCallback, useState } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { Chart, type ChartProps } from '../../ui/chart.tsx'
import { duration } from '../../ui/relative-time.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { dayWords, everyNth, ticksFor } from '../agreement/days.ts'

type Unit = 'annotations' | 'minutes'

export function DaysChart({ days }: { readonly days: WorkSummary['days'] }) {
  const { t, language } = useWords()
  const [unit, setUnit] = useState<Unit>('annotations')
  const draw = useCallback<ChartProps['draw']>(
    (plot) => {
      const rows = everyDay(days).map((row) => ({
        ...row,
        value: unit === 'annotations' ? row.annotations : row.activeMs / 60_000,
      }))
      return {
        marginLeft: 44,
        marginBottom: 40,
        x: {
          type: 'band',
          domain: rows.map((row) => row.day),
          label: t('work.day'),
          labelAnchor: 'center',
          labelArrow: 'none',
          ticks: everyNth(
            rows.map((row) => row.day),
            8,
          ),
          tickFormat: (day: string) => dayWords(day, language),
          padding: 0.2,
        },
        y: {
          label: unit === 'annotations' ? t('work.annotations') : t('work.minutes'),
          labelArrow: 'none',
          grid: true,
          ticks: ticksFor(rows.map((row) => row.value)),
        },
        marks: [
          plot.barY(rows, {
            x: 'day',
            y: 'value',
            fill: 'var(--accent)',
            title: (row: (typeof rows)[number]) =>
              `${dayWords(row.day, language)}\n${t('work.annotationCount', { count: row.annotations })}, ${duration(row.activeMs)}`,
          }),
          plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      }
    },
    [days, unit, t, language],
  )
  if (days.length === 0) return null
  return (
    <section className="work-part" aria-labelledby="work-days">
      <div className="work-part-head">
        <h2 id="work-days">{t('work.byDay')}</h2>
        <Segmented
          label={t('work.unit')}
          value={unit}
          onChange={setUnit}
          options={[
            { id: 'annotations', name: t('work.annotations') },
            { id: 'minutes', name: t('work.minutes') },
          ]}
        />
      </div>
      <Chart
        title={unit === 'annotations' ? t('work.annotationsByDay') : t('work.minutesByDay')}
        description={t('work.byDayWords')}
        height={200}
        draw={draw}
        table={
          <table>
            <thead>
              <tr>
                <th scope="col">{t('work.day')}</th>
                <th scope="col">{t('work.annotations')}</th>
                <th scope="col">{t('work.time')}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((row) => (
                <tr key={row.day}>
                  <td>{dayWords(row.day, language)}</td>
                  <td>{row.annotations}</td>
                  <td>{duration(row.activeMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </section>
  )
}

const DAY = 86_400_000
const LONGEST = 92

/** The days between the first and the last too, so that a pause is seen as one; only the last three months. */
function everyDay(days: WorkSummary['days']): { day: string; annotations: number; activeMs: number }[] {
  const sorted = days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return []
  const end = Date.parse(`${last.day}T00:00:00Z`)
  // A week at the least: a single bar as wide as the page says nothing.
  const start = Math.max(Math.min(Date.parse(`${first.day}T00:00:00Z`), end - 6 * DAY), end - (LONGEST - 1) * DAY)
  const byDay = new Map(sorted.map((row) => [row.day, row]))
  return Array.from({ length: Math.round((end - start) / DAY) + 1 }, (_, index) => {
    const day = new Date(start + index * DAY).toISOString().slice(0, 10)
    return byDay.get(day) ?? { day, annotations: 0, activeMs: 0 }
  })
}
