// The suite that every codec must pass: write ∘ read is stable; garbage gives issues, never a throw.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Codec } from '../codec.ts'
import { ISSUES_KEPT } from '../issue.ts'
import { law } from './law.ts'

export interface CodecTrial<D> {
  readonly codec: Codec<D>
  /** Documents that the syntax can carry whole. */
  readonly documents: fc.Arbitrary<D>
  /** What comes back of a document, where the format rounds; the document itself otherwise. */
  readonly carried?: (document: D) => D
  /** Which documents can be written at all, where `read` may give others (of an empty file). */
  readonly writable?: (document: D) => boolean
  /** A real-shaped file, for garbage that is almost right. */
  readonly sample: string
}

/** Declares the tests of one codec. */
export function codecContract<D>({
  codec,
  documents,
  carried = (document) => document,
  writable,
  sample,
}: CodecTrial<D>): void {
  const written = (document: D) => [...codec.write(document)].join('')

  describe(`codec ${codec.id}`, () => {
    it('reads back what it wrote, and writes that the same', () => {
      law(
        fc.property(documents, (document) => {
          const text = written(document)
          const back = codec.read(text)
          expect(back.issues).toEqual([])
          expect(back.document).toEqual(carried(document))
          expect(written(back.document)).toBe(text)
        }),
      )
    })
    it('reads bytes as it reads text', () => {
      law(
        fc.property(documents, (document) => {
          const text = written(document)
          expect(codec.read(new TextEncoder().encode(text))).toEqual(codec.read(text))
        }),
      )
    })
    it('writes text that UTF-8 can carry, and breaks no character between chunks', () => {
      law(
        fc.property(documents, (document) => {
          for (const chunk of codec.write(document)) expect(chunk.isWellFormed()).toBe(true)
        }),
      )
    })
    it('reads its sample without an issue', () => {
      expect(codec.read(sample).issues).toEqual([])
    })
    it('garbage gives issues, never a throw', () => {
      law(
        fc.property(garbage(sample), (source) => {
          const { document, issues, issueCount } = codec.read(source, { file: 'a/b.txt' })
          expect(issues.length).toBe(Math.min(issueCount, ISSUES_KEPT))
          for (const issue of issues) {
            expect(issue.file).toBe('a/b.txt')
            expect(issue.code).toMatch(/^[a-z]+\.[a-z-]+$/)
            expect(issue.message).toMatch(/\S.*[.…]$/s)
          }
          // What was read of it is a document like any other.
          if (writable?.(document) !== false) expect(codec.read(written(document)).issues).toEqual([])
        }),
        200,
      )
    })
  })
}

/** Bytes, strings, JSON, and the sample with a piece cut out, doubled or overwritten. */
function garbage(sample: string): fc.Arbitrary<string | Uint8Array> {
  const spoilt = fc
    .tuple(fc.nat(sample.length), fc.nat(30), fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(...PROVOKING)))
    .map(([at, cut, put]) => sample.slice(0, at) + put + sample.slice(at + cut))
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 5, arbitrary: spoilt },
    {
      weight: 2,
      arbitrary: spoilt.map((text) => new TextEncoder().encode(text).map((byte, at) => (at === 7 ? 0xff : byte))),
    },
  )
}

const PROVOKING = [
  'NaN',
  '-1',
  '1e999',
  'null',
  '[]',
  '{}',
  '"',
  "'",
  '\n',
  '\r',
  '\t',
  '\u0000',
  '\uFEFF',
  ',,,',
  '-->',
  '__proto__',
]
