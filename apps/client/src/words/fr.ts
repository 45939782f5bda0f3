// Every French phrase, as one file to fetch.
import type { Phrases } from './phrases.ts'

export const files: Readonly<Record<string, Phrases>> = import.meta.glob<Phrases>('./fr/*.json', {
  eager: true,
  import: 'default',
})
