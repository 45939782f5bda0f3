// Label: one class of a question: a fixed id, a name that may change, a colour and a key.
import * as z from 'zod/mini'
import { LabelId } from './ids.ts'
import { limits } from './limits.ts'

/** How many colours the colour-blind-safe palette has; a label stores an index, the theme picks the value. */
export const PALETTE_SIZE = 12

export const Label = z.object({
  id: LabelId,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.name)),
  /** Index into the palette. */
  colour: z.int().check(z.gte(0), z.lt(PALETTE_SIZE)),
  /** One character that selects the label, or null. */
  key: z.nullable(z.string().check(z.regex(/^[a-z0-9]$/))),
  /** The class above it in a hierarchy, or absent at the top. */
  parent: z.optional(LabelId),
  /** Its class number in exports, from 0; given once by the server, kept for ever, never given to another class. */
  number: z.optional(z.int().check(z.nonnegative())),
  /** No new mark takes it; marks that have it keep it. */
  retired: z.optional(z.boolean()),
})
export type Label = z.infer<typeof Label>

/** A class taken out of its question while marks had it: they count as another class, or no more. */
export const RemovedLabel = z.object({
  /** As it was, so that old answers can be named and the class brought back. */
  label: Label,
  /** The class its marks count as; absent where they were deleted with it. */
  into: z.optional(LabelId),
})
export type RemovedLabel = z.infer<typeof RemovedLabel>

/** The labels that new marks may take, in order. */
export function livingLabels<L extends { readonly retired?: boolean | undefined }>(labels: readonly L[]): L[] {
  return labels.filter(({ retired }) => retired !== true)
}

/** The keys given to labels in order: 1–9, then letters that neither a tool nor a global shortcut uses. */
export const LABEL_KEYS = [...'123456789', ...'qwrtyuiopdgjklxcm'] as const

/** Of those the letters that listening uses for itself. */
const LISTENING: readonly string[] = [...'cdopx']

/**
 * The keys that classes and attributes of a project of this medium may have, in the order in which they are given. All
 * others would shadow a key of the workbench, or be shadowed by it.
 */
export function labelKeysOf(media: 'image' | 'audio' | 'text' | 'none'): readonly string[] {
  return media === 'audio' ? LABEL_KEYS.filter((key) => !LISTENING.includes(key)) : LABEL_KEYS
}
