// COCO: hand-made files, refused elements by path, bytes of the writers.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coco, cocoCategories, readCoco, streamCoco, writeCoco } from './coco.ts'
import type { CocoDocument } from './coco-document.ts'
import { fixture } from './testing/fixture.ts'
import { codecContract } from './testing/index.ts'

const minimal = {
  images: [{ id: 1, file_name: 'a.jpg' }],
  annotations: [{ image_id: 1, category_id: 7, bbox: [10, 20.5, 30, 40] }],
  categories: [{ id: 7, name: 'cup' }],
}

function pathsOf(value: unknown): (string | undefined)[] {
  return readCoco(JSON.stringify(value)).issues.map(({ path }) => path)
}

function withAnnotation(changes: object): unknown {
  return { ...minimal, annotations: [{ ...minimal.annotations[0], ...changes }] }
}

describe('readCoco', () => {
  it('IMG7: takes a minimal file', () => {
    const { document, issueCount } = readCoco(JSON.stringify(minimal))
    expect(issueCount).toBe(0)
    expect(document).toEqual({
      info: {},
      images: [{ id: 1, file_name: 'a.jpg', width: null, height: null }],
      categories: [{ id: 7, name: 'cup', supercategory: '' }],
      annotations: [
        { id: 1, image_id: 1, category_id: 7, bbox: [10, 20.5, 30, 40], segmentation: [], area: 1200, iscrowd: 0 },
      ],
    })
  })

  it('takes the shape of the 2017 validation file', () => {
    const { document, issues } = readCoco(fixture('coco-val2017-shaped.json'))
    expect(issues).toEqual([])
    expect(document.images.map(({ file_name }) => file_name)).toEqual(['000000397133.jpg', '000000037777.jpg'])
    expect(document.annotations.map(({ iscrowd }) => iscrowd)).toEqual([0, 0, 1])
    expect(document.annotations[0]?.bbox).toEqual([217.62, 240.54, 38.99, 57.75])
    expect(document.annotations[2]?.segmentation).toEqual({ size: [3, 4], counts: [2, 3, 7] })
  })

  it('refuses what points to nothing, by path', () => {
    expect(pathsOf(withAnnotation({ image_id: 2 }))).toEqual(['annotations[0].image_id'])
    expect(pathsOf(withAnnotation({ category_id: 8 }))).toEqual(['annotations[0].category_id'])
    expect(readCoco(JSON.stringify(withAnnotation({ image_id: 2 })), { file: 'x.json' }).issues).toEqual([
      {
        file: 'x.json',
        path: 'annotations[0].image_id',
        code: 'coco.image-unknown',
        message: 'There is no image with the id 2.',
      },
    ])
  })

  it('refuses sizes and numbers that are none, by path', () => {
    expect(pathsOf(withAnnotation({ bbox: [1, 2, -3, 4] }))).toEqual(['annotations[0].bbox[2]'])
    expect(pathsOf(withAnnotation({ bbox: [1, 2, 3] }))).toEqual(['annotations[0].bbox'])
    expect(pathsOf(withAnnotation({ bbox: [1, '2', 3, 4] }))).toEqual(['annotations[0].bbox[1]'])
    expect(pathsOf(withAnnotation({ area: -1 }))).toEqual(['annotations[0].area'])
    expect(pathsOf(withAnnotation({ segmentation: [[1, 2, 3, 4]] }))).toEqual(['annotations[0].segmentation[0]'])
    expect(pathsOf({ ...minimal, images: [{ id: 1, file_name: 'a.jpg', width: -5 }] })).toEqual([
      'images[0].width',
      'annotations[0].image_id',
    ])
  })

  it('names the place of Python’s NaN, which is not JSON', () => {
    const file = JSON.stringify(withAnnotation({ note: 'NaN "x"' })).replace('20.5', 'NaN')
    expect(readCoco(file).issues.map(({ path, code }) => [path, code])).toEqual([
      ['annotations[0].bbox[1]', 'coco.number'],
    ])
  })

  it('refuses a doubled id', () => {
    expect(pathsOf({ ...minimal, images: [...minimal.images, ...minimal.images] })).toEqual(['images[1].id'])
    expect(pathsOf({ ...minimal, categories: [...minimal.categories, { id: 7, name: 'mug' }] })).toEqual([
      'categories[1].id',
    ])
    const doubled = { ...minimal.annotations[0], id: 3 }
    expect(pathsOf({ ...minimal, annotations: [doubled, doubled] })).toEqual(['annotations[1].id'])
  })

  it('makes the box of a polygon that came without one, and an id beyond those in the file', () => {
    const { document } = readCoco(
      JSON.stringify({
        ...minimal,
        annotations: [
          { image_id: 1, category_id: 7, segmentation: [[5, 9, 15, 9, 10, 1]] },
          { id: 40, image_id: 1, category_id: 7, bbox: [0, 0, 1, 1] },
        ],
      }),
    )
    expect(document.annotations.map(({ id, bbox }) => [id, bbox])).toEqual([
      [41, [5, 1, 10, 8]],
      [40, [0, 0, 1, 1]],
    ])
  })

  it('names the line of broken JSON', () => {
    expect(readCoco('{\n"images": [],\n"annotations": [}\n').issues[0]).toMatchObject({ line: 3, code: 'json.syntax' })
  })
})

describe('writeCoco', () => {
  it('IMG6: says its base', () => {
    expect(cocoCategories(['cup', 'plate'], 0).map(({ id }) => id)).toEqual([0, 1])
    expect(cocoCategories(['cup', 'plate'], 1).map(({ id }) => id)).toEqual([1, 2])
  })

  it('writes fixed keys and plain numbers, one element a line', () => {
    const document: CocoDocument = {
      info: { description: 'x' },
      categories: cocoCategories(['cup'], 1),
      images: [{ id: 1, file_name: 'a "b".jpg', width: 640, height: 480 }],
      annotations: [
        {
          id: 1,
          image_id: 1,
          category_id: 1,
          bbox: [0.1 + 0.2, 1e-9, 100, 33.333333333],
          segmentation: [],
          area: 3333.3333333,
          iscrowd: 0,
        },
      ],
    }
    expect([...writeCoco(document)].join('')).toBe(
      `{"info":{"description":"x"},
"licenses":[],
"categories":[
{"id":1,"name":"cup","supercategory":""}
],
"images":[
{"id":1,"width":640,"height":480,"file_name":"a \\"b\\".jpg"}
],
"annotations":[
{"id":1,"image_id":1,"category_id":1,"segmentation":[],"area":3333.3333,"bbox":[0.3,0,100,33.3333],"iscrowd":0}
]}
`,
    )
  })

  it('streams the same bytes, from lists one at a time or some at a time', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const whole = [...writeCoco(document)].join('')
        expect((await Array.fromAsync(streamCoco(document))).join('')).toBe(whole)
        const inOne = { ...document, images: [document.images], annotations: [document.annotations] }
        expect((await Array.fromAsync(streamCoco(inOne))).join('')).toBe(whole)
      }),
      { numRuns: 30 },
    )
  })

  it('streams many annotations in chunks of a bounded size', async () => {
    function* annotations() {
      for (let id = 1; id <= 20_000; id += 1) {
        yield {
          id,
          image_id: 1,
          category_id: 1,
          bbox: [1, 2, 3, 4] as const,
          segmentation: [],
          area: 12,
          iscrowd: 0 as const,
        }
      }
    }
    const images = [{ id: 1, file_name: 'a.jpg', width: 10, height: 10 }]
    const chunks: string[] = []
    for await (const chunk of streamCoco({
      info: {},
      categories: cocoCategories(['a'], 1),
      images,
      annotations: annotations(),
    })) {
      chunks.push(chunk)
    }
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(70_000)
    expect(readCoco(chunks.join('')).document.annotations.length).toBe(20_000)
  })
})

const pixel = fc.integer({ min: -40_000_000, max: 400_000_000 }).map((n) => n / 10_000)
const side = fc.integer({ min: 0, max: 400_000_000 }).map((n) => n / 10_000)
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const documents: fc.Arbitrary<CocoDocument> = fc
  .record({
    names: fc.array(name, { minLength: 1, maxLength: 4 }),
    images: fc.array(name, { minLength: 1, maxLength: 4 }),
    base: fc.constantFrom<0 | 1>(0, 1),
  })
  .chain(({ names, images, base }) =>
    fc.record({
      info: fc.constantFrom({}, { description: 'x' }),
      categories: fc.constant(cocoCategories(names, base)),
      images: fc.constant(
        images.map((file_name, id) => ({ id, file_name, width: id === 0 ? null : 640, height: id === 0 ? null : 480 })),
      ),
      annotations: fc
        .array(
          fc.record({
            image_id: fc.nat(images.length - 1),
            category_id: fc.integer({ min: base, max: base + names.length - 1 }),
            bbox: fc.tuple(pixel, pixel, side, side),
            segmentation: fc.oneof(
              fc.array(fc.array(pixel, { minLength: 3, maxLength: 5 }).map((xs) => xs.flatMap((x) => [x, -x + 0]))),
              fc.record({ size: fc.tuple(fc.nat(), fc.nat()), counts: fc.oneof(fc.string(), fc.array(fc.nat())) }),
            ),
            area: side,
            iscrowd: fc.constantFrom<0 | 1>(0, 1),
          }),
          { maxLength: 5 },
        )
        .map((all) => all.map((annotation, index) => ({ id: index + 1, ...annotation }))),
    }),
  )

codecContract({ codec: coco, documents, sample: fixture('coco-val2017-shaped.json') })
