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
})
export type Label = z.infer<typeof Label>

/** The keys given to labels in order: 1–9, then letters that neither a tool nor a global shortcut uses. */
export const LABEL_KEYS = [...'123456789', ...'qwrtyuiopdgjklxcm'] as const
