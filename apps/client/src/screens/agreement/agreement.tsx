// Agreement: how far people agree in a project: coefficients with interval, n and formula; per label; per person; in time.
import type { AgreementReport } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { Scale } from 'lucide-react'
import { useFetched } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { Fetched } from '../../problems/problem-view.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { EmptyState, Skeleton } from '../../ui/state.tsx'
import { Annotators } from './annotators.tsx'
import { ConfusionCharts } from './confusion.tsx'
import { DistributionChart } from './distribution.tsx'
import { FigureTile } from './figure-tile.tsx'
import { Labels } from './labels.tsx'
import { MatchedChart } from './matched.tsx'
import { OverTimeCharts } from './over-time.tsx'
import './agreement.css'

export interface AgreementProps {
  readonly project: Project
}

/** Milliseconds between two looks while a newer report is being computed. */
const LOOK_AGAIN = 3_000

/** The agreement part of a project's pages. */
export function Agreement({ project }: AgreementProps) {
  const asked = { params: { project: project.id } }
  const first = useFetched('agreement.get', asked)
  const stale = first.data?.stale ?? false
  useFetched('agreement.get', asked, { enabled: stale, every: stale ? LOOK_AGAIN : false })
  return (
    <Fetched of={first} loading={<Loading />}>
      {(report) => <Report project={project} report={report} />}
    </Fetched>
  )
}

function Loading() {
  return (
    <div className="agreement">
      <Skeleton height={20} width="50%" />
      <Skeleton height={210} />
      <Skeleton height={260} />
    </div>
  )
}

interface ReportProps extends AgreementProps {
  readonly report: AgreementReport
}

function Report({ project, report }: ReportProps) {
  const { t } = useWords()
  const annotations = report.people.reduce((sum, person) => sum + person.annotations, 0)
  if (annotations === 0) {
    return (
      <EmptyState
        icon={<Scale size={24} />}
        title={t('agreement.empty')}
        action={<ButtonLink href={`/label/${project.id}`}>{t('agreement.emptyAction')}</ButtonLink>}
      >
        {t('agreement.emptyNext')}
      </EmptyState>
    )
  }
  return (
    <div className="agreement">
      <Basis report={report} annotations={annotations} />
      {report.shared === 0 ? (
        <Notice tone="info" title={t('agreement.noneShared')}>
          {t('agreement.noneSharedNext', { overlap: project.overlap })}
        </Notice>
      ) : null}
      {project.questions.map((question) => {
        const figures = report.figures.filter((figure) => figure.question === question.id)
        if (figures.length === 0) return null
        return (
          <section key={question.id} className="agreement-part" aria-labelledby={`agreement-${question.id}`}>
            <h2 id={`agreement-${question.id}`}>{question.title}</h2>
            <div className="agreement-figures">
              {figures.map((figure) => (
                <FigureTile key={figure.measure} figure={figure} project={project.id} />
              ))}
            </div>
            {report.matched
              ?.filter((matched) => matched.question === question.id && matched.pairs > 0)
              .map((matched) => (
                <MatchedChart key={matched.question} matched={matched} />
              ))}
          </section>
        )
      })}
      {report.shared > 0 ? (
        <div className="agreement-pair">
          <DistributionChart project={project.id} report={report} />
          <OverTimeCharts report={report} />
        </div>
      ) : null}
      <Labels project={project} report={report} />
      <Annotators project={project} report={report} />
      <ConfusionCharts project={project} report={report} />
    </div>
  )
}

/** What all numbers stand on, and how old they are. */
function Basis({ report, annotations }: { readonly report: AgreementReport; readonly annotations: number }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const simulated = report.people.filter((person) => person.simulated).length
  return (
    <p className="agreement-basis muted">
      <span>
        {t('agreement.basis', {
          count: report.shared,
          shared: number.format(report.shared),
          annotations: number.format(annotations),
          people: report.people.length,
        })}
      </span>
      {simulated > 0 ? <span>{t('agreement.simulatedPeople', { count: simulated })}</span> : null}
      <span>
        {report.stale ? (
          t('agreement.computing')
        ) : (
          <>
            {t('agreement.computed')} <RelativeTime at={report.computedAt} />
          </>
        )}
      </span>
    </p>
  )
}
