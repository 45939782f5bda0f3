// Work: to come.
import { NotFound } from './not-found.tsx'

export function Work() {
  return <NotFound />
}
