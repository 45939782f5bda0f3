// Personal data in recordings, as an export has it: the copy with a tone for the recording, and the count of what was beeped.
import type { AudioMedia, Media } from '@etabli/schema'
import type { BeepedRecording } from '../personal/index.ts'
import type { RawRecord, TaskRecord } from './records.ts'

/** The rows with the copy in place of the recording. @param beeped by the recordings' addresses */
export function withBeeped(
  records: readonly RawRecord[],
  beeped: ReadonlyMap<string, BeepedRecording>,
): readonly RawRecord[] {
  if (beeped.size === 0) return records
  return records.map((raw) => {
    const media = JSON.parse(raw.task.media) as Media
    const found = media.type === 'audio' ? beeped.get(media.blob) : undefined
    if (!found || media.type !== 'audio') return raw
    const { file } = found
    const heard = file && { blob: file.sha256, mime: file.mime, bytes: file.bytes }
    const copy: AudioMedia = { ...media, ...heard, beeped: [...found.beeped] }
    return { ...raw, task: { ...raw.task, media: JSON.stringify(copy) }, ...(file ? {} : { isWithheld: true }) }
  })
}

/** What was beeped in all that goes out. */
export interface BeepedTally {
  readonly recordings: number
  readonly stretches: number
  /** Of tone. */
  readonly seconds: number
  /** Recordings whose sound stays out, since no tone can be put into their codec. */
  readonly withheld: number
}

export const NOTHING_BEEPED: BeepedTally = { recordings: 0, stretches: 0, seconds: 0, withheld: 0 }

export function countBeeped(tally: BeepedTally, { task: { media }, isWithheld }: TaskRecord): BeepedTally {
  const stretches = media.type === 'audio' ? (media.beeped ?? []) : []
  if (stretches.length === 0) return tally
  return {
    recordings: tally.recordings + 1,
    stretches: tally.stretches + stretches.length,
    seconds: tally.seconds + stretches.reduce((sum, { start, end }) => sum + end - start, 0),
    withheld: tally.withheld + (isWithheld ? 1 : 0),
  }
}

/** What an export's card, warnings and manifest say of it. */
export function beepedWarnings({ recordings, stretches, seconds, withheld }: BeepedTally): string[] {
  if (recordings === 0) return []
  const said = `Personal data: ${stretches} ${stretches === 1 ? 'stretch' : 'stretches'} (${seconds.toFixed(1)} s) in ${recordings} ${recordings === 1 ? 'recording' : 'recordings'} were replaced by a tone; words timed there read [personal]. Words without times, fields and notes were not looked through.`
  if (withheld === 0) return [said]
  return [said, `The sound of ${withheld} of them stays out: no tone can be put into their codec here.`]
}
