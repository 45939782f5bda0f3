// Under which names a row that tells of one segment has what is said of it beside its own parts.
import { isPlainKind } from '@etabli/modality-kit'
import type { Project, Question } from '@etabli/schema'

/** Names under which lists of other tools keep the recording. */
export const PATH_FIELDS = ['audio_filepath', 'audio', 'path', 'file', 'file_name', 'filename', 'wav'] as const

/** Names under which rows of other tools keep a segment's parts. */
export const BOUNDS = [
  ['start', 'end'],
  ['start_time', 'end_time'],
  ['begin', 'end'],
] as const
export const SPEAKERS = ['speaker', 'speaker_id', 'spk', 'label'] as const
export const TEXTS = ['text', 'transcript', 'transcription', 'sentence', 'pred_text'] as const

/** The keys of a row that say something of a segment. */
export const SEGMENT_KEYS: ReadonlySet<string> = new Set([
  ...BOUNDS.flat(),
  ...SPEAKERS,
  ...TEXTS,
  'segments',
  'segment',
])

/** What rows have for themselves. */
const RESERVED: ReadonlySet<string> = new Set([
  ...PATH_FIELDS,
  ...SEGMENT_KEYS,
  ...['id', 'confidence', 'words', 'word_confidence', 'offset', 'duration', 'agreement'],
])

/** The names of a question's attributes by their ids: the ids themselves, but where a row has that name for a part. */
export function attributeNames({ attributes = [] }: Pick<Question, 'attributes'>): ReadonlyMap<string, string> {
  return namesOf(
    attributes.map(({ id }) => id),
    'attribute',
    RESERVED,
  )
}

/** The names of a project's plain questions by their ids, beside the attributes of its segments. */
export function answerNames({ questions }: Pick<Project, 'questions'>): ReadonlyMap<string, string> {
  const segments = questions.find(({ kind }) => kind === 'segment')
  const taken = new Set([...RESERVED, ...(segments ? attributeNames(segments).values() : [])])
  return namesOf(
    questions.flatMap(({ id, kind }) => (isPlainKind(kind) ? [id] : [])),
    'answer',
    taken,
  )
}

function namesOf(ids: readonly string[], what: string, reserved: ReadonlySet<string>): ReadonlyMap<string, string> {
  const taken = new Set([...reserved, ...ids])
  return new Map(
    ids.map((id) => {
      if (!reserved.has(id)) return [id, id]
      let name = `${what}_${id}`
      while (taken.has(name)) name += '_'
      taken.add(name)
      return [id, name]
    }),
  )
}
