// Shapes and spaces: the only door.
export {
  type Box,
  boundingBox,
  boxArea,
  boxCentre,
  boxContains,
  boxFromCorners,
  boxIntersection,
  boxIou,
  boxUnion,
  clampBox,
  clampPoint,
  type Handle,
  handlePoint,
  handles,
  moveBox,
  resizeBox,
} from './box.ts'
export {
  type Camera,
  clampCamera,
  fit,
  fitBox,
  pan,
  toImage,
  toImageLength,
  toScreen,
  visibleBox,
  type ZoomLimits,
  zoomAt,
  zoomLimits,
} from './camera.ts'
export { handleAt, nextUnder } from './hit-test.ts'
export {
  clampSpan,
  mergeSpans,
  type Span,
  spanBetween,
  spanContains,
  spanGap,
  spanIou,
  spanLength,
  spanOverlap,
  spanUnionLength,
} from './interval.ts'
export { cocoSigmas, type Keypoint, keypointSimilarity } from './keypoints.ts'
export { findLookAlikes, type LookAlike, type LookAlikeOptions } from './look-alikes.ts'
export { combineMasks, decodeMask, encodeMask, type Mask, maskArea, maskIou } from './mask.ts'
export {
  crossesItself,
  type Polygon,
  polygonArea,
  polygonContains,
  polygonIntersectionArea,
  polygonIou,
} from './polygon.ts'
export { planesOfRgba, type Raster, rasterOfRgba } from './raster.ts'
export { boxCorners, normalAngle, resizeRotated, rotatedHull, rotatedIou, turned } from './rotated.ts'
export { distanceToSegment, simplifyPath, simplifyPolygon } from './simplify.ts'
export { type SnapOptions, snapToEdges } from './snap-to-edges.ts'
export type { CharOffset, ImagePoint, ScreenPoint, Seconds, Size } from './spaces.ts'
