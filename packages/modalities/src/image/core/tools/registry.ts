// The drawing tools by the kind of question they draw for; a new kind adds its line here.
import { boxDrawing } from './box.ts'
import type { DrawingTool } from './drawing.ts'
import { keypointsDrawing } from './keypoints.ts'
import { polygonDrawing } from './polygon.ts'

export const drawingTools: readonly DrawingTool[] = [boxDrawing, polygonDrawing, keypointsDrawing]

/** The tool that draws marks of this kind, or null where they are not drawn. */
export function drawingFor(kind: string): DrawingTool | null {
  return drawingTools.find((tool) => tool.kind === kind) ?? null
}
