// Labels: agreement on each label of each question.
import type { AgreementReport } from '@etabli/protocol'
import type { Label, Project, Question } from '@etabli/schema'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { LabelDot } from '../../ui/badge.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { FigureCell } from './figure-cell.tsx'
import { measureName } from './measure.ts'
import { tasksHref } from './tasks-href.ts'

export function Labels({ project, report }: { readonly project: Project; readonly report: AgreementReport }) {
  const { t } = useWords()
  const asked = project.questions.filter((question) => report.perLabel.some((f) => f.question === question.id))
  if (asked.length === 0) return null
  return (
    <section className="agreement-part" aria-labelledby="agreement-labels">
      <h2 id="agreement-labels">{t('agreement.perLabel')}</h2>
      <p className="muted agreement-lead">{t('agreement.inCells')}</p>
      {asked.map((question) => (
        <LabelTable key={question.id} project={project} question={question} report={report} many={asked.length > 1} />
      ))}
    </section>
  )
}

interface LabelTableProps {
  readonly project: Project
  readonly question: Question
  readonly report: AgreementReport
  readonly many: boolean
}

function LabelTable({ project, question, report, many }: LabelTableProps) {
  const { t } = useWords()
  const figures = report.perLabel.filter((figure) => figure.question === question.id)
  const measures = [...new Set(figures.map((figure) => figure.measure))]
  const columns: Column<Label>[] = [
    {
      id: 'label',
      title: t('agreement.label'),
      grow: true,
      cell: (label) => (
        <Link className="agreement-name" href={tasksHref(project.id, { label: label.id })}>
          <LabelDot colour={label.colour} />
          {label.name}
        </Link>
      ),
    },
    ...measures.map(
      (measure): Column<Label> => ({
        id: measure,
        title: measureName(measure, t),
        align: 'end',
        cell: (label) => (
          <FigureCell
            figure={figures.find((figure) => figure.measure === measure && figure.about === label.id)}
            href={tasksHref(project.id, { label: label.id })}
          />
        ),
      }),
    ),
  ]
  return (
    <div className="stack" data-tight="">
      {many ? <h3>{question.title}</h3> : null}
      <Table label={question.title} columns={columns} rows={question.labels} rowKey={(label) => label.id} />
    </div>
  )
}
