// fast-check generators for every entity: what they make is valid by the schemas, corners included.
import * as fc from 'fast-check'
import type { Annotation, AnnotationDraft } from '../annotation.ts'
import type { Answers, Mark } from '../answers.ts'
import type { Consensus, QuestionConsensus, Support } from '../consensus.ts'
import type { BlobHash, LabelId, MarkId, QuestionId } from '../ids.ts'
import { LABEL_KEYS, type Label, PALETTE_SIZE } from '../labels.ts'
import { type Lease, LeasePurpose, LeaseState } from '../lease.ts'
import { limits } from '../limits.ts'
import { type Person, Role } from '../person.ts'
import { type Brief, MediaType, type Pay, type Project, type ProjectDraft, ProjectState } from '../project.ts'
import type { Question } from '../question.ts'
import { ReasonCategory, type Review, type ReviewDraft } from '../review.ts'
import { type Fields, type Media, type Task, TaskState } from '../task.ts'
import type { Millis } from '../time.ts'

const ULID_LETTERS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']

/** A ULID of any branded kind. */
export function anyUlid<T extends string>(): fc.Arbitrary<T> {
  return fc
    .tuple(
      fc.constantFrom(...'01234567'),
      fc.string({ unit: fc.constantFrom(...ULID_LETTERS), minLength: 25, maxLength: 25 }),
    )
    .map(([first, rest]) => (first + rest) as T)
}

/** A slug of any branded kind. */
export function anySlug<T extends string>(): fc.Arbitrary<T> {
  const first = fc.constantFrom(...'abcxyz019')
  const rest = fc.string({ unit: fc.constantFrom(...'abcxyz019_-'), maxLength: 20 })
  return fc.tuple(first, rest).map(([a, b]) => (a + b) as T)
}

export const anyMillis: fc.Arbitrary<Millis> = fc.nat(4_102_444_800_000).map((value) => value as Millis)
export const anyMarkId: fc.Arbitrary<MarkId> = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019_.:-'), minLength: 1, maxLength: 64 })
  .map((id) => id as MarkId)
export const anyBlobHash: fc.Arbitrary<BlobHash> = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
  .map((hash) => hash as BlobHash)

/** Words as people write them: any graphemes, no blanks at the ends, at least one letter. */
export const anyName: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((name) => name.trim())
  .filter((name) => name.length > 0)
const words = (maxLength = 60): fc.Arbitrary<string> => fc.string({ unit: 'grapheme', maxLength })

/** JSON that survives a reading: no −0, which comes back as 0, and no key `__proto__`, which readers drop. */
export const anyJson: fc.Arbitrary<Mark['value']> = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !JSON.stringify(value).includes('"__proto__"'))
  .map((value) => JSON.parse(JSON.stringify(value)) as Mark['value'])

export const anyLabel: fc.Arbitrary<Label> = fc.record({
  id: anySlug<LabelId>(),
  name: anyName,
  colour: fc.nat(PALETTE_SIZE - 1),
  key: fc.constant(null),
})

/** Labels with ids and keys of their own. */
export const anyLabels: fc.Arbitrary<Label[]> = fc
  .uniqueArray(anyLabel, { maxLength: 6, selector: (label) => label.id })
  .chain((labels) =>
    fc
      .array(fc.boolean(), { minLength: labels.length, maxLength: labels.length })
      .map((keyed) =>
        labels.map((label, index) => ({ ...label, key: keyed[index] ? (LABEL_KEYS[index] ?? null) : null })),
      ),
  )

export const anyKindId = fc.constantFrom('box', 'span', 'transcript', 'single', 'multiple', 'rating', 'number', 'words')

export const anyQuestion: fc.Arbitrary<Question> = fc.record({
  id: anySlug<QuestionId>(),
  kind: anyKindId,
  title: anyName,
  help: words(),
  required: fc.boolean(),
  labels: anyLabels,
  options: fc.dictionary(fc.constantFrom('min', 'max', 'levels', 'unit'), anyJson, { maxKeys: 2 }),
})
export const anyQuestions: fc.Arbitrary<Question[]> = fc.uniqueArray(anyQuestion, {
  maxLength: 4,
  selector: (question) => question.id,
})

export const anyMark: fc.Arbitrary<Mark> = fc.record({
  id: anyMarkId,
  question: anySlug<QuestionId>(),
  kind: anyKindId,
  label: fc.option(anySlug<LabelId>()),
  value: anyJson,
  source: fc.constantFrom('person' as const, 'model' as const, 'import' as const),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
})
export const anyAnswers: fc.Arbitrary<Answers> = fc.uniqueArray(anyMark, {
  maxLength: 6,
  selector: (mark) => mark.id,
})

export const anyFields: fc.Arbitrary<Fields> = fc.dictionary(
  fc.string({ unit: 'grapheme', maxLength: 10 }).filter((key) => key !== '__proto__'),
  words(),
  { maxKeys: 4, noNullPrototype: true },
)

export const anyMedia: fc.Arbitrary<Media> = fc.oneof(
  fc.record({
    type: fc.constant('image' as const),
    blob: anyBlobHash,
    mime: fc.constantFrom('image/jpeg', 'image/png'),
    bytes: fc.nat(),
    width: fc.integer({ min: 1, max: 20_000 }),
    height: fc.integer({ min: 1, max: 20_000 }),
    orientation: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({
    type: fc.constant('audio' as const),
    blob: anyBlobHash,
    mime: fc.constantFrom('audio/wav', 'audio/ogg'),
    bytes: fc.nat(),
    duration: fc.double({ min: 0.001, max: 20_000, noNaN: true }),
    sampleRate: fc.constantFrom(8_000, 16_000, 44_100, 48_000),
    channels: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({ type: fc.constant('text' as const), text: words(200) }),
  fc.constant({ type: 'none' as const }),
)

export const anyTask: fc.Arbitrary<Task> = fc.record({
  id: anyUlid<Task['id']>(),
  project: anyUlid<Task['project']>(),
  position: fc.nat(),
  priority: fc.integer({ min: -10, max: 10 }),
  name: anyName,
  media: anyMedia,
  fields: anyFields,
  prefill: anyAnswers,
  overlap: fc.integer({ min: 1, max: limits.overlapMax }),
  state: fc.constantFrom(...TaskState.options),
  createdAt: anyMillis,
})

export const anyLease: fc.Arbitrary<Lease> = fc.record({
  id: anyUlid<Lease['id']>(),
  task: anyUlid<Lease['task']>(),
  person: anyUlid<Lease['person']>(),
  purpose: fc.constantFrom(...LeasePurpose.options),
  state: fc.constantFrom(...LeaseState.options),
  grantedAt: anyMillis,
  expiresAt: anyMillis,
})

export const anyAnnotationDraft: fc.Arbitrary<AnnotationDraft> = fc.record({
  id: anyUlid<AnnotationDraft['id']>(),
  answers: anyAnswers,
  activeMs: fc.nat(limits.activeMillisPerAnnotation),
  version: fc.nat(1_000),
})

export const anyAnnotation: fc.Arbitrary<Annotation> = fc.record({
  id: anyUlid<Annotation['id']>(),
  project: anyUlid<Annotation['project']>(),
  task: anyUlid<Annotation['task']>(),
  lease: anyUlid<Annotation['lease']>(),
  person: anyUlid<Annotation['person']>(),
  answers: anyAnswers,
  activeMs: fc.nat(limits.activeMillisPerAnnotation),
  version: fc.nat(1_000),
  submittedAt: anyMillis,
  surplus: fc.boolean(),
  supersedes: fc.option(anyUlid<Annotation['id']>()),
})

const anySupport: fc.Arbitrary<Support> = fc.record({
  mark: anyMarkId,
  votes: fc.nat(9),
  of: fc.nat(9),
  contested: fc.boolean(),
})
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0))
const anyQuestionConsensus: fc.Arbitrary<QuestionConsensus> = fc.record({
  question: anySlug<QuestionId>(),
  marks: anyAnswers,
  candidates: anyAnswers,
  support: fc.array(anySupport, { maxLength: 4 }),
  method: fc.constantFrom('majority', 'medoid by WER'),
  similarity: share,
})
export const anyConsensus: fc.Arbitrary<Consensus> = fc.record({
  task: anyUlid<Consensus['task']>(),
  questions: fc.array(anyQuestionConsensus, { maxLength: 3 }),
  inputs: fc.array(anyUlid<Consensus['inputs'][number]>(), { maxLength: 4 }),
  similarity: share,
  unanimous: fc.boolean(),
  computedAt: anyMillis,
})

export const anyReviewDraft: fc.Arbitrary<ReviewDraft> = fc.oneof(
  fc.record({ verdict: fc.constant('accept' as const), answers: anyAnswers }),
  fc.record({ verdict: fc.constant('correct' as const), answers: anyAnswers, reason: words() }),
  fc.record({
    verdict: fc.constant('return' as const),
    annotation: anyUlid<Annotation['id']>(),
    category: fc.constantFrom(...ReasonCategory.options),
    reason: anyName,
  }),
)

export const anyReview: fc.Arbitrary<Review> = fc.record({
  id: anyUlid<Review['id']>(),
  task: anyUlid<Review['task']>(),
  reviewer: anyUlid<Review['reviewer']>(),
  verdict: fc.constantFrom('accept' as const, 'correct' as const, 'return' as const),
  annotation: fc.option(anyUlid<Annotation['id']>()),
  answers: fc.option(anyAnswers),
  category: fc.option(fc.constantFrom(...ReasonCategory.options)),
  reason: words(),
  at: anyMillis,
})

export const anyRole = fc.constantFrom(...Role.options)
export const anyPerson: fc.Arbitrary<Person> = fc.record({
  id: anyUlid<Person['id']>(),
  name: anyName,
  email: fc.emailAddress(),
  admin: fc.boolean(),
})

export const anyPay: fc.Arbitrary<Pay> = fc.record({
  per: fc.constantFrom('task' as const, 'hour' as const),
  minor: fc.nat(100_000),
  currency: fc.constantFrom('EUR', 'USD', 'KES'),
})
export const anyBrief: fc.Arbitrary<Brief> = fc.record({
  who: words(),
  why: words(),
  use: words(),
  sensitive: fc.option(words()),
  pay: fc.option(anyPay),
})

export const anyProjectDraft: fc.Arbitrary<ProjectDraft> = fc.record({
  name: anyName,
  media: fc.constantFrom(...MediaType.options),
  questions: anyQuestions,
  brief: anyBrief,
  guidelines: words(200),
  overlap: fc.integer({ min: 1, max: limits.overlapMax }),
  blind: fc.boolean(),
})

export const anyProject: fc.Arbitrary<Project> = fc
  .tuple(
    anyProjectDraft,
    fc.record({
      id: anyUlid<Project['id']>(),
      state: fc.constantFrom(...ProjectState.options),
      version: fc.nat(1_000),
      sample: fc.boolean(),
      createdAt: anyMillis,
    }),
  )
  .map(([draft, rest]) => ({ ...draft, ...rest }))
