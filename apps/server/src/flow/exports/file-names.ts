// Names inside an export: of media files, kept from the source where that is safe and unique, and of people: pseudonyms.
import type { Media } from '@etabli/schema'
import { safePath } from '../imports/index.ts'

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/tiff': ['tif', 'tiff'],
  'image/gif': ['gif'],
  'audio/wav': ['wav', 'wave'],
  'audio/mpeg': ['mp3'],
  'audio/flac': ['flac'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/webm': ['webm'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/aac': ['aac'],
}

/**
 * Gives each task's medium its file name inside the export: `images/` or `audio/` and the task's own name (without the
 * same folder, where it is there already) where that is a safe path with the right extension, else a number. No two share a stem, whatever their case and extension, since
 * some formats write a file of labels beside each under its stem.
 */
export function mediaNames(): (task: { name: string; position: number; media: Media }) => string | null {
  const taken = new Set<string>()
  return ({ name, position, media }) => {
    if (media.type !== 'image' && media.type !== 'audio') return null
    const extensions = EXTENSIONS[media.mime] ?? ['bin']
    const folder = media.type === 'image' ? 'images' : 'audio'
    const number = String(position + 1).padStart(6, '0')
    const own = ownName(name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name, extensions)
    for (const stem of [own.stem, `${own.stem}-${number}`, number, `_${number}`]) {
      const key = stem.toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return `${folder}/${stem}.${own.extension}`
    }
    return `${folder}/__${number}.${own.extension}`
  }
}

function ownName(name: string, extensions: readonly string[]): { stem: string; extension: string } {
  const safe = safePath(name.replaceAll('\\', '/'))
  const path = 'path' in safe ? safe.path.replaceAll(/[<>:"|?*]/g, '_') : 'file'
  const dot = path.lastIndexOf('.')
  const given = dot > path.lastIndexOf('/') + 0 ? path.slice(dot + 1).toLowerCase() : ''
  if (extensions.includes(given)) return { stem: path.slice(0, dot), extension: path.slice(dot + 1) }
  return { stem: path, extension: extensions[0] ?? 'bin' }
}

/** `annotator-01`, `annotator-02`…: by the order given, as wide as the largest number and at least two digits. */
export function pseudonyms<Id extends string>(people: readonly Id[], word: string): Map<Id, string> {
  const width = Math.max(2, String(people.length).length)
  return new Map(people.map((person, index) => [person, `${word}-${String(index + 1).padStart(width, '0')}`]))
}

/** A name for files made of a person's words: letters, digits and hyphens, in lower case. */
export function safeWord(words: string): string {
  const plain = words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60) || 'export'
  )
}
