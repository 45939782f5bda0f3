// YOLO: values worked by hand, rows refused by line, names, and bare folders.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codecContract } from './testing/index.ts'
import { law } from './testing/law.ts'
import { pixelBox, readYolo, type YoloRow, yolo, yoloBox, yoloText } from './yolo.ts'
import { pairYolo, readYoloClasses, readYoloData, yoloDataText } from './yolo-data.ts'

describe('yolo', () => {
  it('shares worked by hand: a box of 160×120 at (80, 60) in 640×480', () => {
    // Centre (80+80, 60+60) = (160, 120): 160/640 = 0.25, 120/480 = 0.25; 160/640 = 0.25, 120/480 = 0.25.
    const size = { width: 640, height: 480 }
    const box = yoloBox(3, { x: 80, y: 60, width: 160, height: 120 }, size)
    expect(yoloText([box])).toBe('3 0.250000 0.250000 0.250000 0.250000\n')
    expect(pixelBox(box, size)).toEqual({ x: 80, y: 60, width: 160, height: 120 })
  })

  it('shares worked by hand: a box of 100×50 at (10, 20) in 1000×200', () => {
    // Centre (60, 45): 60/1000 = 0.06, 45/200 = 0.225; 100/1000 = 0.1, 50/200 = 0.25.
    const box = yoloBox(0, { x: 10, y: 20, width: 100, height: 50 }, { width: 1000, height: 200 })
    expect(yoloText([box])).toBe('0 0.060000 0.225000 0.100000 0.250000\n')
  })

  it('IMG3: boxes come back within a hundredth of a pixel', () => {
    const size = { width: 8_000, height: 6_000 }
    law(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const box = { x: a * 4_000, y: b * 3_000, width: b * 4_000, height: a * 3_000 }
        const back = readYolo(yoloText([yoloBox(0, box, size)])).document[0]
        if (back?.shape !== 'box') throw new Error('no box')
        const pixels = pixelBox(back, size)
        for (const key of ['x', 'y', 'width', 'height'] as const) {
          expect(Math.abs(pixels[key] - box[key])).toBeLessThan(0.01)
        }
      }),
    )
  })

  it('reads boxes, confidence and polygons; CRLF, tabs and blank lines', () => {
    const { document, issues } = readYolo(
      '0 0.5 0.5 0.2 0.2\r\n\r\n1\t.5 .5 1 1 0.87\n2 0 0 1 0 1 1\n3.0 1e-1 0.5 0.1 0.1',
    )
    expect(issues).toEqual([])
    expect(document).toEqual([
      { shape: 'box', class: 0, x: 0.5, y: 0.5, width: 0.2, height: 0.2, confidence: null },
      { shape: 'box', class: 1, x: 0.5, y: 0.5, width: 1, height: 1, confidence: 0.87 },
      { shape: 'polygon', class: 2, points: [0, 0, 1, 0, 1, 1] },
      { shape: 'box', class: 3, x: 0.1, y: 0.5, width: 0.1, height: 0.1, confidence: null },
    ])
  })

  it('IMG7: names bad rows by line and field, and keeps the others', () => {
    const file =
      'cup 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1\n0 120 0.5 0.1 0.1\n9 0.5 0.5 0.1 0.1\n0 0.5 0.5 nan 0.1\n0 0.5 0.5 0.1 0.1\n'
    const { document, issues } = readYolo(file, { file: 'labels/a.txt', classes: 2 })
    expect(document.length).toBe(1)
    expect(issues.map(({ file, line, path, code }) => [file, line, path, code])).toEqual([
      ['labels/a.txt', 1, 'class', 'yolo.class'],
      ['labels/a.txt', 2, undefined, 'yolo.columns'],
      ['labels/a.txt', 3, 'x', 'yolo.number'],
      ['labels/a.txt', 4, 'class', 'yolo.class-unknown'],
      ['labels/a.txt', 5, 'width', 'yolo.number'],
    ])
  })
})

describe('yolo data', () => {
  const places = { path: null, train: null, val: null, test: null }

  it.each([
    ['a flow list', 'nc: 2\nnames: [cup, "wine glass"]\n'],
    ['a list of dashes', 'names:\n- cup\n- wine glass # the tall one\n'],
    ['numbers as keys', "# classes\nnames:\n  0: cup\n  1: 'wine glass'\n"],
  ])('reads names from %s', (_, text) => {
    expect(readYoloData(text)).toEqual({
      document: { ...places, names: ['cup', 'wine glass'] },
      issues: [],
      issueCount: 0,
    })
  })

  it('reads where the images are', () => {
    const { document } = readYoloData(
      'path: ../coco128  # root\ntrain: images/train2017\nval: images/val\ntest:\nnames: {}\n',
    )
    expect(document).toMatchObject({ path: '../coco128', train: 'images/train2017', val: 'images/val', test: null })
  })

  it('writes what reads back, whatever the names are', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
      fc.constantFrom('yes', 'null', '1', "it's", 'a: b', 'a # b', '#', '- x', '[x]', 'C++', '"q"', '~', ' x '),
    )
    law(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const data = { names, path: '.', train: 'images/train', val: null, test: null }
        expect(readYoloData(yoloDataText(data))).toEqual({ document: data, issues: [], issueCount: 0 })
      }),
    )
  })

  it('refuses a key that would make a huge list, and a file without names', () => {
    expect(readYoloData('names:\n  999999999: x\n').issues.map(({ line, code }) => [line, code])).toEqual([
      [2, 'yolo.name'],
      [undefined, 'yolo.names'],
    ])
  })

  it('reads classes.txt', () => {
    expect(readYoloClasses('cup\r\nplate\r\n\r\n').document).toEqual(['cup', 'plate'])
  })
})

describe('pairYolo', () => {
  it('IMG7: takes a bare folder', () => {
    expect(pairYolo(['a.jpg', 'a.txt', 'b.PNG', 'c.txt'])).toEqual({
      pairs: [
        { image: 'a.jpg', labels: 'a.txt' },
        { image: 'b.PNG', labels: null },
      ],
      strays: ['c.txt'],
      names: null,
    })
  })

  it('pairs images/ with labels/, and finds the names', () => {
    expect(pairYolo(['classes.txt', 'data.yaml', 'images/train/1.jpg', 'labels/train/1.txt'])).toEqual({
      pairs: [{ image: 'images/train/1.jpg', labels: 'labels/train/1.txt' }],
      strays: [],
      names: 'data.yaml',
    })
    expect(pairYolo(['set/train/images/1.jpg', 'set/train/labels/1.txt']).pairs[0]?.labels).toBe(
      'set/train/labels/1.txt',
    )
  })
})

const share = fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 1_000_000)
const rows: fc.Arbitrary<readonly YoloRow[]> = fc.array(
  fc.oneof(
    fc.record({
      shape: fc.constant('box' as const),
      class: fc.nat(999),
      x: share,
      y: share,
      width: share,
      height: share,
      confidence: fc.option(share),
    }),
    fc.record({
      shape: fc.constant('polygon' as const),
      class: fc.nat(999),
      points: fc.array(fc.tuple(share, share), { minLength: 3, maxLength: 6 }).map((points) => points.flat()),
    }),
  ),
)

codecContract({ codec: yolo, documents: rows, sample: '0 0.5 0.5 0.2 0.2\n3 0.1 0.2 0.3 0.4 0.5 0.6\n' })
