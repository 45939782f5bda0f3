// Takes: what is measured of known signals by hand, which checks follow, and which take of several is the best.
import { faultsOf, settleTask } from '@etabli/modality-kit'
import type { Annotation, BlobHash, Mark, Millis, Question } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { recordSentences } from '../templates.ts'
import { recording } from './recording.ts'
import { checksOf, measureTake } from './recording-checks.ts'
import type { RecordingValue } from './recording-value.ts'

const RATE = 16_000

/** So many seconds of a sine at that amplitude (of 32,768). */
function sine(seconds: number, amplitude: number, hertz = 1_000): Int16Array {
  return Int16Array.from({ length: seconds * RATE }, (_, n) => {
    const sample = Math.round(amplitude * Math.sin((2 * Math.PI * hertz * n) / RATE))
    return Math.max(-32_768, Math.min(32_767, sample))
  })
}

function joined(...parts: readonly Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]))
}

const pause = (seconds: number) => new Int16Array(seconds * RATE)
const SENTENCE = 'Wake me in ten minutes, please.'

describe('measures of a take', () => {
  it('half of full scale is 20·log10(1/2) = −6.02 dBFS at its peak, and a sine’s level 3.01 dB below that', () => {
    const measures = measureTake(sine(2, 16_384), RATE)
    expect(measures).toMatchObject({ seconds: 2, peak: -6.02, level: -9.03, clipped: 0, spoken: 2 })
  })

  it('pauses before and after count to its length, and neither to what is spoken nor to its level', () => {
    const measures = measureTake(joined(pause(1), sine(1.5, 16_384), pause(0.5)), RATE)
    expect(measures).toMatchObject({ seconds: 3, level: -9.03, spoken: 1.5 })
  })

  it('counts the samples that were cut off at full scale', () => {
    // A sine of twice full scale is over it while |sin| > 1/2: two thirds of the time (30° to 150° of each half).
    const { clipped, peak } = measureTake(sine(2, 65_536, 100), RATE)
    expect(clipped).toBeCloseTo(2 / 3, 2)
    expect(peak).toBe(0)
  })
})

describe('checks of a take', () => {
  const checks = (samples: Int16Array, sentence = SENTENCE) => checksOf(measureTake(samples, RATE), sentence)
  it.each([
    ['good', sine(2, 8_000), []],
    ['digital silence', pause(2), ['silent']],
    // 50 of 32,768 are −56.3 dBFS, its level −59.3: the noise of a microphone.
    ['a hum that nobody spoke', sine(2, 50), ['silent']],
    // 300 of 32,768 are −40.8 dBFS, its level −43.8.
    ['a whisper far away', sine(2, 300), ['quiet']],
    ['shouted into the microphone', sine(2, 60_000), ['clipped']],
    // 24 letters at 30 a second take 0.8 s.
    ['only its beginning', sine(0.6, 8_000), ['short']],
    // 24 letters at 2 a second, and 3 s besides, are 15 s.
    ['with a story after it', sine(16, 8_000), ['long']],
  ])('%s', (_, samples, found) => expect(checks(samples)).toEqual(found))

  it('two syllables of one writing system each are not too short', () => {
    expect(checks(sine(0.5, 8_000), '日本')).toEqual([])
  })
})

describe('takes of several people', () => {
  const [question] = recordSentences.questions('en') as [Question]
  const media = { type: 'text', text: SENTENCE } as const
  const good: RecordingValue = {
    blob: 'a'.repeat(64) as BlobHash,
    bytes: 64_044,
    seconds: 2,
    sampleRate: RATE,
    peak: -12.25,
    level: -20,
    clipped: 0,
    spoken: 1.5,
    checks: [],
  }
  const take = (letter: string, more: Partial<RecordingValue> = {}) =>
    ({ ...good, blob: letter.repeat(64) as BlobHash, ...more }) satisfies RecordingValue
  const mark = (value: RecordingValue): Mark =>
    ({
      id: 'm',
      question: question.id,
      kind: 'recording',
      label: null,
      value,
      source: 'person',
      confidence: null,
    }) as unknown as Mark
  const settled = (...takes: readonly RecordingValue[]) => {
    const annotations = takes.map((value, n) => ({ id: `a${n}`, person: `p${n}`, answers: [mark(value)] }))
    const kinds = new Map([['recording', recording as never]])
    const input = {
      task: 't' as never,
      media,
      questions: [question],
      annotations: annotations as unknown as Annotation[],
    }
    return settleTask(input, kinds, 0 as Millis).questions[0]!
  }

  it('the consensus is the take with the least wrong, and everyone stands behind it: takes do not contradict', () => {
    const { marks, candidates, support } = settled(
      take('a', { checks: ['clipped'], clipped: 0.01 }),
      take('b', { checks: ['quiet', 'short'] }),
      take('c', { level: -35 }),
      take('d', { level: -24 }),
    )
    expect(candidates).toEqual([])
    expect(marks.map(({ value }) => (value as RecordingValue).blob[0])).toEqual(['d'])
    expect(support).toMatchObject([{ votes: 4, of: 4, contested: false }])
  })

  it('a clipped take is worse than one that is quiet, short and long together', () => {
    const { marks } = settled(take('a', { checks: ['clipped'] }), take('b', { checks: ['quiet', 'short', 'long'] }))
    expect((marks[0]!.value as RecordingValue).blob[0]).toBe('b')
  })

  it('likeness is the ratio of lengths: 1.5 s beside 2 s is 0.75', () => {
    expect(settled(take('a'), take('b', { spoken: 2 })).similarity).toBe(0.75)
  })

  it('a silent take cannot be submitted; one that fails another check only where the question is strict', () => {
    const kinds = new Map([['recording', recording as never]])
    const faults = (value: RecordingValue, options = {}) =>
      faultsOf([mark(value)], [{ ...question, options }], media, kinds).map(({ message }) => message)
    expect(faults(take('a', { checks: ['silent'] }))).toEqual(['nothing was heard in this take: record it again'])
    expect(faults(take('a', { checks: ['quiet'] }))).toEqual([])
    expect(faults(take('a', { checks: ['quiet'] }), { strict: true })).toEqual([
      'the take is too quiet: record it again',
    ])
    expect(faults(take('a', { seconds: 9, spoken: 8 }), { longest: 5 })).toEqual(['a take is at most 5 seconds long'])
  })
})
