// Filters of the task browser: kept in the address, so that a figure elsewhere can link to exactly its tasks.
import { type HttpInput, http } from '@etabli/protocol'

export type TaskQuery = NonNullable<HttpInput<'tasks.list', 'query'>>

const names = ['state', 'search', 'label', 'person', 'minSimilarity', 'maxSimilarity', 'undecided'] as const

/** Bands of agreement, from `min` (included) to `max`, in [0, 1]. */
export const bands = {
  low: { min: null, max: '0.5' },
  middle: { min: '0.5', max: '0.9' },
  high: { min: '0.9', max: null },
} as const
export type Band = keyof typeof bands

/** The filters of the address as the endpoint takes them; what it would refuse is left out. */
export function queryOf(search: URLSearchParams): TaskQuery {
  const given: Record<string, string> = {}
  for (const name of [...names, 'order']) {
    const value = search.get(name)
    if (value !== null && value !== '' && accepts({ [name]: value })) given[name] = value
  }
  return given as TaskQuery
}

const accepts = (query: Record<string, string>): boolean => http['tasks.list'].query.safeParse(query).success

/** True where something is filtered out. */
export function isFiltered(search: URLSearchParams): boolean {
  return names.some((name) => (search.get(name) ?? '') !== '')
}

/** The address with one filter set, or without it for an empty value. */
export function withFilter(search: URLSearchParams, changes: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}

/** The band that the address asks for, `any` without one, `other` for bounds of its own. */
export function bandOf(search: URLSearchParams): Band | 'any' | 'other' {
  const min = search.get('minSimilarity')
  const max = search.get('maxSimilarity')
  if (min === null && max === null) return 'any'
  const found = Object.entries(bands).find(([, band]) => band.min === min && band.max === max)
  return (found?.[0] as Band | undefined) ?? 'other'
}
