// Which flags hold for a listener: all, but while they are at work on the task their own, and those raised since they began.
import { beepedSamples, type SampleRange } from '@etabli/modalities'
import type { FlagRow } from './store.ts'

export interface Listener {
  readonly person: string
  /** When their work on the task began; null for whoever only looks. */
  readonly since: number | null
}

/** Whoever has no part in the work: exports, and reviewers. */
export const ANYONE: Listener = { person: '', since: null }

export function mutedFor(flags: readonly FlagRow[], { person, since }: Listener): FlagRow[] {
  if (since === null) return [...flags]
  return flags.filter((flag) => flag.person !== person && flag.flagged_at <= since)
}

/** The samples of these flags of one recording that become a tone. */
export function samplesOf(flags: readonly FlagRow[]): SampleRange[] {
  const first = flags[0]
  if (!first) return []
  return beepedSamples(
    flags.map(({ start_s: start, end_s: end }) => ({ start, end })),
    { sampleRate: first.sample_rate, duration: first.duration },
  )
}
