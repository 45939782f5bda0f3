// Earnings: pay due by currency, and what an hour of that work came to.
import type { WorkSummary } from '@etabli/protocol'

export interface Earning {
  /** ISO 4217. */
  readonly currency: string
  /** Minor units. */
  readonly minor: number
  /** Minor units an hour of active time in the projects paid in that currency; null where no time was counted. */
  readonly hourly: number | null
  /** Annotations in those projects. */
  readonly annotations: number
}

/** One row a currency; hours are those of the projects that pay in it, unpaid ones left aside. */
export function earnings(summary: Pick<WorkSummary, 'pay' | 'projects'>): Earning[] {
  return summary.pay.map(({ currency, minor }) => {
    const paid = summary.projects.filter((project) => project.pay?.currency === currency)
    const millis = paid.reduce((sum, project) => sum + project.activeMs, 0)
    return {
      currency,
      minor,
      hourly: millis > 0 ? minor / (millis / 3_600_000) : null,
      annotations: paid.reduce((sum, project) => sum + project.annotations, 0),
    }
  })
}
