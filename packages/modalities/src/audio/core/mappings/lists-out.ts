// Exports with one list for all recordings: CTM, STM, RTTM, Kaldi, Common Voice, LibriSpeech, Hugging Face's audiofolder.
import {
  COMMON_VOICE,
  ctmLine,
  jsonlLine,
  kaldiFiles,
  kaldiName,
  kaldiUtteranceId,
  type LibriUtterance,
  libriId,
  librispeech,
  rttmLine,
  stmLine,
  tsvLine,
} from '@etabli/formats'
import { type ExportInput, type ExportMapping, isPlainKind, plainAnswers } from '@etabli/modality-kit'
import { nameOf } from './audio-files.ts'
import { kaldiFolders, lists, type Split } from './files-out.ts'
import { asCell, type Losses, type Spoken, speakerOf, spokenItems, transcriptsOnly, uniqueNames } from './spoken.ts'

interface List {
  readonly format: string
  /** The list's name, by the split's or `recordings`. */
  path(name: string): string
  readonly losses: Losses
  head?(): string
  /** The lines of one recording. */
  lines(spoken: Spoken, input: ExportInput): Iterable<string>
}

function listExport({ format, path, losses, head, lines }: List): ExportMapping {
  return {
    format,
    ...transcriptsOnly(losses),
    write: (input) =>
      lists(
        input,
        (split) => path(split ?? 'recordings'),
        (split) => chunks(input, split),
      ),
  }
  async function* chunks(input: ExportInput, split: Split): AsyncGenerator<string> {
    if (head) yield head()
    for await (const spoken of spokenItems(input, split, losses.holds)) yield* lines(spoken, input)
  }
}

/** Recordings are named by their path without extension, as recognisers name them. */
const recordingOf = ({ stem }: Spoken): string => asCell(stem)

export const ctmExport = listExport({
  format: 'ctm',
  path: (name) => `${name}.ctm`,
  losses: { lines: 'joined', words: 'without' },
  *lines(spoken, input) {
    if (spoken.words.length === 0) input.leaveOut('words without times')
    for (const { word, start, end, confidence } of spoken.words) {
      yield ctmLine({ recording: recordingOf(spoken), channel: '1', start, duration: end - start, word, confidence })
    }
  },
})

export const stmExport = listExport({
  format: 'stm',
  path: (name) => `${name}.stm`,
  losses: { lines: 'joined', words: 'times' },
  *lines(spoken) {
    const { duration, text } = spoken
    const who = { recording: recordingOf(spoken), channel: '1', speaker: asCell(speakerOf(spoken)) }
    yield stmLine({ ...who, start: 0, end: duration, label: null, text })
  },
})

export const rttmExport = listExport({
  format: 'rttm',
  path: (name) => `${name}.rttm`,
  losses: { text: true },
  *lines(spoken, input) {
    input.leaveOut('text that the file has no place for')
    const start = spoken.words[0]?.start ?? 0
    const end = Math.max(start, ...spoken.words.map((word) => word.end))
    const duration = spoken.words.length > 0 ? end - start : spoken.duration
    const speaker = asCell(speakerOf(spoken))
    yield rttmLine({ recording: recordingOf(spoken), channel: '1', start, duration, speaker, confidence: null })
  },
})

export const commonVoiceExport = listExport({
  format: 'common-voice',
  path: (name) => `${name}.tsv`,
  losses: { lines: 'joined', words: 'times' },
  head: () => tsvLine(COMMON_VOICE),
  *lines({ item, mark, file, text, speaker }) {
    const { fields } = item.task
    const votes = item.votes?.get(mark.id)
    const cells: Readonly<Record<(typeof COMMON_VOICE)[number], string>> = {
      client_id: speaker ?? '',
      path: file,
      sentence: text,
      up_votes: votes ? String(votes.votes) : '',
      down_votes: votes ? String(votes.of - votes.votes) : '',
      age: fields['age'] ?? '',
      gender: fields['gender'] ?? '',
      accents: fields['accents'] ?? fields['accent'] ?? '',
      locale: fields['locale'] ?? fields['lang'] ?? '',
    }
    yield tsvLine(COMMON_VOICE.map((column) => cells[column]))
  },
})

const isPlain: Losses['holds'] = ({ kind }) => isPlainKind(kind)

/** `metadata.jsonl` at the root, beside the folder of recordings that it names; splits are a column. */
export const audiofolderExport: ExportMapping = {
  format: 'audiofolder',
  ...transcriptsOnly({ words: 'times', holds: isPlain }),
  async *write(input) {
    yield { path: 'metadata.jsonl', chunks: metadata(input) }
  },
}

async function* metadata(input: ExportInput): AsyncGenerator<string> {
  for await (const { item, file, text } of spokenItems(input, undefined, isPlain)) {
    yield jsonlLine({
      file_name: file,
      transcription: text,
      ...item.task.fields,
      ...plainAnswers(input.project, item.answers),
      ...(item.split === null ? {} : { split: item.split }),
    })
  }
}

export const kaldiExport: ExportMapping = {
  format: 'kaldi',
  ...transcriptsOnly({ lines: 'joined', words: 'times' }),
  write: (input) => kaldiFolders(input, (split) => kaldiData(input, split)),
}

async function kaldiData(input: ExportInput, split: Split): Promise<ReturnType<typeof kaldiFiles>> {
  const recordings: { id: string; path: string }[] = []
  const utterances: Parameters<typeof kaldiFiles>[1][number][] = []
  const unique = uniqueNames()
  for await (const spoken of spokenItems(input, split)) {
    if (Math.round(spoken.duration * 1_000) < 1) {
      input.leaveOut('recordings shorter than a millisecond')
      continue
    }
    const id = unique(kaldiName(spoken.stem))
    const speaker = spoken.speaker === null ? id : kaldiName(spoken.speaker)
    recordings.push({ id, path: spoken.file })
    utterances.push({
      id: kaldiUtteranceId(speaker, id),
      speaker,
      recording: id,
      start: 0,
      end: spoken.duration,
      text: spoken.text,
    })
  }
  return kaldiFiles(recordings, utterances)
}

const libriOnly = transcriptsOnly({ lines: 'joined', words: 'times' })

/** A list in each folder of a reader's chapter; only for recordings that are named as LibriSpeech names them. */
export const librispeechExport: ExportMapping = {
  format: 'librispeech',
  ...libriOnly,
  warnings: (project) => [
    ...libriOnly.warnings(project),
    'Recordings that are not named as LibriSpeech names them (84-121123-0000) are left out and counted.',
  ],
  async *write(input) {
    for (const split of input.splits ?? [null]) {
      const chapters = new Map<string, LibriUtterance[]>()
      for await (const { stem, text } of spokenItems(input, split)) {
        const name = nameOf(stem)
        const id = libriId(name)
        if (id === null) {
          input.leaveOut('not named as LibriSpeech does')
          continue
        }
        const path = `${stem.slice(0, stem.length - name.length)}${id.reader}-${id.chapter}.trans.txt`
        const own = chapters.get(path)
        if (own) own.push({ ...id, text })
        else chapters.set(path, [{ ...id, text }])
      }
      for (const [path, utterances] of chapters) {
        yield { path: split === null ? path : `${split}/${path}`, chunks: librispeech.write(utterances) }
      }
    }
  },
}
