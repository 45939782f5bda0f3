// Kind `recording`: a sentence read aloud. There is no right take, so people do not disagree; the best take is kept.
import { defineKind, type MarkOf, pairsOf, type Ratio, ratioFigure } from '@etabli/modality-kit'
import { limits } from '@etabli/schema'
import { RecordingOptions, RecordingValue, recordingOptions, TAKE_CHECKS } from './recording-value.ts'

export const recording = defineKind<RecordingValue>({
  id: 'recording',
  media: ['text'],
  many: false,
  labels: 'none',
  value: RecordingValue,
  options: RecordingOptions,
  optionsOfFinished: ['longest', 'strict'],
  ownStage: true,
  asked: (question, questions) =>
    questions.some((other) => other.id !== question.id && STAGED.has(other.kind))
      ? 'a sentence that is read aloud has the page to itself: ask for spans or a second recording in another project'
      : null,
  blobs: ({ blob }) => [blob],
  matchAt: 0,
  method:
    'the take on which the checks found least, by their order (nothing spoken, clipped, too quiet, too short, too long); then the one with the fewest clipped samples; then the one whose level is nearest to −20 dBFS',
  check({ value }, { media, question }) {
    if (media.type !== 'text') return 'a recording belongs to a sentence'
    if (value.seconds < limits.takeSecondsLeast) return 'the take is too short to hold anything'
    const { longest, strict } = recordingOptions(question)
    // A stop by itself comes a moment after the time is up.
    if (value.seconds > Math.min(longest + 1, limits.takeSeconds)) return `a take is at most ${longest} seconds long`
    if (value.checks.includes('silent')) return 'nothing was heard in this take: record it again'
    const [worst] = value.checks
    return strict && worst !== undefined ? `the take is ${WORDS[worst]}: record it again` : null
  },
  similarity: (a, b) => lengthRatio(a.value, b.value),
  place: (a, b) => lengthRatio(a.value, b.value),
  fuse: (marks) => bestTake(marks),
  // Every take stands for itself; there is nothing to vote on.
  votes: (marks) => marks.length,
  figures(units, _question, options) {
    const shared = units.filter((unit) => unit.raters.length > 1)
    const raters = new Set(units.flatMap((unit) => unit.raters.map(({ rater }) => rater))).size
    const what = {
      measure: 'length-ratio',
      formula:
        'Σ shorter / longer spoken time over pairs of takes / pairs; how alike takes are in length and not in words: a take is its speaker’s own, and no two are right or wrong by each other',
    }
    return [
      ratioFigure(
        what,
        shared.map(({ raters }) => lengths(raters.map(({ marks }) => marks[0]))),
        raters,
        options,
      ),
    ]
  },
})

/** Answered on the stage, too: there is one. */
const STAGED: ReadonlySet<string> = new Set(['recording', 'span', 'relation'])

const WORDS = {
  silent: 'silent',
  clipped: 'clipped',
  quiet: 'too quiet',
  short: 'too short for the sentence',
  long: 'too long for the sentence',
} as const satisfies Record<(typeof TAKE_CHECKS)[number], string>

function lengths(marks: readonly (MarkOf<RecordingValue> | undefined)[]): Ratio {
  const pairs = pairsOf(marks.flatMap((mark) => (mark ? [mark.value] : [])))
  return { part: pairs.reduce((sum, [a, b]) => sum + lengthRatio(a, b), 0), whole: pairs.length }
}

/** The shorter spoken time as a share of the longer. */
function lengthRatio(a: RecordingValue, b: RecordingValue): number {
  const longer = Math.max(a.spoken, b.spoken)
  return longer === 0 ? 1 : Math.min(a.spoken, b.spoken) / longer
}

const GOOD_LEVEL = -20

/** @throws RangeError where there is no take */
function bestTake(marks: readonly MarkOf<RecordingValue>[]): RecordingValue {
  const [best] = marks.map(({ value }) => value).toSorted((a, b) => badness(a) - badness(b) || later(a, b))
  if (!best) throw new RangeError('no take to choose from')
  return best
}

/** Each check outweighs all that come after it. */
function badness({ checks }: RecordingValue): number {
  return TAKE_CHECKS.reduce(
    (sum, check, index) => sum + (checks.includes(check) ? 2 ** (TAKE_CHECKS.length - index) : 0),
    0,
  )
}

/** Whether the first is worse, by samples and level; equal ones by name, so that the order of people is nothing. */
function later(a: RecordingValue, b: RecordingValue): number {
  const off = ({ level }: RecordingValue) => Math.abs(level - GOOD_LEVEL)
  return a.clipped - b.clipped || off(a) - off(b) || (a.blob < b.blob ? -1 : 1)
}
