// Problem: the only error thrown on purpose. `protocol/errors.ts` says what each code means on the wire.
import { type ErrorCode, errors, type ProblemBody, type ProblemIssue } from '@etabli/protocol'

export interface ProblemDetail {
  readonly issues?: readonly ProblemIssue[]
  readonly details?: Record<string, string | number | boolean | null>
  /** Replaces the table's sentence where a more exact one helps. */
  readonly message?: string
}

/** A refusal. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly detail: ProblemDetail

  constructor(code: ErrorCode, detail: ProblemDetail = {}) {
    super(detail.message ?? errors[code].sentence)
    this.name = 'Problem'
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return errors[this.code].status
  }
}

/**
 * The body that a client sees of anything thrown: a problem's own, and for a bug one that gives nothing away.
 * @param request correlates with the log
 */
export function bodyOf(error: unknown, request?: string): ProblemBody {
  const problem = error instanceof Problem ? error : new Problem('server.fault')
  const { issues, details } = problem.detail
  return {
    code: problem.code,
    message: problem.message,
    ...(issues && issues.length > 0 ? { issues: [...issues] } : {}),
    ...(details ? { details } : {}),
    ...(request === undefined ? {} : { request }),
  }
}
