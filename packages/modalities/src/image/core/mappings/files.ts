// Images among uploaded files: which they are, what their tasks are called, how a name in a list finds its file.
import type { Size } from '@etabli/geometry'
import type { FileTree, TaskSeed } from '@etabli/modality-kit'
import { isImagePath, probeSize } from '../media.ts'

/** Enough of a file to hold the header of nearly every image, previews in its EXIF included. */
const HEAD = 512 * 1024

/** Paths of the images in a tree, in its order. */
export function imagesOf(tree: FileTree): string[] {
  return tree.files.flatMap(({ path }) => (isImagePath(path) ? [path] : []))
}

/**
 * Names tasks by path; where all images lie under one folder `images/`, by the path below it, so that an export that
 * is read again gives the names that went out.
 */
export function taskNames(images: readonly string[]): (path: string) => string {
  const [first = ''] = images
  const root = /^(?:.*\/)?images\//.exec(first)?.[0] ?? ''
  const shared = images.every((path) => path.startsWith(root)) ? root : ''
  return (path) => path.slice(shared.length)
}

/** A task of one image, without marks. */
export function imageTask(path: string, name: string, prefill: TaskSeed['prefill'] = []): TaskSeed {
  return { name, media: { type: 'file', path }, fields: {}, prefill, origin: { file: path } }
}

/** The file a list means by a name: that path, the path below the list's folder or below `images/`, or the only one so called. */
export function imageFinder(images: readonly string[]): (list: string, written: string) => string | null | 'ambiguous' {
  const known = new Set(images)
  const byName = Map.groupBy(images, baseName)
  return (list, written) => {
    const path = written.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '')
    const folder = list.slice(0, list.lastIndexOf('/') + 1)
    const above = folder.replace(/[^/]+\/$/, '')
    for (const at of [path, folder + path, `${folder}images/${path}`, `${above}images/${path}`, above + path]) {
      if (known.has(at)) return at
    }
    const alike = byName.get(baseName(path)) ?? []
    const ending = alike.filter((image) => image.endsWith(`/${path}`))
    const [only, ...more] = ending.length > 0 ? ending : alike
    return more.length > 0 ? 'ambiguous' : (only ?? null)
  }
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Size of an image as displayed, from the head of its file; null where it cannot be read. */
export async function sizeOfFile(tree: FileTree, path: string): Promise<Size | null> {
  let head = new Uint8Array(0)
  for await (const chunk of tree.read(path)) {
    const longer = new Uint8Array(head.length + chunk.length)
    longer.set(head)
    longer.set(chunk, head.length)
    head = longer
    const size = probeSize(head)
    if (size && size.width > 0 && size.height > 0) return size
    if (head.length >= HEAD) break
  }
  return null
}

/**
 * Why shapes drawn on an image of the size that a file says do not fit it, or null: of a file whose pixels are turned by
 * EXIF, boxed as stored, every box would be in the wrong place.
 * @param name of the image, in its quotes
 */
export function sizeFault(
  { width, height }: { readonly width: number | null; readonly height: number | null },
  size: Size | null,
  name: string,
): string | null {
  if (!size || width === null || height === null || (width === size.width && height === size.height)) return null
  return `The file says ${width} × ${height} pixels, but ${name} is shown with ${size.width} × ${size.height}.`
}

/** A whole file, or null where it is larger than `most` bytes. */
export async function bytesOf(tree: FileTree, path: string, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of tree.read(path)) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
