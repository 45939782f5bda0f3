// Question: asks for one kind of answer; which kind, which labels, required or not.
import * as z from 'zod/mini'
import { Attribute } from './attributes.ts'
import { type LabelId, QuestionId } from './ids.ts'
import { Label, RemovedLabel } from './labels.ts'
import { limits } from './limits.ts'

/** A kind's id, for example `box`, `span`, `transcript`, `single`; the modalities registry says which exist. */
export const KindId = z.string().check(z.regex(/^[a-z][a-z-]{0,30}$/))
export type KindId = z.infer<typeof KindId>

export const Question = z
  .object({
    id: QuestionId,
    kind: KindId,
    title: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.name)),
    help: z._default(z.string().check(z.maxLength(limits.reason)), ''),
    required: z._default(z.boolean(), false),
    labels: z._default(z.array(Label).check(z.maxLength(limits.labelsPerQuestion)), []),
    /** Classes taken out while marks had them, and what their marks count as. */
    removed: z.optional(z.array(RemovedLabel).check(z.maxLength(limits.labelsPerQuestion))),
    /** What may be said of each mark beside its class. */
    attributes: z.optional(z.array(Attribute).check(z.maxLength(limits.attributesPerQuestion))),
    /** How many marks a task needs at least and takes at most; absent: any number. */
    min: z.optional(z.int().check(z.nonnegative())),
    max: z.optional(z.int().check(z.gte(1))),
    /** What only this kind understands (bounds of a number, levels of a rating); each kind validates its own. */
    options: z._default(z.record(z.string(), z.json()), {}),
  })
  .check(
    z.refine((q) => new Set(q.labels.map((l) => l.id)).size === q.labels.length, { error: 'two labels share an id' }),
    z.refine(
      (q) => {
        const keys = q.labels.flatMap((l) => (l.key === null ? [] : [l.key]))
        return new Set(keys).size === keys.length
      },
      { error: 'two labels share a key' },
    ),
    z.refine((q) => new Set(q.attributes?.map((a) => a.id)).size === (q.attributes?.length ?? 0), {
      error: 'two attributes share an id',
    }),
    z.refine((q) => q.min === undefined || q.max === undefined || q.min <= q.max, {
      error: 'the least number of marks is above the most',
    }),
    z.refine((q) => removalFault(q.labels, q.removed ?? []) === null, {
      error: 'a removed class is still there, is removed twice, or merges into nothing',
    }),
    z.refine((q) => !hasCycle(q.labels), { error: 'a class stands above itself' }),
  )
export type Question = z.infer<typeof Question>

/** The id of a removed class that cannot be so, or null. */
function removalFault(labels: readonly Label[], removed: readonly RemovedLabel[]): LabelId | null {
  const there = new Set(labels.map(({ id }) => id))
  const gone = new Map(removed.map((entry) => [entry.label.id, entry.into]))
  for (const { label } of removed) {
    if (there.has(label.id) || gone.size !== removed.length) return label.id
    let into = gone.get(label.id)
    for (let steps = 0; into !== undefined && !there.has(into); steps += 1) {
      if (!gone.has(into) || steps > removed.length) return label.id
      into = gone.get(into)
    }
  }
  return null
}

/** Whether following parents from some label comes back to it. */
function hasCycle(labels: readonly Label[]): boolean {
  const parents = new Map(labels.map(({ id, parent }) => [id, parent]))
  return labels.some(({ id }) => {
    let above = parents.get(id)
    for (let steps = 0; above !== undefined && steps <= labels.length; steps += 1) {
      if (above === id) return true
      above = parents.get(above)
    }
    return false
  })
}
