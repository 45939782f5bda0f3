// The agreement report: kept until something new comes in, then computed anew in a thread while the old one is shown.
import type { AgreementReport } from '@etabli/protocol'
import type { Millis, ProjectId } from '@etabli/schema'
import type { Deps } from '../../deps.ts'
import { computeReport } from '../../jobs/compute-report.ts'
import { Problem } from '../../problem.ts'
import { getProject } from '../projects/index.ts'
import { annotatorsOf, findReport, reportRows, saveReport } from './store.ts'

export interface Agreement {
  /** The project's report: at once where there is one, though it may be stale, else when it is computed. */
  report(project: ProjectId): Promise<AgreementReport>
  /** Waits for reports that are being computed. */
  idle(): Promise<void>
}

/** Reports of one server; a project's is computed once at a time, however many ask. */
export function agreementReports(deps: Deps): Agreement {
  const running = new Map<ProjectId, Promise<void>>()

  function refresh(project: ProjectId): Promise<void> {
    const now = running.get(project)
    if (now !== undefined) return now
    const started = compute(deps, project).finally(() => running.delete(project))
    running.set(project, started)
    return started
  }

  return {
    async report(project) {
      let stored = await findReport(deps, project)
      if (!stored) {
        await refresh(project)
        stored = await findReport(deps, project)
      } else if (stored.stale) {
        refresh(project).catch((error: unknown) =>
          deps.log.error({ event: 'agreement.failed', project, err: error }, 'the agreement report failed'),
        )
      }
      if (!stored) throw new Problem('server.fault')
      const { figures, computedAt, stale } = stored
      return { ...figures, people: await annotatorsOf(deps, project), computedAt: computedAt as Millis, stale }
    },
    async idle() {
      await Promise.allSettled(running.values())
    },
  }
}

async function compute(deps: Deps, projectId: ProjectId): Promise<void> {
  const project = await getProject(deps.db, projectId)
  const since = deps.clock.now()
  const figures = await computeReport(project.questions, reportRows(deps, projectId))
  await deps.transact((tx) => saveReport(tx, projectId, figures, since))
  deps.log.info({ event: 'agreement.computed', project: projectId, shared: figures.shared }, 'agreement was computed')
}
