// The export manifest: counts that add up, or an issue that says which do not.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExportManifest, manifest } from './manifest.ts'
import { codecContract } from './testing/index.ts'

const good: ExportManifest = {
  format: 'coco',
  tasks: 5,
  tally: { exported: 3, 'empty-on-purpose': 1, 'not-labelled': 1 },
  left_out: { 'seen by too few': 2 },
  files: [{ path: 'annotations.json', bytes: 12, sha256: 'ab'.repeat(32) }],
  seed: 7,
}

const issuesOf = (value: unknown) => manifest.read(JSON.stringify(value)).issues.map(({ path, code }) => [path, code])

describe('manifest', () => {
  it('DAT2: tells when its counts do not add up', () => {
    expect(issuesOf(good)).toEqual([])
    expect(issuesOf({ ...good, tasks: 6 })).toEqual([['tally', 'manifest.sum']])
  })

  it('names wrong fields', () => {
    expect(issuesOf({ ...good, files: [{ path: 'a', bytes: -1, sha256: 'x' }] })).toEqual([
      ['files.0.bytes', 'manifest.field'],
      ['files.0.sha256', 'manifest.field'],
    ])
    expect(issuesOf([])).toEqual([[undefined, 'manifest.root']])
  })
})

const documents = fc
  .record({
    format: fc.constantFrom('coco', 'conll'),
    tally: fc.dictionary(fc.constantFrom('exported', 'empty-on-purpose', 'contested'), fc.nat()),
    left_out: fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      fc.nat(),
      { noNullPrototype: true },
    ),
  })
  .map((parts) => ({
    ...parts,
    tally: { ...parts.tally },
    tasks: Object.values(parts.tally).reduce((sum, count) => sum + count, 0),
    files: good.files,
  }))

codecContract({ codec: manifest, documents, sample: JSON.stringify(good, null, 2) })
