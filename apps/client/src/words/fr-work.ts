// The French phrases of labelling, review and projects, fetched with their screens.
import type { Phrases } from './phrases.ts'

export const files: Readonly<Record<string, Phrases>> = import.meta.glob<Phrases>(
  './fr/{agreement,audio,choice,exports,image,imports,recording,review,rules,schema,segment,text}.json',
  { eager: true, import: 'default' },
)
