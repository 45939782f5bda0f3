// Text: passages of characters with tagged spans. An offset is a Unicode code point, as Python counts; spans are
// half-open, [start, end). The text itself is never changed: it goes out byte for byte as it came in.
import { defineModality } from '@etabli/modality-kit'
import { relation } from './kinds/relation.ts'
import { span } from './kinds/span.ts'
import { bratIn } from './mappings/brat-in.ts'
import { bratOut } from './mappings/brat-out.ts'
import { conllIn, conlluIn } from './mappings/conll-in.ts'
import { conllBilouOut, conllOut } from './mappings/conll-out.ts'
import { conlluOut } from './mappings/conllu-out.ts'
import { docbinOut } from './mappings/docbin-out.ts'
import { hfIn } from './mappings/hf-in.ts'
import { hfOut } from './mappings/hf-out.ts'
import { doccanoOut, prodigyOut, spacyOut } from './mappings/json-out.ts'
import { labelStudioIn } from './mappings/label-studio-in.ts'
import { labelStudioOut } from './mappings/label-studio-out.ts'
import { csvIn, doccanoIn, jsonlIn, plainIn, prodigyIn, spacyIn } from './mappings/texts-in.ts'
import { csvOut, jsonlOut } from './mappings/texts-out.ts'
import { webannoIn } from './mappings/webanno-in.ts'
import { webannoOut } from './mappings/webanno-out.ts'
import { sentence } from './sentences/sentence.ts'
import { sentencesOut } from './sentences/sentences-out.ts'
import { templates } from './templates.ts'

export { chainsOf } from './kinds/chains.ts'
export { endsOf, type RelationRules, relationRules } from './kinds/relation-value.ts'
export type { SpanValue } from './kinds/span-value.ts'
export { type Passage, passageOf } from './passage.ts'
export type { Row } from './rows.ts'
export { createProposer, type Entity, isByRule } from './rules/propose.ts'
export { sentenceMarks } from './sentences/sentence-rows.ts'
export { sentenceList } from './sentences/split.ts'
export { partAt, stretchesOf, stretchOf } from './stretches.ts'
export type { Stretch } from './tokens.ts'
export type { Grip } from './tools/acts.ts'
export { draftOf, type SpanContext, type SpanKey, type SpanState, spanTool } from './tools/span.ts'

export const text = defineModality({
  id: 'text',
  media: 'text',
  kinds: [span, relation, sentence],
  imports: [
    jsonlIn,
    csvIn,
    plainIn,
    doccanoIn,
    prodigyIn,
    spacyIn,
    labelStudioIn,
    conllIn,
    conlluIn,
    hfIn,
    webannoIn,
    bratIn,
  ],
  exports: [
    jsonlOut,
    csvOut,
    conllOut,
    conllBilouOut,
    conlluOut,
    doccanoOut,
    prodigyOut,
    spacyOut,
    docbinOut,
    labelStudioOut,
    hfOut,
    webannoOut,
    bratOut,
    sentencesOut,
  ],
  templates,
})
