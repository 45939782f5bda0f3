// Views of modalities, fetched when a task of theirs is opened and kept.
import { kinds as allKinds, modalities, modalityOfMedia } from '@etabli/modalities'
import { type View, views } from '@etabli/modalities/view'
import type { MediaType, Question } from '@etabli/schema'

const fetched = new Map<string, Promise<View | null>>()

/** The view of a modality; the same promise each time. Null where it has none. */
export function viewOf(modality: string): Promise<View | null> {
  const known = fetched.get(modality)
  if (known !== undefined) return known
  const load = views[modality]
  const promise = load ? load().then((module) => module.view) : Promise.resolve(null)
  // A module that could not be fetched is asked for again the next time.
  promise.catch(() => fetched.delete(modality))
  fetched.set(modality, promise)
  return promise
}

/** The id of the modality to which a kind belongs. */
export function modalityOfKind(kind: string): string | null {
  return modalities.find((modality) => modality.kinds.some((known) => known.id === kind))?.id ?? null
}

export interface ProjectViews {
  /** The view that fills the stage; null for tasks without a medium. */
  readonly stage: View | null
  /** The view of each question's kind. */
  readonly byKind: ReadonlyMap<string, View>
}

const together = new Map<string, Promise<ProjectViews>>()

/** All views that a project's tasks need; the same promise for the same medium and kinds. */
export function viewsOf(media: MediaType, questions: readonly Question[]): Promise<ProjectViews> {
  const kinds = [...new Set(questions.map((question) => question.kind))]
  const key = `${media}:${kinds.join()}`
  const known = together.get(key)
  if (known !== undefined) return known
  const promise = load(media, kinds)
  promise.catch(() => together.delete(key))
  together.set(key, promise)
  return promise
}

async function load(media: MediaType, kinds: readonly string[]): Promise<ProjectViews> {
  const own = kinds.find((kind) => allKinds.get(kind)?.ownStage)
  const stageId = own === undefined ? modalityOfMedia(media)?.id : modalityOfKind(own)
  const byKind = new Map<string, View>()
  const stage = stageId ? await viewOf(stageId) : null
  for (const kind of kinds) {
    const modality = modalityOfKind(kind)
    const view = modality ? await viewOf(modality) : null
    if (view) byKind.set(kind, view)
  }
  return { stage, byKind }
}
