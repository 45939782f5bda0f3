// ConfusionCharts: which labels people take for which others: how often one chose the row's where another chose the column's.
import type { AgreementReport } from '@etabli/protocol'
import type { LabelId, Project, Question } from '@etabli/schema'
import { useCallback, useMemo } from 'react'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { basePath } from '../../transport/api.ts'
import { Chart, type ChartProps } from '../../ui/chart.tsx'
import { tasksHref } from './tasks-href.ts'

export function ConfusionCharts({ project, report }: { readonly project: Project; readonly report: AgreementReport }) {
  const { t } = useWords()
  const questions = project.questions.filter((q) => report.confusion.some((cell) => cell.question === q.id))
  if (questions.length === 0) return null
  return (
    <section className="agreement-pair" aria-label={t('agreement.confusion')}>
      {questions.map((question) => (
        <ConfusionChart key={question.id} project={project} question={question} report={report} />
      ))}
    </section>
  )
}

interface ConfusionChartProps {
  readonly project: Project
  readonly question: Question
  readonly report: AgreementReport
}

/** Labels beyond this many make the cells too small to read; the most used are shown, and the table says so. */
const MOST = 16

function ConfusionChart({ project, question, report }: ConfusionChartProps) {
  const { t } = useWords()
  const cells = useMemo(() => cellsOf(question, report), [question, report])
  const names = useMemo(() => [...new Set(cells.map((cell) => cell.a))], [cells])
  const nameOf = useCallback(
    (id: string) => question.labels.find((label) => label.id === id)?.name ?? id,
    [question.labels],
  )
  const words = useCallback(
    (cell: Cell) => t('agreement.confused', { a: nameOf(cell.a), b: nameOf(cell.b), count: cell.count }),
    [t, nameOf],
  )
  const draw = useCallback<ChartProps['draw']>(
    (plot, width) => {
      const margin = Math.min(140, Math.max(96, width * 0.22))
      const fits = Math.floor((width - margin) / names.length / 6.5)
      const short = (id: string, most: number) =>
        nameOf(id).length > most ? `${nameOf(id).slice(0, most - 1)}…` : nameOf(id)
      return {
        marginLeft: margin,
        marginTop: 8,
        marginBottom: 44,
        marginRight: 0,
        padding: 0,
        width: Math.min(width, margin + names.length * 96),
        x: {
          domain: names,
          label: t('agreement.another'),
          labelAnchor: 'center',
          labelArrow: 'none',
          tickSize: 0,
          tickFormat: (id: string) => short(id, Math.max(3, fits)),
        },
        y: {
          domain: names,
          label: t('agreement.one'),
          labelArrow: 'none',
          tickSize: 0,
          tickFormat: (id: string) => short(id, Math.floor((margin - 28) / 7)),
        },
        color: { type: 'linear', domain: [0, 1] },
        marks: [
          plot.cell(cells, {
            x: 'b',
            y: 'a',
            inset: 1,
            rx: 3,
            fill: (cell: Cell) => (cell.a === cell.b ? 'var(--ok)' : 'var(--danger)'),
            fillOpacity: (cell: Cell) => 0.06 + 0.5 * cell.share,
            href: (cell: Cell) => basePath() + tasksHref(project.id, { label: cell.a }),
            title: words,
          }),
          plot.text(cells, {
            x: 'b',
            y: 'a',
            text: (cell: Cell) => (cell.count === 0 ? '' : String(cell.count)),
            fill: 'var(--ink-1)',
            pointerEvents: 'none',
          }),
        ],
      }
    },
    [cells, names, nameOf, words, project.id, t],
  )
  return (
    <Chart
      title={t('agreement.confusionOf', { title: question.title })}
      description={t('agreement.confusionWords')}
      height={52 + 32 * names.length}
      draw={draw}
      table={
        <table>
          <thead>
            <tr>
              <th scope="col">{t('agreement.one')}</th>
              <th scope="col">{t('agreement.another')}</th>
              <th scope="col">{t('agreement.times')}</th>
            </tr>
          </thead>
          <tbody>
            {cells
              .filter((cell) => cell.count > 0)
              .map((cell) => (
                <tr key={`${cell.a} ${cell.b}`}>
                  <td>{nameOf(cell.a)}</td>
                  <td>{nameOf(cell.b)}</td>
                  <td>
                    <Link href={tasksHref(project.id, { label: cell.a })}>{cell.count}</Link>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      }
    />
  )
}

interface Cell {
  readonly a: LabelId
  readonly b: LabelId
  readonly count: number
  /** Of the row, in [0, 1]: how dark the cell is. */
  readonly share: number
}

/** Every pair of the labels shown, absent pairs as 0, so that the square is whole. */
function cellsOf(question: Question, report: AgreementReport): Cell[] {
  const counted = report.confusion.filter((cell) => cell.question === question.id)
  const rows = new Map<LabelId, number>()
  for (const cell of counted) rows.set(cell.a, (rows.get(cell.a) ?? 0) + cell.count)
  const ids = question.labels
    .map((label) => label.id)
    .filter((id) => rows.has(id))
    .toSorted((a, b) => (rows.get(b) ?? 0) - (rows.get(a) ?? 0))
    .slice(0, MOST)
  const shown = question.labels.map((label) => label.id).filter((id) => ids.includes(id))
  return shown.flatMap((a) =>
    shown.map((b) => {
      const count = counted.find((cell) => cell.a === a && cell.b === b)?.count ?? 0
      return { a, b, count, share: count / Math.max(1, rows.get(a) ?? 0) }
    }),
  )
}
