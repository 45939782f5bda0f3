// Project: to come.
import { NotFound } from './not-found.tsx'

export function Project() {
  return <NotFound />
}
