// Kind `transcript`: what was said, in writing; its distance is counted in words, its consensus is found word by word.
import { editDistance } from '@etabli/agreement'
import {
  type AgreementUnit,
  countRaters,
  defineKind,
  type KindFigure,
  pairsOf,
  type Ratio,
  ratioFigure,
} from '@etabli/modality-kit'
import { type Normalisation, normalisationName, normalisationOf, normalisedWords, TranscriptOptions } from '../words.ts'
import { fuseTranscripts, votesFor } from './transcript-consensus.ts'
import { TimedWord, TranscriptValue, transcriptIn } from './transcript-value.ts'
import { lateWordFault, pairwiseErrors, strayFault, wordDistance } from './word-errors.ts'

export { TimedWord, TranscriptValue }

export const transcript = defineKind<TranscriptValue>({
  id: 'transcript',
  media: ['audio'],
  many: false,
  labels: 'none',
  value: TranscriptValue,
  options: TranscriptOptions,
  // What a machine heard may have other characters: it is what is to be corrected.
  optionsOfFinished: ['characters'],
  matchAt: 0,
  method:
    'word by word: transcripts aligned, then a vote in each place, weighed by reliability (ROVER); even votes go to the word heard first, then to the machine’s',
  check({ value }, { media, question }) {
    if (media.type !== 'audio') return 'a transcript belongs to a recording'
    return strayFault(value.text, question) ?? lateWordFault(value.words, media.duration)
  },
  similarity: (a, b, { question }) => 1 - wordDistance(a.value.text, b.value.text, normalisationOf(question)),
  place: (a, b, { question }) => 1 - wordDistance(a.value.text, b.value.text, normalisationOf(question)),
  fuse: (marks, context, weights) =>
    fuseTranscripts(
      marks.map(({ value }, index) => ({ value, weight: weights?.[index] ?? 1 })),
      normalisationOf(context.question),
      { start: 0, end: context.media.type === 'audio' ? context.media.duration : 0 },
      transcriptIn(context.machine),
    ),
  votes: (marks, fused, { question }) =>
    votesFor(
      marks.map(({ value }) => value.text),
      fused.text,
      normalisationOf(question),
    ),
  figures(units, question, options) {
    const shared = units.filter((unit) => unit.raters.length > 1)
    const raters = countRaters(units)
    const rules = normalisationOf(question)
    const named = normalisationName(rules)
    const figures: KindFigure[] = [
      ratioFigure(
        {
          measure: 'wer',
          formula: `Σ (S + D + I) / Σ reference words over both directions of each pair; ${named}`,
        },
        shared.map((unit) => pairwiseErrors(wordsIn(unit, rules))),
        raters,
        options,
      ),
      ratioFigure(
        {
          measure: 'cer',
          formula: `Σ (S + D + I) / Σ reference characters over both directions of each pair; ${named}`,
        },
        shared.map((unit) => pairwiseErrors(wordsIn(unit, rules).map((words) => Array.from(words.join(' '))))),
        raters,
        options,
      ),
      ratioFigure(
        { measure: 'exact', formula: `pairs with the same words / pairs; ${named}` },
        shared.map((unit) => samePairs(wordsIn(unit, rules))),
        raters,
        options,
      ),
    ]
    return figures
  },
})

function wordsIn(unit: AgreementUnit<TranscriptValue>, rules: Normalisation): string[][] {
  return unit.raters.map(({ marks }) => normalisedWords(marks[0]?.value.text ?? '', rules))
}

function samePairs(said: readonly (readonly string[])[]): Ratio {
  const pairs = pairsOf(said)
  return { part: pairs.filter(([a, b]) => editDistance(a, b) === 0).length, whole: pairs.length }
}
