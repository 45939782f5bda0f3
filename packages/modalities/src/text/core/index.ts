// Text: passages of characters with tagged spans. An offset is a Unicode code point, as Python counts; spans are
// half-open, [start, end). The text itself is never changed: it goes out byte for byte as it came in.
import { defineModality } from '@etabli/modality-kit'
import { span } from './kinds/span.ts'
import { csvIn, jsonlIn, plainIn } from './mappings/texts-in.ts'
import { conllOut, csvOut, jsonlOut } from './mappings/texts-out.ts'
import { templates } from './templates.ts'

export { type Passage, passageOf } from './passage.ts'
export type { Stretch } from './tokens.ts'
export {
  draftOf,
  type Edge,
  type SpanContext,
  type SpanKey,
  type SpanState,
  spanTool,
  stretchOf,
} from './tools/span.ts'

export const text = defineModality({
  id: 'text',
  media: 'text',
  kinds: [span],
  imports: [jsonlIn, csvIn, plainIn],
  exports: [jsonlOut, conllOut, csvOut],
  templates,
})
