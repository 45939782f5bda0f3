// The tables of an import's report: bad rows with their places, and the first tasks as they would land.
import type { ImportReport, ProblemIssue } from '@etabli/protocol'
import { useWords } from '../../../hooks/use-words.ts'
import { sayReason } from '../../../problems/problem.ts'
import { type Column, Table } from '../../../ui/table.tsx'

export function Issues({ report }: { readonly report: ImportReport }) {
  const { t, language } = useWords()
  const { issues, issueCount } = report
  if (issueCount === 0) return null
  const rows = issues.slice(0, 200).map((issue, index) => ({ issue, id: String(index) }))
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { id: 'place', title: t('imports.place'), cell: ({ issue }) => <code>{placeOf(issue)}</code> },
    { id: 'why', title: t('imports.why'), grow: true, cell: ({ issue }) => sayReason(issue, t) },
  ]
  return (
    <section className="stack imports-table">
      <div className="project-panel-head">
        <h2>{t('imports.issues', { count: issueCount })}</h2>
        {rows.length < issueCount ? (
          <span className="muted">
            {t('imports.firstOf', { shown: rows.length, count: issueCount, all: format(issueCount, language) })}
          </span>
        ) : null}
      </div>
      <Table label={t('imports.issues', { count: issueCount })} columns={columns} rows={rows} rowKey={({ id }) => id} />
    </section>
  )
}

const format = (value: number, language: string) => new Intl.NumberFormat(language).format(value)

/** `file:line:field`, as far as known. */
export function placeOf({ file, line, path }: ProblemIssue): string {
  return [file ?? '', line ?? '', path ?? ''].filter((part) => part !== '').join(':') || '–'
}

type Sample = ImportReport['sample'][number]

export function Samples({ report }: { readonly report: ImportReport }) {
  const { t } = useWords()
  if (report.sample.length === 0) return null
  const fields = [...new Set(report.sample.flatMap((row) => Object.keys(row.fields)))].slice(0, 4)
  // Rows of a table have no medium: their first field stands in its place.
  const hasMedia = report.sample.some((row) => row.media !== '')
  const media: Column<Sample> = {
    id: 'media',
    title: t('imports.content'),
    grow: true,
    cell: (row) => <span className="imports-clip">{row.media}</span>,
  }
  const columns: readonly Column<Sample>[] = [
    { id: 'name', title: t('imports.name'), cell: (row) => <span className="imports-clip">{row.name}</span> },
    ...(hasMedia ? [media] : []),
    ...fields.map((field, index) => ({
      id: `field-${field}`,
      title: field,
      ...(hasMedia || index > 0 ? { secondary: true } : { grow: true }),
      cell: (row: Sample) => <span className="imports-clip">{row.fields[field] ?? ''}</span>,
    })),
    { id: 'marks', title: t('imports.counts.marks'), align: 'end', cell: (row) => row.marks },
  ]
  return (
    <section className="stack imports-table">
      <h2>{t('imports.sample')}</h2>
      <Table label={t('imports.sample')} columns={columns} rows={report.sample} rowKey={(row) => row.name} />
    </section>
  )
}
