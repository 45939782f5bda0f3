// Recordings: what is heard, written down and checked. A modality with the medium `audio`.
import { defineModality } from '@etabli/modality-kit'
import { transcript } from './kinds/transcript.ts'
import { audioCsvExport, nemoExport } from './mappings/exports.ts'
import { audioCsv, audioFolder, audioJsonl } from './mappings/lists.ts'
import { transcriptCheck } from './templates.ts'

export const audio = defineModality({
  id: 'audio',
  media: 'audio',
  kinds: [transcript],
  imports: [audioJsonl, audioCsv, audioFolder],
  exports: [nemoExport, audioCsvExport],
  templates: [transcriptCheck],
})
