// Whether a refusal is of the moment, so that the same thing is sent again later.
import type { RefusedError } from '@etabli/sdk'

/** True where nothing is wrong with what was sent: the line is down, the server is busy, the session has ended. */
export function mustWait(fault: RefusedError): boolean {
  return fault.retryable || fault.code.startsWith('session.')
}
