// Readers that are fed piece by piece: one machine serves whole files, sync chunks and async chunks alike.

/** Takes inputs as they come and gives what is complete; `end` gives the rest. Used once. */
export interface Reader<I, O> {
  push(input: I): readonly O[]
  end(): readonly O[]
}

/** Values that come at once or over time. */
export type Stream<T> = Iterable<T> | AsyncIterable<T>

/** Whole sources are cut into pieces of this many bytes or characters, so that no list of rows grows with the file. */
const PIECE = 64 * 1024

/** The first reader's outputs fed to the second. */
export function through<A, B, C>(first: Reader<A, B>, second: Reader<B, C>): Reader<A, C> {
  const pass = (middle: readonly B[]): C[] => {
    const out: C[] = []
    for (const value of middle) for (const result of second.push(value)) out.push(result)
    return out
  }
  return {
    push: (input) => pass(first.push(input)),
    end() {
      const out = pass(first.end())
      for (const result of second.end()) out.push(result)
      return out
    },
  }
}

/** Reads a whole file, piece by piece. */
export function* readWhole<O>(source: string | Uint8Array, reader: Reader<string | Uint8Array, O>): Generator<O> {
  for (let from = 0; from < source.length; from += PIECE) {
    const piece = typeof source === 'string' ? source.slice(from, from + PIECE) : source.subarray(from, from + PIECE)
    yield* reader.push(piece)
  }
  yield* reader.end()
}

/** Reads chunks that come over time; holds one chunk and one row. */
export async function* readStream<I, O>(chunks: Stream<I>, reader: Reader<I, O>): AsyncGenerator<O> {
  for await (const chunk of chunks) yield* reader.push(chunk)
  yield* reader.end()
}
