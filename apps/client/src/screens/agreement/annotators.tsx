// Annotators: each person against what the others say together; never against themself.
import type { AgreementReport } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { useState } from 'react'
import { Link } from 'wouter'
import { useWords } from '../../hooks/use-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { duration } from '../../ui/relative-time.tsx'
import { type Column, type Sort, Table } from '../../ui/table.tsx'
import { FigureCell } from './figure-cell.tsx'
import { measureWords } from './measure.ts'
import { tasksHref } from './tasks-href.ts'

type Row = AgreementReport['people'][number]

export function Annotators({ project, report }: { readonly project: Project; readonly report: AgreementReport }) {
  const { t, language } = useWords()
  const [sort, setSort] = useState<Sort>({ column: 'annotations', descending: true })
  const questions = project.questions.filter((q) => report.perAnnotator.some((figure) => figure.question === q.id))
  const figureOf = (row: Row, question: string) =>
    report.perAnnotator.find((figure) => figure.question === question && figure.about === row.person)
  const columns: Column<Row>[] = [
    {
      id: 'name',
      title: t('agreement.person'),
      grow: true,
      sortable: true,
      cell: (row) => (
        <span className="agreement-name">
          <Link href={tasksHref(project.id, { person: row.person })}>{row.name}</Link>
          {row.simulated ? <Badge>{t('agreement.simulated')}</Badge> : null}
        </span>
      ),
    },
    {
      id: 'annotations',
      title: t('agreement.annotations'),
      align: 'end',
      sortable: true,
      cell: (row) => (
        <Link href={tasksHref(project.id, { person: row.person })}>
          {new Intl.NumberFormat(language).format(row.annotations)}
        </Link>
      ),
    },
    {
      id: 'time',
      title: t('agreement.time'),
      align: 'end',
      sortable: true,
      secondary: true,
      cell: (row) => <span className="agreement-nowrap">{duration(row.activeMs)}</span>,
    },
    {
      id: 'each',
      title: t('agreement.timeEach'),
      align: 'end',
      sortable: true,
      secondary: true,
      cell: (row) => (
        <span className="agreement-nowrap">
          {row.annotations === 0 ? '–' : duration(row.activeMs / row.annotations)}
        </span>
      ),
    },
    ...questions.map(
      (question): Column<Row> => ({
        id: question.id,
        title: questions.length > 1 ? t('agreement.againstIn', { title: question.title }) : t('agreement.against'),
        align: 'end',
        sortable: true,
        cell: (row) => (
          <FigureCell figure={figureOf(row, question.id)} href={tasksHref(project.id, { person: row.person })} />
        ),
      }),
    ),
  ]
  const value = (row: Row): number | string => {
    switch (sort.column) {
      case 'name':
        return row.name
      case 'annotations':
        return row.annotations
      case 'time':
        return row.activeMs
      case 'each':
        return row.annotations === 0 ? 0 : row.activeMs / row.annotations
      default:
        // People without a figure come last, whichever way is sorted.
        return figureOf(row, sort.column)?.value ?? (sort.descending ? -1 : 2)
    }
  }
  const rows = report.people.toSorted((a, b) => compare(value(a), value(b), language) * (sort.descending ? -1 : 1))
  return (
    <section className="agreement-part" aria-labelledby="agreement-people">
      <h2 id="agreement-people">{t('agreement.perPerson')}</h2>
      <p className="muted agreement-lead">
        {measureWords('similarity-to-others', t)} {t('agreement.inCells')}
      </p>
      <Table
        label={t('agreement.perPerson')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.person}
        sort={sort}
        onSort={setSort}
      />
    </section>
  )
}

function compare(a: number | string, b: number | string, language: string): number {
  return typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b), language) : a - b
}
