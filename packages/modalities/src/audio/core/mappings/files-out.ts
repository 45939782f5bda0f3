// The three shapes that exports of speech have: one list, a file beside each recording, a data directory of Kaldi's;
// each for every split.
import type { kaldiFiles } from '@etabli/formats'
import type { ExportFile, ExportInput, ExportItem } from '@etabli/modality-kit'

export type Split = ExportItem['split']

/** One list of all recordings for each split. */
export async function* lists(
  input: ExportInput,
  path: (split: Split) => string,
  chunks: (split: Split) => AsyncIterable<string>,
): AsyncGenerator<ExportFile> {
  for (const split of input.splits ?? [null]) yield { path: path(split), chunks: chunks(split) }
}

/** A file beside each recording, or in a folder of its split, as recordings lie once. */
export async function* beside<Told extends { readonly stem: string }>(
  input: ExportInput,
  extension: string,
  told: (split: Split) => AsyncIterable<Told>,
  chunks: (one: Told) => Iterable<string>,
): AsyncGenerator<ExportFile> {
  for (const split of input.splits ?? [null]) {
    for await (const one of told(split)) {
      const folder = split === null ? '' : `${split}/`
      yield { path: `${folder}${one.stem}${extension}`, chunks: chunks(one) }
    }
  }
}

/** A data directory for each split. Held in memory, as Kaldi wants all of it sorted. */
export async function* kaldiFolders(
  input: ExportInput,
  data: (split: Split) => Promise<ReturnType<typeof kaldiFiles>>,
): AsyncGenerator<ExportFile> {
  for (const split of input.splits ?? [null]) {
    const folder = split ?? 'data'
    for (const { path, chunks } of await data(split)) yield { path: `${folder}/${path}`, chunks }
  }
}
