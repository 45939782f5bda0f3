// Which questions are answered by finding a class, not by a list of radios or boxes.
import { taxonomyOf } from '@etabli/modality-kit'
import type { Label } from '@etabli/schema'

/** From this many classes on they are found by typing, even where none stands under another. */
const LIST_UP_TO = 60

/** Whether a question's classes are a taxonomy: some under others, or very many. */
export function isTaxonomy(labels: readonly Label[]): boolean {
  return labels.length > LIST_UP_TO || taxonomyOf(labels).isTree
}
