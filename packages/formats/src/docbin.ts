// spaCy's DocBin (`.spacy`): texts by their tokens, with entities, groups of spans and classes, as its trainers read them.
// Source: spacy.io/api/docbin and spacy/tokens/_serialize.py of spaCy 3.8: zlib of a MessagePack map of packed arrays.
// The writer is fetched when a file is first written, so that pages that never do so do not load it.
import type { DocBinDoc } from './docbin-doc.ts'

export type * from './docbin-doc.ts'

/**
 * A file that `DocBin().from_disk` reads, in chunks. Arrays of all documents are held until the last has come, 25 bytes a
 * token. Throws RangeError where entities overlap, or a span is none of the document's tokens.
 */
export async function* writeDocBin(docs: AsyncIterable<DocBinDoc>): AsyncGenerator<Uint8Array> {
  const [{ deflated }, { containerOf }] = await Promise.all([import('./deflated.ts'), import('./docbin-container.ts')])
  yield* deflated(containerOf(docs))
}
