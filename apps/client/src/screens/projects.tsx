// Projects: to come.
import { NotFound } from './not-found.tsx'

export function Projects() {
  return <NotFound />
}
