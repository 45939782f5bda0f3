// Task: one thing to look at, with its media, its prefilled marks and its life: open → done → settled.
import * as z from 'zod/mini'
import { Answers } from './answers.ts'
import { BlobHash, ProjectId, TaskId } from './ids.ts'
import { limits } from './limits.ts'
import { Millis } from './time.ts'

const FileName = z.string().check(z.minLength(1), z.maxLength(1_024))

/** A part of a recording in seconds; `end` is not part of it. */
export const Stretch = z.object({ start: z.number().check(z.nonnegative()), end: z.number().check(z.nonnegative()) })
export type Stretch = z.infer<typeof Stretch>

export const ImageMedia = z.object({
  type: z.literal('image'),
  blob: BlobHash,
  mime: z.string(),
  bytes: z.int(),
  /** Pixels as displayed: EXIF orientation applied. */
  width: z.int().check(z.positive()),
  height: z.int().check(z.positive()),
  /** EXIF orientation of the stored file, 1–8. */
  orientation: z.int().check(z.gte(1), z.lte(8)),
})
export const AudioMedia = z.object({
  type: z.literal('audio'),
  blob: BlobHash,
  mime: z.string(),
  bytes: z.int(),
  /** Seconds. */
  duration: z.number().check(z.positive()),
  sampleRate: z.int().check(z.positive()),
  channels: z.int().check(z.positive()),
  /** Stretches that are a tone in this copy: personal data was heard there. Absent in a recording as it came. */
  beeped: z.optional(z.array(Stretch)),
})
export const TextMedia = z.object({
  type: z.literal('text'),
  /** Byte for byte as imported, line endings included. */
  text: z.string().check(z.maxLength(limits.textLength)),
})
export const NoMedia = z.object({ type: z.literal('none') })

/** What is looked at. Bytes never travel over the socket: an image or a recording is a URL to its blob. */
export const Media = z.discriminatedUnion('type', [ImageMedia, AudioMedia, TextMedia, NoMedia])
export type Media = z.infer<typeof Media>
export type ImageMedia = z.infer<typeof ImageMedia>
export type AudioMedia = z.infer<typeof AudioMedia>
export type TextMedia = z.infer<typeof TextMedia>

/** Fields of the imported row that are shown beside the media (a product's title, a caller's language). */
export const Fields = z.record(
  z.string().check(z.maxLength(limits.name)),
  z.string().check(z.maxLength(limits.answerText)),
)
export type Fields = z.infer<typeof Fields>

/** Fields whose names begin so are kept from annotators: managers and exports see them (which model wrote an answer). */
export const HIDDEN_FIELD = 'hidden.'

/** The fields that a person who labels may see. */
export function shownFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith(HIDDEN_FIELD)))
}

export const TaskState = z.enum(['open', 'done', 'settled', 'set-aside'])
export type TaskState = z.infer<typeof TaskState>

/**
 * The life of a task. `open` wants annotations; `done` has as many as its overlap; `settled` a reviewer accepted or
 * corrected; `set-aside` was found unusable. Sending back opens a slot again.
 */
export const taskTransitions: Readonly<Record<TaskState, readonly TaskState[]>> = {
  open: ['done', 'settled', 'set-aside'],
  done: ['open', 'settled', 'set-aside'],
  settled: ['open'],
  'set-aside': ['open'],
}

export const Task = z.object({
  id: TaskId,
  project: ProjectId,
  /** Order of import, from 0; within a priority the queue follows it. */
  position: z.int(),
  priority: z.int(),
  /** File name or row id in the source; unique in its project, so that repeating an import adds nothing. */
  name: FileName,
  media: Media,
  fields: Fields,
  /** Marks that a model or a file proposes. */
  prefill: Answers,
  overlap: z.int(),
  state: TaskState,
  createdAt: Millis,
})
export type Task = z.infer<typeof Task>
