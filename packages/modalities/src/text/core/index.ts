// Text: passages of characters, with spans tagged in Unicode code points.
import { defineModality } from '@etabli/modality-kit'

export const text = defineModality({ id: 'text', media: 'text', kinds: [], imports: [], exports: [], templates: [] })
