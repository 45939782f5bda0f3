// Decoded pictures, fetched ahead of their turn: the next image is painted in the frame after the key.

/** What is held ahead and behind: the tasks in the hand, and a few to go back to. */
const MOST_PICTURES = 6
/** Bitmaps take four bytes a pixel: of large pictures fewer are held. */
const MOST_PIXELS = 64_000_000

interface Held {
  readonly bitmap: Promise<ImageBitmap>
  /** The bitmap once it is decoded. */
  now: ImageBitmap | null
}

const held = new Map<string, Held>()

/** The picture where it is decoded already, else null. */
export function pictureNow(src: string): ImageBitmap | null {
  return held.get(src)?.now ?? null
}

/** Fetches and decodes a picture, once. Rejects where it cannot be fetched or decoded; the next call tries again. */
export function fetchPicture(src: string): Promise<ImageBitmap> {
  const known = held.get(src)
  // Asked for last is let go of last.
  held.delete(src)
  const picture = known ?? fetched(src)
  held.set(src, picture)
  return picture.bitmap
}

function fetched(src: string): Held {
  const picture: Held = { bitmap: decoded(src), now: null }
  picture.bitmap.then(
    (bitmap) => {
      picture.now = bitmap
      letGo()
    },
    () => {
      if (held.get(src) === picture) held.delete(src)
    },
  )
  return picture
}

async function decoded(src: string): Promise<ImageBitmap> {
  const reply = await fetch(src, { credentials: 'same-origin' })
  if (!reply.ok) throw new Error(`${src}: ${reply.status}`)
  return createImageBitmap(await reply.blob())
}

/** Forgets the oldest beyond the bounds; the browser frees a bitmap once no stage shows it. */
function letGo(): void {
  let pixels = 0
  for (const [number, [src, { now }]] of [...held].toReversed().entries()) {
    pixels += now ? now.width * now.height : 0
    if (number >= MOST_PICTURES || (number > 0 && pixels > MOST_PIXELS)) held.delete(src)
  }
}
