// Label: to come.
import { NotFound } from './not-found.tsx'

export function Label() {
  return <NotFound />
}
