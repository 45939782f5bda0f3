// Report: what an import holds: what is good, known or bad and why; then landing it.
import type { ImportReport } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { refresh, useSending } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { ProblemNotice } from '../../../problems/problem-view.tsx'
import { api } from '../../../transport/api.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Progress } from '../../../ui/meter.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Landing } from './landing.tsx'
import { Issues, Samples } from './report-tables.tsx'

export interface ReportProps {
  readonly project: Project
  readonly report: ImportReport
  readonly onAgain: () => void
}

export function Report({ project, report, onAgain }: ReportProps) {
  const { t } = useWords()
  const { state } = report
  useRefreshOnce(state === 'landed')
  if (state === 'reading' || state === 'landing') return <Under report={report} />
  if (state === 'landed') return <Landed project={project} report={report} onAgain={onAgain} />
  return (
    <div className="imports">
      <Verdict report={report} />
      {report.read > 0 ? <Counts report={report} /> : null}
      {state === 'ready' ? (
        <Landing report={report} onAgain={onAgain} />
      ) : (
        <div className="row">
          <Button variant="primary" onPress={onAgain}>
            {t('imports.again')}
          </Button>
        </div>
      )}
      <Issues report={report} />
      <Samples report={report} />
    </div>
  )
}

/** What landed changes the project's numbers: they are read again. */
function useRefreshOnce(landed: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (landed) void refresh(client, ['projects.get', 'projects.list', 'tasks.list'])
  }, [landed, client])
}

function Under({ report }: { readonly report: ImportReport }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const { read, total, good, state } = report
  const landing = state === 'landing'
  const cancelling = useSending('imports.discard', { touches: ['imports.get'] })
  return (
    <section className="card project-panel">
      <Progress
        label={landing ? t('imports.landing', { count: good }) : t('imports.reading')}
        value={landing ? null : total === null ? null : read}
        max={total ?? 1}
        words={
          landing
            ? ''
            : total === null
              ? t('imports.readSoFar', { count: read, read: number.format(read) })
              : `${number.format(read)} / ${number.format(total)}`
        }
      />
      {landing ? (
        <p className="muted">{t('imports.whole')}</p>
      ) : (
        <div className="row">
          <Button isPending={cancelling.isPending} onPress={() => cancelling.mutate({ params: { import: report.id } })}>
            {t('ui.cancel')}
          </Button>
          <span className="muted">{t('imports.nothingYet')}</span>
        </div>
      )}
      <ProblemNotice error={cancelling.error} />
    </section>
  )
}

function Verdict({ report }: { readonly report: ImportReport }) {
  const { t } = useWords()
  const { state, good, known, bad } = report
  if (state === 'discarded') return <Notice tone="info" title={t('imports.verdicts.discarded')} />
  if (state === 'failed') {
    return (
      <Notice tone="danger" title={t('imports.verdicts.failed')}>
        {t('imports.verdicts.failedNext')}
      </Notice>
    )
  }
  if (state === 'refused') {
    return (
      <Notice tone="danger" title={t('imports.verdicts.refused')}>
        {t('imports.verdicts.refusedNext')}
      </Notice>
    )
  }
  if (good === 0 && bad === 0 && known > 0) return <Notice tone="info" title={t('imports.verdicts.allKnown')} />
  if (good === 0) {
    return (
      <Notice tone="danger" title={t('imports.verdicts.nothing')}>
        {t('imports.verdicts.refusedNext')}
      </Notice>
    )
  }
  if (bad > 0) {
    return (
      <Notice tone="warn" title={t('imports.verdicts.someBad', { count: bad })}>
        {t('imports.verdicts.someBadNext')}
      </Notice>
    )
  }
  return (
    <Notice tone="ok" title={t('imports.verdicts.good')}>
      {t('imports.verdicts.goodNext')}
    </Notice>
  )
}

function Counts({ report }: { readonly report: ImportReport }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const shown = ['good', 'known', 'bad', 'marks'] as const
  return (
    <dl className="imports-counts card">
      {shown.map((name) => (
        <div key={name} data-name={name} data-none={report[name] === 0}>
          <dt className="muted">{t(`imports.counts.${name}`)}</dt>
          <dd className="tabular">{number.format(report[name])}</dd>
          <dd className="muted imports-counts-hint">{t(`imports.counts.${name}Hint`)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Landed({ project, report, onAgain }: ReportProps) {
  const { t } = useWords()
  return (
    <div className="imports">
      <section className="card project-panel">
        <h2>{t('imports.landed', { count: report.good })}</h2>
        <p className="muted">
          {[
            report.known > 0 ? t('imports.landedKnown', { count: report.known }) : '',
            report.bad > 0 ? t('imports.landedBad', { count: report.bad }) : '',
          ]
            .filter(Boolean)
            .join(' ') || t('imports.landedAll')}
        </p>
        <div className="row imports-actions">
          <ButtonLink href={`/projects/${project.id}`} variant="primary">
            {t('imports.toOverview')}
          </ButtonLink>
          <ButtonLink href={`/projects/${project.id}/tasks`}>{t('imports.toTasks')}</ButtonLink>
          <Button variant="quiet" onPress={onAgain}>
            {t('imports.more')}
          </Button>
          {report.bad > 0 ? (
            <ButtonLink href={api.url('imports.bad', { import: report.id })} download variant="quiet">
              {t('imports.downloadBad')}
            </ButtonLink>
          ) : null}
        </div>
      </section>
      <Issues report={report} />
    </div>
  )
}
