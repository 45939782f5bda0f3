// Image: pictures with boxes, polygons and poses; what every part but the page's stage knows of them.
import { defineModality } from '@etabli/modality-kit'
import { carryShape } from './carry.ts'
import { box } from './kinds/box.ts'
import { keypoints } from './kinds/keypoints.ts'
import { polygon } from './kinds/polygon.ts'
import { cocoIn } from './mappings/coco-in.ts'
import { cocoOut } from './mappings/coco-out.ts'
import { imageFolder } from './mappings/folder.ts'
import { vocIn } from './mappings/voc-in.ts'
import { vocOut } from './mappings/voc-out.ts'
import { yoloIn } from './mappings/yolo-in.ts'
import { yoloOuts } from './mappings/yolo-out.ts'
import { bodyPoses, boxes, polygons, turnedBoxes } from './templates.ts'

export { boxTool } from './tools/box.ts'
export { keypointsTool } from './tools/keypoints.ts'
export { polygonTool } from './tools/polygon.ts'
export { selectTool } from './tools/select.ts'

export const image = defineModality({
  id: 'image',
  media: 'image',
  kinds: [box, polygon, keypoints],
  imports: [imageFolder, cocoIn, yoloIn, vocIn],
  exports: [cocoOut, ...yoloOuts, vocOut],
  carry: carryShape,
  templates: [boxes, turnedBoxes, polygons, bodyPoses],
})
