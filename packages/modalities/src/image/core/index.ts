// Image: pictures with boxes; what every part but the page's stage knows of them.
import { defineModality } from '@etabli/modality-kit'
import { box } from './kinds/box.ts'
import { boxes } from './templates.ts'

export { boxTool } from './tools/box.ts'
export { selectTool } from './tools/select.ts'

export const image = defineModality({
  id: 'image',
  media: 'image',
  kinds: [box],
  imports: [],
  exports: [],
  templates: [boxes],
})
