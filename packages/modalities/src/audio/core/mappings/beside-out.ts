// Exports with a file beside each recording: SRT, WebVTT, TextGrid, Audacity labels, ELAN. The transcript is one segment
// from the recording's start to its end; where every word has a time, TextGrid and ELAN have a tier of words.
import {
  audacityLine,
  type ElanTier,
  elan,
  filledTier,
  srtCue,
  type TextGrid,
  textGrid,
  VTT_HEAD,
  vttCue,
} from '@etabli/formats'
import type { ExportMapping } from '@etabli/modality-kit'
import { nameOf } from './audio-files.ts'
import { beside } from './files-out.ts'
import { type Losses, type Spoken, spokenItems, transcriptsOnly } from './spoken.ts'

interface Beside {
  readonly format: string
  /** With its dot. */
  readonly extension: string
  readonly losses: Losses
  chunks(spoken: Spoken): Iterable<string>
}

function besideExport({ format, extension, losses, chunks }: Beside): ExportMapping {
  return {
    format,
    ...transcriptsOnly(losses),
    write: (input) => beside(input, extension, (split) => spokenItems(input, split), chunks),
  }
}

export const srtExport = besideExport({
  format: 'srt',
  extension: '.srt',
  losses: { lines: 'blank', words: 'times' },
  chunks: ({ duration, text }) => [srtCue({ start: 0, end: duration, text }, 1)],
})

export const webvttExport = besideExport({
  format: 'webvtt',
  extension: '.vtt',
  losses: { lines: 'blank', words: 'times' },
  chunks: ({ duration, text, speaker }) => [
    VTT_HEAD,
    vttCue({ id: null, start: 0, end: duration, speaker, text: text.trim() }),
  ],
})

export const audacityExport = besideExport({
  format: 'audacity',
  extension: '.txt',
  losses: { lines: 'joined', words: 'times' },
  chunks: ({ duration, text }) => [audacityLine({ start: 0, end: duration, text })],
})

const WORDS_TIER = 'words'
/** What the name of a tier of words has in it where their times are estimated. */
export const ESTIMATED = 'estimated'
const ESTIMATED_TIER = `${WORDS_TIER} (${ESTIMATED})`
const TEXT_TIER = 'transcript'

export const textGridExport = besideExport({
  format: 'textgrid',
  extension: '.TextGrid',
  losses: { words: 'confidence' },
  chunks: (spoken) => textGrid.write(gridOf(spoken)),
})

/** A grid must have a length, and reach as far as all that stands in it. */
export function gridBounds(
  duration: number,
  spans: readonly { readonly end: number }[],
): { readonly start: number; readonly end: number } {
  const end = spans.reduce((last, span) => Math.max(last, span.end), Math.max(0.001, duration))
  return { start: 0, end: Math.ceil(end * 1e6) / 1e6 }
}

function gridOf({ duration, text, words, estimated }: Spoken): TextGrid {
  const bounds = gridBounds(duration, words)
  const segments = words.map(({ word, start, end: until }) => ({ start, end: until, text: word }))
  return {
    ...bounds,
    tiers: [
      filledTier(TEXT_TIER, [{ ...bounds, text }], bounds),
      ...(words.length > 0 ? [filledTier(estimated ? ESTIMATED_TIER : WORDS_TIER, segments, bounds)] : []),
    ],
  }
}

export const elanExport = besideExport({
  format: 'elan',
  extension: '.eaf',
  losses: { words: 'confidence' },
  chunks: ({ duration, text, words, estimated, speaker, file, mime }) => {
    const aligned = words.map(({ word, start, end }) => ({ start, end, text: word }))
    const tiers: ElanTier[] = [
      { id: TEXT_TIER, participant: speaker, annotations: [{ start: 0, end: duration, text: text.trim() }] },
      ...(words.length > 0
        ? [{ id: estimated ? ESTIMATED_TIER : WORDS_TIER, participant: speaker, annotations: aligned }]
        : []),
    ]
    return elan.write({ media: { path: nameOf(file), mime }, tiers })
  },
})
