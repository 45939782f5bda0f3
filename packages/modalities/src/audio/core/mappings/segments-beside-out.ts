// Segments in a file beside each recording: SRT, WebVTT, Audacity labels, and tiers for TextGrid and ELAN.
import { audacityLine, type ElanTier, elan, filledTier, srtCue, textGrid, VTT_HEAD, vttCue } from '@etabli/formats'
import { lanesOf } from '../segments/lanes.ts'
import { nameOf } from './audio-files.ts'
import { gridBounds } from './beside-out.ts'
import { type CutSegment, segmentsBeside } from './segments-out.ts'

export const srtSegments = segmentsBeside('.srt', { text: 'needed', speaker: false }, ({ segments }) =>
  segments.map(({ start, end, text }, index) => srtCue({ start, end, text }, index + 1)),
)

/** Cues are named by the segments' ids. */
export const webvttSegments = segmentsBeside('.vtt', { text: 'held', speaker: true }, ({ segments }) => [
  VTT_HEAD,
  ...segments.map(({ id, start, end, speaker, text }) => vttCue({ id, start, end, speaker, text })),
])

/** A label is the text. */
export const audacitySegments = segmentsBeside('.txt', { text: 'needed', speaker: false }, ({ segments }) =>
  segments.map(({ start, end, text }) => audacityLine({ start, end, text })),
)

/** The tier of segments of nobody. */
export const NOBODY = 'segments'
const ANOTHER = /\s#\d+$/u

/** The speaker of a tier's name. */
export function speakerOfTier(name: string): string | null {
  const speaker = name.replace(ANOTHER, '')
  return speaker === NOBODY ? null : speaker
}

interface Tier {
  readonly name: string
  readonly speaker: string | null
  readonly segments: readonly CutSegment[]
}

/** A tier for each speaker, and another for each time that one's segments overlap. */
function tiersOf(segments: readonly CutSegment[]): Tier[] {
  const tiers: Tier[] = []
  for (const [speaker, own] of Map.groupBy(segments, (segment) => segment.speaker)) {
    const lanes = lanesOf(own)
    for (const [lane, within] of Map.groupBy(own, (_, index) => lanes[index] ?? 0)) {
      const name = `${speaker ?? NOBODY}${lane === 0 ? '' : ` #${lane + 1}`}`
      tiers.push({ name, speaker, segments: within })
    }
  }
  return tiers.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** What an interval says: an empty one would be none, so that one without text has its tier's name. */
const said = ({ name }: Tier, { text }: CutSegment): string => (text === '' ? name : text)

export const textGridSegments = segmentsBeside(
  '.TextGrid',
  { text: 'held', speaker: true },
  ({ duration, segments }) => {
    const bounds = gridBounds(duration, segments)
    const tiers = tiersOf(segments).map((tier) =>
      filledTier(
        tier.name,
        tier.segments.map((segment) => ({ start: segment.start, end: segment.end, text: said(tier, segment) })),
        bounds,
      ),
    )
    return textGrid.write({ ...bounds, tiers: tiers.length > 0 ? tiers : [filledTier(NOBODY, [], bounds)] })
  },
)

export const elanSegments = segmentsBeside('.eaf', { text: 'held', speaker: true }, ({ file, mime, segments }) => {
  const tiers = tiersOf(segments).map(
    (tier): ElanTier => ({
      id: tier.name,
      participant: tier.speaker,
      annotations: tier.segments.map((segment) => ({
        start: segment.start,
        end: segment.end,
        text: said(tier, segment),
      })),
    }),
  )
  return elan.write({ media: { path: nameOf(file), mime }, tiers })
})
