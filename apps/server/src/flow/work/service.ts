// One's own work: in sum, in pages, and as a file.
import type { WorkSummary } from '@etabli/protocol'
import { limits, type PersonId } from '@etabli/schema'
import { csvLine } from '../../csv.ts'
import type { Deps } from '../../deps.ts'
import { payDue } from './pay.ts'
import { workByDay, workByProject, workPage } from './store.ts'

/** What the person did, how long, and what it earned. */
export async function workSummary(deps: Pick<Deps, 'db'>, person: PersonId): Promise<WorkSummary> {
  const projects = await workByProject(deps, person)
  const pay = new Map<string, number>()
  for (const { pay: terms, annotations, activeMs } of projects) {
    const due = payDue(terms, annotations, activeMs)
    if (due) pay.set(due.currency, (pay.get(due.currency) ?? 0) + due.minor)
  }
  const sum = (of: (project: (typeof projects)[number]) => number) => projects.reduce((total, p) => total + of(p), 0)
  return {
    annotations: sum((p) => p.annotations),
    activeMs: sum((p) => p.activeMs),
    returned: sum((p) => p.returned),
    reviewed: sum((p) => p.reviewed),
    pay: [...pay].map(([currency, minor]) => ({ currency, minor })),
    days: await workByDay(deps, person),
    projects: projects.map(({ project, name, annotations, activeMs, pay: terms }) => ({
      project,
      name,
      annotations,
      activeMs,
      pay: terms,
    })),
  }
}

/** All of the person's work as lines of CSV, newest first, heading first. */
export async function* workFile(deps: Pick<Deps, 'db'>, person: PersonId): AsyncGenerator<string> {
  yield csvLine([
    'submitted_at',
    'project',
    'task',
    'annotation',
    'active_seconds',
    'surplus',
    'verdict',
    'category',
    'reason',
    'verdict_at',
    'pay_minor',
    'currency',
  ])
  let cursor: string | undefined
  do {
    const page = await workPage(deps, person, { cursor, count: limits.pageSize })
    for (const row of page.rows) {
      yield csvLine([
        iso(row.submittedAt),
        row.projectName,
        row.taskName,
        row.annotation,
        row.activeMs / 1_000,
        row.surplus ? 'yes' : 'no',
        row.verdict,
        row.category,
        row.reason,
        row.verdictAt === null ? null : iso(row.verdictAt),
        row.pay?.minor,
        row.pay?.currency,
      ])
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

function iso(millis: number): string {
  return new Date(millis).toISOString()
}
