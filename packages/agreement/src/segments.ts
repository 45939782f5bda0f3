// How far two people's segments of one recording agree: where they cut, and who speaks when.
// Diarisation: NIST, "The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan", section 4 (md-eval).
import { assign, UNASSIGNED } from './assign.ts'
import { setAgreement } from './set-agreement.ts'

/** A stretch of speech; times in seconds. */
export interface SpokenSegment {
  readonly start: number
  readonly end: number
  readonly speaker: string
}

export interface BoundaryAgreement {
  /** Boundaries of both that were matched. */
  readonly matched: number
  readonly ofA: number
  readonly ofB: number
  /** matched / ofA; null where `a` has none. */
  readonly precision: number | null
  readonly recall: number | null
  /** 2 · matched / (ofA + ofB), symmetric; null where both have none. */
  readonly f1: number | null
}

/**
 * Boundaries that both set, no further apart than `collar` seconds, each matched once. A boundary is a time at which a
 * segment starts or ends; several at the same time are one.
 */
export function boundaryAgreement(
  a: readonly Pick<SpokenSegment, 'start' | 'end'>[],
  b: readonly Pick<SpokenSegment, 'start' | 'end'>[],
  collar: number,
): BoundaryAgreement {
  const [left, right] = [boundariesOf(a), boundariesOf(b)]
  const reach = collar + SLACK
  // All so near 1 that one match more always outweighs nearer ones: as many are matched as can be.
  const near = (x: number, y: number): number => {
    const apart = Math.abs(x - y)
    return apart > reach ? 0 : 1 - apart / reach / (left.length + right.length + 1)
  }
  const { matched, precision, recall, f1 } = setAgreement(left, right, near, 0)
  return { matched: matched.length, ofA: left.length, ofB: right.length, precision, recall, f1 }
}

/** Times that differ by less are the same: sums of decimals are not exact. */
const SLACK = 1e-9

function boundariesOf(segments: readonly Pick<SpokenSegment, 'start' | 'end'>[]): number[] {
  return [...new Set(segments.flatMap(({ start, end }) => [start, end]))].sort((x, y) => x - y)
}

export interface DiarisationError {
  /** Seconds of reference speech, each speaker counted: what the rate is of. */
  readonly of: number
  /** Seconds in which fewer speak in the hypothesis than in the reference. */
  readonly missed: number
  /** Seconds in which more speak. */
  readonly falseAlarm: number
  /** Seconds given to the wrong speaker. */
  readonly confusion: number
  /** (missed + falseAlarm + confusion) / of; null where nobody speaks in the reference. */
  readonly rate: number | null
  /** The hypothesis's speaker by the reference's, as matched: the most seconds in common. */
  readonly speakers: Readonly<Record<string, string>>
}

/**
 * Diarisation error of `hypothesis` against `reference`, overlapping speech counted. Speakers are matched one to one so
 * that they have the most time in common. Around every boundary of the reference `collar` seconds on each side are not
 * judged (md-eval's −c). A speaker's own overlapping segments are one.
 */
export function diarisationError(
  reference: readonly SpokenSegment[],
  hypothesis: readonly SpokenSegment[],
  collar = 0,
): DiarisationError {
  const cuts = [
    ...boundariesOf(reference).flatMap((time) => [time - collar, time, time + collar]),
    ...boundariesOf(hypothesis),
  ].toSorted((x, y) => x - y)
  const blind = collar > 0 ? boundariesOf(reference) : []
  const pieces = piecesOf(cuts, blind, collar, reference, hypothesis)
  const speakers = mapSpeakers(pieces)
  const sums = { of: 0, missed: 0, falseAlarm: 0, confusion: 0 }
  for (const { seconds, ref, hyp } of pieces) {
    const right = [...ref].filter((name) => saidBy(hyp, speakers.get(name))).length
    sums.of += seconds * ref.size
    sums.missed += seconds * Math.max(0, ref.size - hyp.size)
    sums.falseAlarm += seconds * Math.max(0, hyp.size - ref.size)
    sums.confusion += seconds * (Math.min(ref.size, hyp.size) - right)
  }
  const rate = sums.of > 0 ? (sums.missed + sums.falseAlarm + sums.confusion) / sums.of : null
  return { ...sums, rate, speakers: Object.fromEntries(speakers) }
}

function saidBy(hyp: ReadonlySet<string>, speaker: string | undefined): boolean {
  return speaker !== undefined && hyp.has(speaker)
}

/** A stretch in which nobody begins or stops speaking. */
interface Piece {
  readonly seconds: number
  readonly ref: ReadonlySet<string>
  readonly hyp: ReadonlySet<string>
}

function piecesOf(
  cuts: readonly number[],
  blind: readonly number[],
  collar: number,
  reference: readonly SpokenSegment[],
  hypothesis: readonly SpokenSegment[],
): Piece[] {
  const refAt = speakingAt(reference)
  const hypAt = speakingAt(hypothesis)
  let next = 0
  return cuts.flatMap((from, index) => {
    const to = cuts[index + 1]
    if (to === undefined || to - from < SLACK) return []
    const middle = (from + to) / 2
    while (next < blind.length && (blind[next] ?? 0) + collar < middle) next += 1
    const unseen = next < blind.length && (blind[next] ?? 0) - collar < middle
    return unseen ? [] : [{ seconds: to - from, ref: refAt(middle), hyp: hypAt(middle) }]
  })
}

/** Who speaks at a time; to be asked for times that never go back. */
function speakingAt(segments: readonly SpokenSegment[]): (time: number) => ReadonlySet<string> {
  const waiting = segments.toSorted((a, b) => a.start - b.start)
  let next = 0
  let open: SpokenSegment[] = []
  return (time) => {
    open = open.filter(({ end }) => end > time)
    for (let one = waiting[next]; one && one.start <= time; one = waiting[next]) {
      if (one.end > time) open.push(one)
      next += 1
    }
    return new Set(open.map(({ speaker }) => speaker))
  }
}

function mapSpeakers(pieces: readonly Piece[]): Map<string, string> {
  const refs = [...new Set(pieces.flatMap(({ ref }) => [...ref]))].sort()
  const hyps = [...new Set(pieces.flatMap(({ hyp }) => [...hyp]))].sort()
  const common = refs.map((ref) =>
    hyps.map((hyp) =>
      pieces.reduce((sum, piece) => sum + (piece.ref.has(ref) && piece.hyp.has(hyp) ? piece.seconds : 0), 0),
    ),
  )
  const columns = assign(common.map((row) => row.map((seconds) => -seconds)))
  return new Map(
    refs.flatMap((ref, row) => {
      const column = columns[row] ?? UNASSIGNED
      const hyp = hyps[column]
      return hyp !== undefined && (common[row]?.[column] ?? 0) > 0 ? [[ref, hyp] as const] : []
    }),
  )
}
