// What went wrong, in the person's language: one way to say it for every screen.

import type { Translate } from '@etabli/modality-kit'
import type { ProblemBody, ProblemIssue } from '@etabli/protocol'
import { RefusedError } from '@etabli/sdk'
import { language } from '../words/words.ts'

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
    sentence: sayRefusal(error.problem, t),
    details: (error.problem.issues ?? []).map((issue) => sayIssue(issue, t)),
  }
}

/** Why the server refused: `details.why` says it more exactly than the code, where the catalogue knows it. */
export function sayRefusal({ code, details }: ProblemBody, t: Translate): string {
  const why = details?.['why']
  const exact = typeof why === 'string' ? phraseOf(`errors.why.${why}`, t, details) : null
  return exact ?? t(`errors.${code}`)
}

/** One bad field or row: where and why. */
export function sayIssue(issue: ProblemIssue, t: Translate): string {
  const said = sayReason(issue, t)
  const place = issue.path ? t('errors.at', { path: issue.path, message: said }) : said
  if (issue.line !== undefined) return t('errors.where', { file: issue.file ?? '', line: issue.line, message: place })
  return issue.file ? t('errors.at', { path: issue.file, message: place }) : place
}

/**
 * Why a field or row is bad, without its place. The server's own sentence is English and exact; in another language
 * the code's phrase says it, followed by the values that the sentence quotes.
 */
export function sayReason({ code, message }: ProblemIssue, t: Translate): string {
  if (language() === 'en') return message
  const phrase = phraseOf(`issues.${code}`, t)
  if (phrase === null) return message
  const values = message.match(/"[^"]{1,80}"|“[^”]{1,80}”|\[[-\d., ]+\]|\d+ × \d+/g) ?? []
  return values.length === 0 ? phrase : t('issues.quoting', { phrase, values: [...new Set(values)].join(', ') })
}

/** A phrase that the catalogue may lack: then null. */
function phraseOf(key: string, t: Translate, values?: ProblemBody['details']): string | null {
  const numbers = Object.fromEntries(
    Object.entries(values ?? {}).filter((entry): entry is [string, string | number] =>
      ['string', 'number'].includes(typeof entry[1]),
    ),
  )
  const phrase = t(key, numbers)
  return phrase === key ? null : phrase
}

/** The sentence about one field of a form, or null. */
export function fieldProblem(error: unknown, path: string, t: Translate): string | null {
  if (!(error instanceof RefusedError)) return null
  const issue = error.problem.issues?.find((one) => one.path === path || one.path === `body.${path}`)
  return issue ? sayReason(issue, t) : null
}

function messageOf(error: unknown): string[] {
  return error instanceof Error && error.message ? [error.message] : []
}
