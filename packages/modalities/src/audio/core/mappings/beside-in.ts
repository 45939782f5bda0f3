// Imports with a file beside each recording: SRT, WebVTT, TextGrid, Audacity labels, ELAN, Whisper. A file belongs to the
// recording that has its name but for the extension; recordings without one are tasks all the same.

import {
  type Codec,
  type ElanDocument,
  elan,
  readAudacity,
  readSrt,
  readVtt,
  readWhisper,
  type TextGrid,
  textGrid,
} from '@etabli/formats'
import type { FileTree, ImportMapping, ImportRow } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'
import { nameOf, recordingsOf, stemOf } from './audio-files.ts'
import { ESTIMATED } from './beside-out.ts'
import { speakerOfTier } from './segments-beside-out.ts'
import type { HeardSegment } from './segments-in.ts'
import { type Heard, heardTask, lastEnd, otherRecordings, readWith } from './speech-in.ts'

interface Beside<D> {
  readonly format: string
  readonly extension: RegExp
  readonly read: Codec<D>['read']
  heard(document: D): Heard
  /** Whether any file of this extension may be one: then only those beside a recording are looked at. */
  readonly anyText?: boolean
}

function besideImport<D>(what: Beside<D>): ImportMapping {
  return {
    format: what.format,
    media: ['audio'],
    async sniff(tree) {
      const { pairs } = pairsOf(tree, what.extension)
      if (pairs.length === 0) return 0
      if (what.anyText) return (await looksRight(tree, pairs[0]?.file ?? '', what)) ? 0.91 : 0
      return pairs.length * 2 >= recordingsOf(tree).length ? 0.91 : 0.8
    },
    read: (tree, project) => rowsOf(tree, project, what),
  }
}

async function looksRight<D>(tree: FileTree, file: string, what: Beside<D>): Promise<boolean> {
  const { document, issues } = await readWith(tree, file, what.read)
  return issues.length === 0 && document !== null && what.heard(document).segments.length > 0
}

async function* rowsOf<D>(tree: FileTree, project: Project, what: Beside<D>): AsyncGenerator<ImportRow> {
  const { pairs, alone } = pairsOf(tree, what.extension)
  const told = new Set<string>()
  for (const { file, recording } of pairs) {
    const { document, issues } = await readWith(tree, file, what.read)
    yield* issues
    told.add(recording)
    yield* heardTask(recording, document && what.heard(document), { file }, project)
  }
  if (!what.anyText) {
    for (const file of alone) {
      const message = `There is no recording beside "${nameOf(file)}" with the same name.`
      yield { issue: { file, code: 'audio.missing', message } }
    }
  }
  yield* otherRecordings(tree, told, project)
}

function pairsOf(
  tree: FileTree,
  extension: RegExp,
): { pairs: { readonly file: string; readonly recording: string }[]; alone: string[] } {
  const byStem = new Map(recordingsOf(tree).map((path) => [stemOf(path), path]))
  const files = tree.files.map(({ path }) => path).filter((path) => extension.test(path))
  const taken = new Set<string>()
  const alone: string[] = []
  const pairs = files.flatMap((file) => {
    const recording = byStem.get(stemOf(file))
    if (recording !== undefined && !taken.has(recording)) {
      taken.add(recording)
      return [{ file, recording }]
    }
    alone.push(file)
    return []
  })
  return { pairs, alone }
}

const unnamed = <S extends Omit<HeardSegment, 'speaker'>>(segments: readonly S[]): Heard => ({
  segments: segments.map(({ start, end, text }) => ({ start, end, text, speaker: null })),
})

export const srtImport = besideImport({ format: 'srt', extension: /\.srt$/i, read: readSrt, heard: unnamed })

export const webvttImport = besideImport({
  format: 'webvtt',
  extension: /\.vtt$/i,
  read: readVtt,
  heard: (cues) => ({ segments: cues }),
})

export const whisperImport = besideImport({
  format: 'whisper',
  extension: /\.json$/i,
  read: readWhisper,
  heard(document) {
    const segments = document.map(({ words, ...segment }) => ({
      ...segment,
      speaker: null,
      words: words.map(({ probability, ...word }) => ({ ...word, confidence: probability })),
    }))
    const words = segments.flatMap((segment) => segment.words)
    return { segments, ...(words.length > 0 ? { words } : {}) }
  },
  anyText: true,
})

export const audacityImport = besideImport({
  format: 'audacity',
  extension: /\.txt$/i,
  read: readAudacity,
  heard: unnamed,
  anyText: true,
})

export const textGridImport = besideImport({
  format: 'textgrid',
  extension: /\.textgrid$/i,
  read: textGrid.read,
  heard: ({ tiers }: TextGrid) =>
    heardOfTiers(
      tiers.flatMap((tier) =>
        tier.type === 'intervals' ? [{ name: tier.name, speaker: null, segments: tier.intervals }] : [],
      ),
    ),
})

export const elanImport = besideImport({
  format: 'elan',
  extension: /\.eaf$/i,
  read: elan.read,
  heard: ({ tiers }: ElanDocument) =>
    heardOfTiers(
      tiers.map(({ id, participant, annotations }) => ({ name: id, speaker: participant, segments: annotations })),
    ),
})

interface Tier {
  readonly name: string
  readonly speaker: string | null
  readonly segments: readonly Omit<HeardSegment, 'speaker'>[]
}

const WORDS = /^(?:words?|ort(?:-mau)?)\b/i
const SOUNDS = /\b(?:phon\w*|phones?|mau|syll\w*|kan(?:-mau)?|tones?|breaks?|pitch)\b/i
const TEXT = /^(?:transcript\w*|text|utterances?|sentences?|ortho\w*)$/i

/**
 * The tier of words gives words, one named as a transcript the text; else every tier but those of sounds is a speaker's.
 * With words alone, they are the text.
 */
function heardOfTiers(tiers: readonly Tier[]): Heard {
  const words = tiers.find(({ name }) => WORDS.test(name))
  const others = tiers.filter((tier) => tier !== words && !SOUNDS.test(tier.name))
  const named = others.filter(({ name }) => TEXT.test(name))
  const spoken = (named.length > 0 ? named : others).flatMap((tier) => segmentsOf(tier, named.length === 0))
  const timed = words ? segmentsOf(words, false).map((one) => ({ ...one, text: one.text.trim() })) : []
  if (timed.length === 0) return { segments: spoken }
  const whole = {
    start: 0,
    end: lastEnd(timed),
    text: timed.map(({ text }) => text).join(' '),
    speaker: words?.speaker ?? null,
  }
  return {
    segments: spoken.length > 0 ? spoken : [whole],
    words: timed.map(({ text, start, end }) => ({ word: text, start, end, confidence: null })),
    estimated: words?.name.includes(ESTIMATED) === true,
  }
}

/** The segments that say something; a tier without a speaker of its own is one by its name. */
function segmentsOf({ name, speaker, segments }: Tier, byName: boolean): HeardSegment[] {
  return segments
    .filter(({ text }) => text.trim() !== '')
    .map(({ start, end, text }) => ({
      start,
      end,
      // One without text has the name of its tier.
      text: text.trim() === name ? '' : text,
      speaker: speaker ?? (byName ? speakerOfTier(name) : null),
    }))
}
