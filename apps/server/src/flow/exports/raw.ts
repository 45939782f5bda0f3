// The raw export: everything that was said of every task, one line of JSON each, people under pseudonyms.
import type { Annotation, PersonId, Review } from '@etabli/schema'
import type { TaskRecord } from './records.ts'

export interface Names {
  readonly annotators: ReadonlyMap<PersonId, string>
  readonly reviewers: ReadonlyMap<PersonId, string>
  readonly file: string | null
}

/** One line, without its line feed. Times are when things were said, so that the same data give the same line. */
export function rawLine(record: TaskRecord, names: Names): string {
  const { task, consensus } = record
  const replacedBy = new Map(record.annotations.flatMap((a) => (a.supersedes === null ? [] : [[a.supersedes, a.id]])))
  const annotation = (a: Annotation) => ({
    id: a.id,
    annotator: names.annotators.get(a.person) ?? null,
    answers: a.answers,
    active_ms: a.activeMs,
    submitted_at: a.submittedAt,
    questions_version: a.version,
    surplus: a.surplus,
    superseded_by: replacedBy.get(a.id) ?? null,
  })
  const review = (r: Review) => ({
    id: r.id,
    reviewer: names.reviewers.get(r.reviewer) ?? null,
    verdict: r.verdict,
    annotation: r.annotation,
    answers: r.answers,
    category: r.category,
    reason: r.reason,
    at: r.at,
  })
  return JSON.stringify({
    task: task.name,
    position: task.position,
    state: task.state,
    overlap: task.overlap,
    media: mediaOf(record, names.file),
    fields: task.fields,
    prefill: task.prefill,
    annotations: record.annotations.map(annotation),
    consensus: consensus && {
      inputs: consensus.inputs,
      similarity: consensus.similarity,
      unanimous: consensus.unanimous,
      questions: consensus.questions,
    },
    reviews: record.reviews.map(review),
  })
}

function mediaOf({ task: { media } }: TaskRecord, file: string | null) {
  if (media.type === 'image') {
    const { blob, mime, width, height } = media
    return { type: 'image', file, sha256: blob, mime, width, height }
  }
  if (media.type === 'audio') {
    const { blob, mime, duration, sampleRate, channels, beeped } = media
    const heard = { type: 'audio', file, sha256: blob, mime, duration, sample_rate: sampleRate, channels }
    return beeped ? { ...heard, beeped } : heard
  }
  return media
}
