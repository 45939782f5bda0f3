// What a file is by its first bytes; its name and what the sender says of it are never believed.
import { open } from 'node:fs/promises'

export interface Sniffed {
  readonly medium: 'image' | 'audio' | 'archive' | 'other'
  /** The type under which the bytes are served; `application/octet-stream` for what is not media. */
  readonly mime: string
  /** For people: `JPEG`, `HEIC image`. */
  readonly name: string
  /** False for what is recognised but cannot be a task's media. */
  readonly taken: boolean
}

const OCTETS = 'application/octet-stream'
const image = (mime: string, name: string): Sniffed => ({ medium: 'image', mime, name, taken: true })
const audio = (mime: string, name: string): Sniffed => ({ medium: 'audio', mime, name, taken: true })
const refused = (name: string): Sniffed => ({ medium: 'other', mime: OCTETS, name, taken: false })

const UNKNOWN: Sniffed = refused('file of unknown type')

/** How many bytes from the start `sniff` wants to see. */
export const SNIFF_BYTES = 4_096

/** Recognises a file by its first `SNIFF_BYTES` bytes. */
export function sniff(head: Uint8Array): Sniffed {
  const ascii = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte)
  if (starts(0xff, 0xd8, 0xff)) return image('image/jpeg', 'JPEG')
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return image('image/png', 'PNG')
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return image('image/gif', 'GIF')
  if (starts(0x49, 0x49, 0x2a, 0x00) || starts(0x4d, 0x4d, 0x00, 0x2a)) return image('image/tiff', 'TIFF')
  if (ascii(0, 4) === 'RIFF') return riff(ascii(8, 12))
  if (ascii(4, 8) === 'ftyp') return isoMedia(ascii(8, 12), ascii(8, 64))
  if (ascii(0, 4) === 'fLaC') return audio('audio/flac', 'FLAC')
  if (ascii(0, 4) === 'OggS') return audio('audio/ogg', 'Ogg')
  if (starts(0x1a, 0x45, 0xdf, 0xa3)) return audio('audio/webm', 'WebM')
  if (ascii(0, 3) === 'ID3') return audio('audio/mpeg', 'MP3')
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) {
    return { medium: 'archive', mime: OCTETS, name: 'ZIP archive', taken: false }
  }
  return sync(head) ?? named(head, ascii) ?? UNKNOWN
}

/** The first bytes of a file of this machine. */
export async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function riff(form: string): Sniffed {
  if (form === 'WEBP') return image('image/webp', 'WebP')
  if (form === 'WAVE') return audio('audio/wav', 'WAV')
  return refused(form === 'AVI ' ? 'AVI video' : 'RIFF file')
}

/** ISO base media: the major brand, and the compatible ones after it, say what it holds (ISO/IEC 14496-12 §4.3). */
function isoMedia(major: string, brands: string): Sniffed {
  if (/avif|avis/.test(major) || (/mif1|msf1/.test(major) && brands.includes('avif')))
    return image('image/avif', 'AVIF')
  if (/heic|heix|hevc|mif1|msf1/.test(major))
    return refused('HEIC image, whose codec (HEVC) cannot be read here; save it as JPEG, PNG or AVIF')
  if (major === 'qt  ') return refused('QuickTime video')
  return audio('audio/mp4', 'MPEG-4 audio')
}

/** MPEG audio without a tag begins with a frame: eleven set bits, then version and layer (ISO/IEC 11172-3 §2.4.1.3). */
function sync(head: Uint8Array): Sniffed | null {
  const [first = 0, second = 0, third = 0] = head
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null
  const layer = (second >> 1) & 3
  const version = (second >> 3) & 3
  if (layer === 0) return (second & 0xf0) === 0xf0 ? audio('audio/aac', 'AAC') : null
  return version !== 1 && third >> 4 !== 15 ? audio('audio/mpeg', 'MP3') : null
}

function named(head: Uint8Array, ascii: (from: number, to: number) => string): Sniffed | null {
  if (ascii(0, 2) === 'BM') return image('image/bmp', 'BMP')
  if (ascii(0, 4) === '8BPS') return refused('Photoshop image')
  if (ascii(0, 4) === 'FORM') return refused('AIFF recording')
  if (ascii(0, 5) === '%PDF-') return refused('PDF document')
  if (ascii(0, 4) === 'RF64') return refused('RF64 recording')
  if (head[0] === 0x1f && head[1] === 0x8b) return refused('gzip archive')
  const start = ascii(0, 512).trimStart().toLowerCase()
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return refused('SVG drawing')
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return refused('HTML page')
  return null
}
