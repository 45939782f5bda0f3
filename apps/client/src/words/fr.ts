// The French phrases that everyone meets, as one file to fetch; what only work needs is beside it.
import type { Phrases } from './phrases.ts'

export const files: Readonly<Record<string, Phrases>> = import.meta.glob<Phrases>(
  [
    './fr/*.json',
    '!./fr/{agreement,audio,choice,exports,image,imports,recording,review,rules,schema,segment,text}.json',
  ],
  { eager: true, import: 'default' },
)
