// Review: to come.
import { NotFound } from './not-found.tsx'

export function Review() {
  return <NotFound />
}
