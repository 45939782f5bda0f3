// Registry of modality cores: what every part but the page's stages knows of images, text, recordings and choices.

import type { ExportMapping, ImportMapping, Kind, Modality, Template, ToolRow } from '@etabli/modality-kit'
import type { Mark, Media, MediaType } from '@etabli/schema'
import { audio } from './audio/core/index.ts'
import { segmentTool } from './audio/core/tools/segment.ts'
import { choice } from './choice/core/index.ts'
import { boxTool, image, keypointsTool, polygonTool, selectTool } from './image/core/index.ts'
import { text } from './text/core/index.ts'

export {
  beepedSamples,
  coversSamples,
  maskedAnswers,
  personalQuestion,
  type SampleRange,
  secondsOf,
} from './audio/core/index.ts'
export { LANGUAGES } from './audio/core/languages.ts'
export { recordSentences, transcriptCheck } from './audio/core/templates.ts'
export { answerWithLabel, answerWithLevel, labelsIn, levelKeys } from './choice/core/index.ts'
export { createProposer, type Entity, isByRule, relationRules } from './text/core/index.ts'

/** Every modality. Adding one is a line here and a line in `view.ts`. */
export const modalities: readonly Modality[] = [audio, image, choice, text]

/** Every kind by its id. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
  modalities.flatMap((modality) => modality.kinds.map((kind) => [kind.id, kind] as const)),
)

/** Every template, in the order in which they are offered. */
export const allTemplates: readonly Template[] = modalities.flatMap((modality) => modality.templates)

/** The modality that owns the medium, or undefined for `none`. */
export function modalityOfMedia(media: MediaType): Modality | undefined {
  return media === 'none' ? undefined : modalities.find((modality) => modality.media === media)
}

/** A mark's value brought into another task's medium, or null where it means nothing there. */
export function carryMark(mark: Mark, from: Media, to: Media): Mark['value'] | null {
  if (from.type !== to.type) return null
  return modalityOfMedia(to.type)?.carry?.(mark, from, to) ?? null
}

/** The formats that can be read into a project of this medium. */
export function importsFor(media: MediaType): ImportMapping[] {
  return modalities.flatMap((modality) => modality.imports.filter((mapping) => mapping.media.includes(media)))
}

/** The formats in which a project of this medium can be written. */
export function exportsFor(media: MediaType): ExportMapping[] {
  return modalities.flatMap((modality) => modality.exports.filter((mapping) => mapping.media.includes(media)))
}

/** Every tool's table as documentation, for `docs/tools.md`. */
export const toolTables: readonly { readonly id: string; readonly rows: readonly ToolRow[] }[] = [
  boxTool,
  polygonTool,
  keypointsTool,
  selectTool,
  segmentTool,
]
