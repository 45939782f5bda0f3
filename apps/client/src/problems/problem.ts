// What went wrong, in the person's language: one way to say it for every screen.

import type { Translate } from '@etabli/modality-kit'
import type { ProblemIssue } from '@etabli/protocol'
import { RefusedError } from '@etabli/sdk'

export interface SaidProblem {
  readonly sentence: string
  /** Bad fields or rows, one sentence each. */
  readonly details: readonly string[]
}

/** A thrown thing as words: the code's phrase from the catalogue, and the issues that came with it. */
export function sayProblem(error: unknown, t: Translate): SaidProblem {
  if (!(error instanceof RefusedError)) return { sentence: t('errors.unknown'), details: messageOf(error) }
  if (error.status === 0) return { sentence: t('errors.offline'), details: [] }
  return {
    sentence: t(`errors.${error.code}`),
    details: (error.problem.issues ?? []).map((issue) => sayIssue(issue, t)),
  }
}

/** One bad field or row: where and why. */
export function sayIssue(issue: ProblemIssue, t: Translate): string {
  const place = issue.path ? `${issue.path}: ${issue.message}` : issue.message
  if (issue.line !== undefined) return t('errors.where', { file: issue.file ?? '', line: issue.line, message: place })
  return issue.file ? `${issue.file}: ${place}` : place
}

/** The sentence about one field of a form, or null. */
export function fieldProblem(error: unknown, path: string): string | null {
  if (!(error instanceof RefusedError)) return null
  return error.problem.issues?.find((issue) => issue.path === path || issue.path === `body.${path}`)?.message ?? null
}

function messageOf(error: unknown): string[] {
  return error instanceof Error && error.message ? [error.message] : []
}
