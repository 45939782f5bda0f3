// Which formats a project can be written in, and what each will lose: asked of the modalities.
import { exportsFor, kinds, modalities } from '@etabli/modalities'
import { ExportFormat } from '@etabli/protocol'
import type { Project } from '@etabli/schema'

export interface FormatOffer {
  readonly format: ExportFormat
  /** Why this project cannot be written so, or null. */
  readonly refusal: string | null
  /** What will be lost, one sentence each. */
  readonly warnings: readonly string[]
}

/** Which files a project's export may bring: its tasks' own, or what people recorded; null where there are none. */
export function filesOf({ media, questions }: Pick<Project, 'media' | 'questions'>): 'image' | 'audio' | null {
  if (media === 'image' || media === 'audio') return media
  return questions.some(({ kind }) => kinds.get(kind)?.blobs) ? 'audio' : null
}

/**
 * The formats that fit the project's medium, and `raw`, which fits every project. Those of another medium's modality (as
 * corpora of speech are to projects of texts) come up only where something of theirs is asked for.
 */
export function formatsFor(project: Project): FormatOffer[] {
  const others = modalities.filter(({ media }) => media !== null && media !== project.media)
  const foreign = new Set(others.flatMap((modality) => modality.exports))
  const offers = new Map<ExportFormat, FormatOffer>()
  for (const mapping of exportsFor(project.media)) {
    const format = ExportFormat.safeParse(mapping.format)
    if (!format.success) continue
    const known = offers.get(format.data)
    if (known && known.refusal === null) continue
    const refusal = mapping.refuses(project)
    if (refusal !== null && foreign.has(mapping)) continue
    offers.set(format.data, {
      format: format.data,
      refusal,
      warnings: refusal === null ? mapping.warnings(project) : [],
    })
  }
  offers.set('raw', { format: 'raw', refusal: null, warnings: [] })
  // What cannot be chosen comes last.
  return [...offers.values()].toSorted((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null))
}
