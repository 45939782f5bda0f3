// The only door of blobs/: media by content, looked into when they come, inert when they go.
export { type BeepedCopy, beepedCopy, beepedFile, warmPeaks } from './beeped.ts'
export { diskBlobs, hashFile } from './disk.ts'
export { makeTiles, type PictureStore } from './pictures.ts'
export { type ProbedMedia, probe } from './probe.ts'
export type { Refusal } from './refusal.ts'
export { disposition, sendFile } from './serve.ts'
export { headOf, sniff } from './sniff.ts'
export { addBlobs } from './store.ts'
