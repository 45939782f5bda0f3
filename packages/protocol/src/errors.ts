// The one table of refusals: code → HTTP status, close code, may it be tried again, sentence.
import * as z from 'zod/mini'

interface ErrorRow {
  readonly status: number
  /** WebSocket close code, or null where the connection goes on. */
  readonly close: number | null
  readonly retryable: boolean
  readonly sentence: string
}

const rows = {
  'request.invalid': {
    status: 400,
    close: null,
    retryable: false,
    sentence: 'The request is not of the expected form.',
  },
  'request.too-large': {
    status: 413,
    close: null,
    retryable: false,
    sentence: 'That is larger than this server takes.',
  },
  'request.origin': {
    status: 403,
    close: 4403,
    retryable: false,
    sentence:
      'The page comes from another address than ETABLI_URL names; set ETABLI_URL to the address in the browser.',
  },
  'session.missing': { status: 401, close: 4401, retryable: false, sentence: 'Sign in to go on.' },
  'session.expired': {
    status: 401,
    close: 4401,
    retryable: false,
    sentence: 'Your session has ended. Sign in again: your work is kept.',
  },
  'sign-in.refused': {
    status: 401,
    close: null,
    retryable: false,
    sentence: 'That e-mail address and password do not belong together.',
  },
  'sign-in.too-often': { status: 429, close: null, retryable: true, sentence: 'Too many tries. Wait a minute.' },
  'token.too-many': {
    status: 409,
    close: null,
    retryable: false,
    sentence: 'You have as many API tokens as one person may. Revoke one first.',
  },
  'setup.done': { status: 410, close: null, retryable: false, sentence: 'This set-up link was used already.' },
  'invitation.unknown': {
    status: 404,
    close: null,
    retryable: false,
    sentence: 'This invitation is unknown, used up or withdrawn. Ask for a new one.',
  },
  'email.taken': {
    status: 409,
    close: null,
    retryable: false,
    sentence: 'There is an account with that e-mail address already.',
  },
  'not-allowed': {
    status: 403,
    close: null,
    retryable: false,
    sentence: 'Your role in this project does not allow that.',
  },
  'not-found': {
    status: 404,
    close: null,
    retryable: false,
    sentence: 'There is nothing here by that name, or it is not yours to see.',
  },
  'project.closed': { status: 409, close: null, retryable: false, sentence: 'The project is not open for work.' },
  'project.version': {
    status: 409,
    close: null,
    retryable: true,
    sentence: 'Somebody changed this project meanwhile. Reload to see it.',
  },
  'project.label-used': {
    status: 409,
    close: null,
    retryable: false,
    sentence: 'That label is used by annotations; say what becomes of them.',
  },
  'lease.lost': { status: 409, close: null, retryable: false, sentence: 'Your hold on this task has ended.' },
  'lease.too-many': {
    status: 409,
    close: null,
    retryable: false,
    sentence: 'You hold as many tasks as one person may.',
  },
  'annotation.invalid': {
    status: 422,
    close: null,
    retryable: false,
    sentence: 'An answer does not fit its question.',
  },
  'annotation.conflict': { status: 409, close: null, retryable: false, sentence: 'Another annotation has that id.' },
  'task.closed': {
    status: 409,
    close: null,
    retryable: false,
    sentence: 'This task is settled and no longer takes corrections.',
  },
  'review.own': { status: 403, close: null, retryable: false, sentence: 'Nobody reviews their own work.' },
  'review.stale': {
    status: 409,
    close: null,
    retryable: true,
    sentence: 'A new annotation came in since you opened this task. Look again.',
  },
  'import.invalid': {
    status: 422,
    close: null,
    retryable: false,
    sentence: 'The file was refused; nothing was imported.',
  },
  'import.archive': {
    status: 422,
    close: null,
    retryable: false,
    sentence: 'The archive was refused; nothing was imported.',
  },
  'import.state': { status: 409, close: null, retryable: false, sentence: 'This import is not waiting for that.' },
  'prelabels.at-work': {
    status: 409,
    close: null,
    retryable: true,
    sentence: 'The rules are at work already. Wait until they are done.',
  },
  'export.not-ready': { status: 409, close: null, retryable: true, sentence: 'The export is still being written.' },
  'export.format': {
    status: 422,
    close: null,
    retryable: false,
    sentence: 'This project cannot be written in that format.',
  },
  'export.nothing': {
    status: 409,
    close: null,
    retryable: false,
    sentence: 'No task has answers of the kind that was asked for: the export would be empty.',
  },
  'hello.late': { status: 400, close: 4408, retryable: true, sentence: 'No greeting came within five seconds.' },
  'hello.protocol': {
    status: 426,
    close: 4426,
    retryable: false,
    sentence: 'This page is older than the server. Reload it: your work is kept.',
  },
  'socket.slow': { status: 503, close: 4413, retryable: true, sentence: 'The line is too slow; reconnecting.' },
  'socket.invalid': {
    status: 400,
    close: 4400,
    retryable: false,
    sentence: 'Three messages in a row were not of the expected form.',
  },
  'socket.silent': { status: 408, close: 4410, retryable: true, sentence: 'The line went silent; reconnecting.' },
  'server.closing': {
    status: 503,
    close: 1012,
    retryable: true,
    sentence: 'The server is restarting. Your work is kept.',
  },
  'server.busy': { status: 503, close: null, retryable: true, sentence: 'The server is busy. Trying again.' },
  'server.fault': {
    status: 500,
    close: 1011,
    retryable: true,
    sentence: 'Something broke on the server. It was written down; nothing acknowledged is lost.',
  },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof rows
export const errors: Readonly<Record<ErrorCode, ErrorRow>> = rows
export const ErrorCode = z.enum(Object.keys(rows) as [ErrorCode, ...ErrorCode[]])

/** One bad row of a file or one bad field of a request: where and why. */
export const ProblemIssue = z.object({
  file: z.optional(z.string()),
  /** 1-based. */
  line: z.optional(z.int()),
  /** Field or JSON path. */
  path: z.optional(z.string()),
  code: z.string(),
  message: z.string(),
})
export type ProblemIssue = z.infer<typeof ProblemIssue>

/** The body of every refusal, on HTTP (application/problem+json) and on the socket alike. */
export const ProblemBody = z.object({
  code: ErrorCode,
  message: z.string(),
  issues: z.optional(z.array(ProblemIssue)),
  details: z.optional(z.record(z.string(), z.json())),
  /** Correlates with the server's log. */
  request: z.optional(z.string()),
})
export type ProblemBody = z.infer<typeof ProblemBody>
