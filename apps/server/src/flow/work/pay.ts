// What work earns: pure arithmetic over a project's pay.
import type { Pay } from '@etabli/schema'

const HOUR = 3_600_000

/**
 * Pay due for annotations, in minor units; null where the work is unpaid. Per task, what a correction replaced is paid
 * once; per hour, all active time counts, that of what was replaced included.
 * @param counted annotations that nothing replaced
 * @param activeMs of all
 */
export function payDue(pay: Pay | null, counted: number, activeMs: number): { minor: number; currency: string } | null {
  if (!pay) return null
  const minor = pay.per === 'task' ? pay.minor * counted : (pay.minor * activeMs) / HOUR
  return { minor, currency: pay.currency }
}
