// The only door of blobs/: media by content, looked into when they come, inert when they go.
export { type AudioLook, lookAtAudio } from './audio.ts'
export { type Blobs, BlobTooLarge, type ByteRange, type StoredBlob } from './blobs.ts'
export { diskBlobs, hashFile } from './disk.ts'
export { type ImageLook, lookAtImage, makeThumbnail, makeUpright, type Refusal, THUMBNAIL_SIDE } from './image.ts'
export { type ProbedMedia, probe } from './probe.ts'
export { disposition, type SentFile, sendFile } from './serve.ts'
export { headOf, type Sniffed, sniff } from './sniff.ts'
export { addBlobs, type ProjectBlob } from './store.ts'
