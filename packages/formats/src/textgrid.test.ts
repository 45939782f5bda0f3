// TextGrid: both forms as Praat's manual shows them, refused intervals, round trips, and Praat itself where it is there.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codecContract } from './testing/index.ts'
import { filledTier, readTextGrid, type TextGrid, textGrid, textGridShort } from './textgrid.ts'

// Praat manual, "TextGrid file formats", sections 1 and 2: the same grid in both forms.
const long = `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.3
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Mary"
        xmin = 0
        xmax = 2.3
        intervals: size = 1
        intervals [1]:
            xmin = 0
            xmax = 2.3
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "John"
        xmin = 0
        xmax = 2.3
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.5 ! a comment
            text = "he said ""hi"" <ok> 3"
        intervals [2]:
            xmin = 1.5
            xmax = 2.3
            text = ""
    item [3]:
        class = "TextTier"
        name = "bell"
        xmin = 0
        xmax = 2.3
        points: size = 1
        points [1]:
            number = 1.1
            mark = "ding"
`
const short =
  '"ooTextFile"\n"TextGrid"\n\n0\n2.3\n<exists>\n3\n"IntervalTier"\n"Mary"\n0\n2.3\n1\n0\n2.3\n""\n' +
  '"IntervalTier"\n"John"\n0\n2.3\n2\n0\n1.5\n"he said ""hi"" <ok> 3"\n1.5\n2.3\n""\n"TextTier"\n"bell"\n0\n2.3\n1\n1.1\n"ding"\n'

const grid: TextGrid = {
  start: 0,
  end: 2.3,
  tiers: [
    { type: 'intervals', name: 'Mary', intervals: [{ start: 0, end: 2.3, text: '' }] },
    {
      type: 'intervals',
      name: 'John',
      intervals: [
        { start: 0, end: 1.5, text: 'he said "hi" <ok> 3' },
        { start: 1.5, end: 2.3, text: '' },
      ],
    },
    { type: 'points', name: 'bell', points: [{ time: 1.1, text: 'ding' }] },
  ],
}
const written = (document: TextGrid, form = textGrid) => [...form.write(document)].join('')

describe('readTextGrid', () => {
  it('takes the long and the short form', () => {
    expect(readTextGrid(long)).toEqual({ document: grid, issues: [], issueCount: 0 })
    expect(readTextGrid(short)).toEqual({ document: grid, issues: [], issueCount: 0 })
  })
  it('takes UTF-16, which Praat writes for anything but ASCII', () => {
    const text = long.replace('ding', 'dïñg')
    const little = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))
    const big = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())
    for (const bytes of [little, big])
      expect(readTextGrid(bytes).document.tiers[2]).toMatchObject({ points: [{ text: 'dïñg' }] })
  })
  it('AUD8: refuses by line and goes on: an interval that overlaps', () => {
    const { document, issues } = readTextGrid(long.replace('xmin = 1.5', 'xmin = 1.2'))
    expect(issues).toMatchObject([{ line: 30, path: 'John[2]', code: 'textgrid.interval' }])
    expect(document).toEqual(grid)
  })
  it('takes the whole tiers of a file that breaks off', () => {
    const { document, issues } = readTextGrid(long.slice(0, long.indexOf('bell')))
    expect(document.tiers).toEqual(grid.tiers.slice(0, 2))
    expect(issues).toMatchObject([{ code: 'textgrid.form' }])
  })
  it('says of another file that it is none', () => {
    expect(readTextGrid('hello').issues).toMatchObject([{ line: 1, code: 'textgrid.form' }])
    expect(readTextGrid('"ooTextFile" "Pitch 1" 0 1').issues).toMatchObject([{ line: 1, code: 'textgrid.head' }])
  })
})

describe('filledTier', () => {
  it('fills gaps, cuts overlaps, and drops what has no length', () => {
    const segments = [
      { start: 2, end: 4, text: 'b' },
      { start: 0.5, end: 2.5, text: 'a' },
      { start: 3, end: 3.5, text: 'inside b' },
    ]
    expect(filledTier('t', segments, { start: 0, end: 5 })).toEqual({
      type: 'intervals',
      name: 't',
      intervals: [
        { start: 0, end: 0.5, text: '' },
        { start: 0.5, end: 2.5, text: 'a' },
        { start: 2.5, end: 4, text: 'b' },
        { start: 4, end: 5, text: '' },
      ],
    })
    expect(() => written({ ...grid, end: 3 })).toThrow(RangeError)
  })
})

const has = (() => {
  try {
    return execFileSync('praat', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes(
      'Praat',
    )
  } catch {
    return false
  }
})()

describe.skipIf(!has)('Praat itself (skipped where it is not installed: Debian has it as `praat`)', () => {
  it.each([
    ['long', textGrid],
    ['short', textGridShort],
  ] as const)('opens the %s form, and what it saves reads the same', (_, form) => {
    const folder = mkdtempSync(join(tmpdir(), 'etabli-praat-'))
    try {
      const sent: TextGrid = {
        ...grid,
        tiers: [...grid.tiers, filledTier('日本', [{ start: 1, end: 2, text: 'l’été' }], grid)],
      }
      writeFileSync(join(folder, 'in.TextGrid'), written(sent, form))
      writeFileSync(
        join(folder, 'script.praat'),
        'form Files\n  word folder x\nendform\n' +
          'Read from file: folder$ + "/in.TextGrid"\n' +
          'tiers = Get number of tiers\nlabel$ = Get label of interval: 2, 1\nwriteInfoLine: tiers, " ", label$\n' +
          'Save as text file: folder$ + "/long.TextGrid"\nSave as short text file: folder$ + "/short.TextGrid"\n',
      )
      const said = execFileSync('praat', ['--run', join(folder, 'script.praat'), folder], { encoding: 'utf8' })
      expect(said.trim()).toBe('4 he said "hi" <ok> 3')
      for (const name of ['long', 'short']) {
        const back = readTextGrid(new Uint8Array(readFileSync(join(folder, `${name}.TextGrid`))))
        expect(back).toEqual({ document: sent, issues: [], issueCount: 0 })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const said = fc.string({ unit: 'grapheme', maxLength: 8 })
const documents = fc
  .record({
    end: fc.integer({ min: 1, max: 100_000 }),
    tiers: fc.array(
      fc.record({
        name: said,
        segments: fc.array(fc.record({ start: fc.nat(100_000), end: fc.nat(100_000), text: said }), { maxLength: 5 }),
        isPoints: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ end, tiers }): TextGrid => {
    const bounds = { start: 0, end: end / 1_000 }
    return {
      ...bounds,
      tiers: tiers.map(({ name, segments, isPoints }) =>
        isPoints
          ? { type: 'points', name, points: segments.map(({ start, text }) => ({ time: start / 1_000, text })) }
          : filledTier(
              name,
              segments.map((one) => ({ ...one, start: one.start / 1_000, end: one.end / 1_000 })),
              bounds,
            ),
      ),
    }
  })

codecContract({ codec: textGrid, documents, sample: long })
codecContract({ codec: textGridShort, documents, sample: short })
