// Person: roles, and the table of what each may do.
import * as z from 'zod/mini'
import { PersonId } from './ids.ts'
import { limits } from './limits.ts'

export const Email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(limits.email), z.email())
export const Password = z.string().check(z.minLength(limits.passwordMin), z.maxLength(limits.passwordMax))

export const Role = z.enum(['manager', 'reviewer', 'annotator'])
export type Role = z.infer<typeof Role>

export const Person = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  admin: z.boolean(),
})
export type Person = z.infer<typeof Person>

/**
 * What can be done in a project. `label` claims and submits; `read-others` sees annotations of other people.
 */
export const actions = ['see', 'label', 'read-others', 'review', 'export', 'import', 'edit', 'invite'] as const
export type Action = (typeof actions)[number]

/** What each role may do in its project; an instance admin may do everything in every project. */
export const permissions: Readonly<Record<Role, readonly Action[]>> = {
  annotator: ['see', 'label'],
  reviewer: ['see', 'label', 'read-others', 'review'],
  manager: ['see', 'label', 'read-others', 'review', 'export', 'import', 'edit', 'invite'],
}

/** True where a person of that role (null: no role in the project) may take the action. */
export function may(who: { role: Role | null; admin: boolean }, action: Action): boolean {
  if (who.admin) return true
  return who.role !== null && permissions[who.role].includes(action)
}
