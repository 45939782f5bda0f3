// Branded identifiers: ULIDs for rows, slugs for what a person names; and the port that makes them.
import * as z from 'zod/mini'

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const SLUG = /^[a-z0-9][a-z0-9_-]{0,62}$/

const ulid = <B extends string>() => z.string().check(z.regex(ULID)).brand<B>()
const slug = <B extends string>() => z.string().check(z.regex(SLUG)).brand<B>()

export const PersonId = ulid<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const ProjectId = ulid<'ProjectId'>()
export type ProjectId = z.infer<typeof ProjectId>
export const TaskId = ulid<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>
export const LeaseId = ulid<'LeaseId'>()
export type LeaseId = z.infer<typeof LeaseId>
export const AnnotationId = ulid<'AnnotationId'>()
export type AnnotationId = z.infer<typeof AnnotationId>
export const ReviewId = ulid<'ReviewId'>()
export type ReviewId = z.infer<typeof ReviewId>
export const ImportId = ulid<'ImportId'>()
export type ImportId = z.infer<typeof ImportId>
export const ExportId = ulid<'ExportId'>()
export type ExportId = z.infer<typeof ExportId>
export const SessionId = ulid<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** A mark's id: made by the client (ULID) or kept from an imported file, so any short printable word. */
export const MarkId = z
  .string()
  .check(z.regex(/^[\w.:-]{1,64}$/))
  .brand<'MarkId'>()
export type MarkId = z.infer<typeof MarkId>

/** A question's id inside its project: a slug that exports carry, so it never changes once made. */
export const QuestionId = slug<'QuestionId'>()
export type QuestionId = z.infer<typeof QuestionId>
/** A label's id inside its question: a slug; the label's name may change, this never does. */
export const LabelId = slug<'LabelId'>()
export type LabelId = z.infer<typeof LabelId>
/** An attribute's id inside its question: a slug that exports carry. */
export const AttributeId = slug<'AttributeId'>()
export type AttributeId = z.infer<typeof AttributeId>

/** SHA-256 of a blob's bytes in lower-case hexadecimal: its name in the content-addressed store. */
export const BlobHash = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/))
  .brand<'BlobHash'>()
export type BlobHash = z.infer<typeof BlobHash>

/** The port by which ids come in, so that tests can make them predictable. */
export interface IdSource {
  /** A new ULID, 26 characters, ordered by time within one source. */
  next(): string
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes ULIDs that strictly increase within the source (https://github.com/ulid/spec, monotonic).
 * @param now milliseconds since the epoch, UTC
 * @param randomBytes fills the array with cryptographically strong bytes
 */
export function ulidSource(now: () => number, randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): IdSource {
  let lastTime = -1
  const digits = new Uint8Array(16)
  return {
    next() {
      const time = Math.max(now(), lastTime)
      if (time === lastTime) increment(digits)
      else {
        const bytes = randomBytes(new Uint8Array(16))
        for (let i = 0; i < 16; i++) digits[i] = (bytes[i] ?? 0) & 31
        // Leaves room for increments inside the same millisecond.
        digits[0] = (digits[0] ?? 0) & 15
        lastTime = time
      }
      return encodeTime(time) + Array.from(digits, (digit) => ALPHABET[digit]).join('')
    },
  }
}

function increment(digits: Uint8Array): void {
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = digits[i] ?? 0
    if (digit < 31) {
      digits[i] = digit + 1
      return
    }
    digits[i] = 0
  }
}

function encodeTime(time: number): string {
  let text = ''
  let rest = time
  for (let i = 0; i < 10; i++) {
    text = (ALPHABET[rest % 32] ?? '0') + text
    rest = Math.floor(rest / 32)
  }
  return text
}
