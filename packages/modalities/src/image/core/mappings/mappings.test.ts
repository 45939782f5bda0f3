// COCO, YOLO and folders of images: what goes out, what comes in, what is named.
import type { ExportMapping, ImportRow, TaskSeed } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { LabelId, Mark } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { itemOf, pngHead, project, question } from '../testing-shapes.ts'
import { cocoIn } from './coco-in.ts'
import { cocoOut } from './coco-out.ts'
import { imageFolder } from './folder.ts'
import { yoloIn } from './yolo-in.ts'
import { yoloOuts } from './yolo-out.ts'

const [yoloOut] = yoloOuts as [ExportMapping]
const picture = pngHead(200, 100)
const size = { width: 200, height: 100 }
const decoded = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const tasks = (rows: readonly ImportRow[]): TaskSeed[] => rows.flatMap((row) => ('task' in row ? [row.task] : []))
const issues = (rows: readonly ImportRow[]) => rows.flatMap((row) => ('issue' in row ? [row.issue] : []))

const items = [
  itemOf(0, 'one.png', size, [
    ['jar', { x: 10, y: 20, width: 30.5, height: 40 }],
    ['can', { x: 0, y: 0, width: 200, height: 100 }],
  ]),
  itemOf(1, 'empty.png', size, []),
]

describe('COCO out', () => {
  it('IMG4: writes each image, the empty ones too, and each box, with nothing that changes from day to day', async () => {
    const { files, leftOut } = await writeAll(cocoOut, project, items)
    expect(Object.keys(files)).toEqual(['annotations.json'])
    expect(JSON.parse(decoded(files['annotations.json']))).toEqual({
      info: { description: 'Shelf', version: '3' },
      licenses: [],
      categories: [
        { id: 1, name: 'A can', supercategory: '' },
        { id: 2, name: 'A jar', supercategory: '' },
        { id: 3, name: 'A bag', supercategory: '' },
      ],
      images: [
        { id: 1, file_name: 'one.png', width: 200, height: 100 },
        { id: 2, file_name: 'empty.png', width: 200, height: 100 },
      ],
      annotations: [
        { id: 1, image_id: 1, category_id: 2, segmentation: [], area: 1220, bbox: [10, 20, 30.5, 40], iscrowd: 0 },
        { id: 2, image_id: 1, category_id: 1, segmentation: [], area: 20000, bbox: [0, 0, 200, 100], iscrowd: 0 },
      ],
    })
    expect(leftOut).toEqual({})
  })

  it('IMG6: counts classes from 0 or 1 as asked, unused ones included', async () => {
    const { files } = await writeAll(cocoOut, project, items, { categoryBase: 0 })
    const document = JSON.parse(decoded(files['annotations.json']))
    expect(document.categories.map(({ id }: { id: number }) => id)).toEqual([0, 1, 2])
    expect(document.annotations.map(({ category_id }: { category_id: number }) => category_id)).toEqual([1, 0])
  })

  it('IMG4: writes a file a split, and tallies what it cannot hold by reason', async () => {
    const stale: Mark = { ...items[0]!.answers[0]!, label: 'gone' as LabelId }
    const other: Mark = { ...items[0]!.answers[0]!, kind: 'single', value: null }
    const split = [
      { ...items[0]!, split: 'train' as const, answers: [...items[0]!.answers, stale, other] },
      { ...items[1]!, split: 'val' as const },
    ]
    const { files, leftOut } = await writeAll(cocoOut, project, split)
    expect(Object.keys(files)).toEqual(['annotations/train.json', 'annotations/val.json'])
    expect(JSON.parse(decoded(files['annotations/train.json'])).annotations).toHaveLength(2)
    expect(JSON.parse(decoded(files['annotations/val.json'])).images).toEqual([
      { id: 2, file_name: 'empty.png', width: 200, height: 100 },
    ])
    expect(leftOut).toEqual({ 'its class is not in the question any more': 1, 'it is no shape': 1 })
  })

  it('says votes where the boxes are a consensus', async () => {
    const voted = { ...items[0]!, votes: new Map([['b0', { votes: 2, of: 3 }]]) }
    const document = JSON.parse(decoded((await writeAll(cocoOut, project, [voted])).files['annotations.json']))
    expect(document.annotations[0].attributes).toEqual({ votes: 2, of: 3 })
  })

  it('refuses a project without boxes or classes', () => {
    expect(cocoOut.refuses(project)).toBeNull()
    expect(cocoOut.refuses({ ...project, questions: [] })).toContain('no shapes')
    expect(yoloOut.refuses({ ...project, questions: [] })).toContain('no boxes')
    expect(yoloOut.refuses({ ...project, questions: [{ ...question, labels: [] }] })).toContain('no classes')
    const both = { ...project, questions: [question, { ...question, id: 'x' as never, kind: 'words', title: 'Note' }] }
    expect(cocoOut.warnings(both).join()).toContain('Note')
  })
})

describe('COCO in', () => {
  const minimal = {
    images: [
      { id: 7, file_name: 'train/one.png' },
      { id: 8, file_name: 'missing.png' },
    ],
    categories: [
      { id: 3, name: 'A jar' },
      { id: 4, name: 'Teapot' },
    ],
    annotations: [
      { image_id: 7, category_id: 3, bbox: [1, 2, 3, 4] },
      { image_id: 7, category_id: 4, bbox: [190, 90, 10.4, 10.2], score: 0.25 },
      { id: 12, image_id: 7, category_id: 3, bbox: [190, 90, 30, 5] },
    ],
  }
  const read = (files: Record<string, string | Uint8Array>) => readAll(cocoIn, memoryTree(files), project)

  it('IMG7: takes a minimal file, matches images by name, names what is missing and what cannot be', async () => {
    const rows = await read({ 'a/coco.json': JSON.stringify(minimal), 'a/pics/one.png': picture, 'b.png': picture })
    expect(tasks(rows)).toMatchObject([
      {
        name: 'a/pics/one.png',
        media: { type: 'file', path: 'a/pics/one.png' },
        prefill: [
          {
            question: 'objects',
            kind: 'box',
            label: 'jar',
            value: { x: 1, y: 2, width: 3, height: 4 },
            source: 'import',
          },
          // A new class goes by its name; an edge within a pixel of the image is cut to it.
          { label: 'Teapot', value: { x: 190, y: 90, width: 10, height: 10 }, source: 'model', confidence: 0.25 },
        ],
      },
      { name: 'b.png', prefill: [] },
    ])
    expect(issues(rows)).toMatchObject([
      { file: 'a/coco.json', path: 'annotations[id=12].bbox', code: 'coco.box' },
      { file: 'a/coco.json', path: 'images[1].file_name', code: 'coco.image-missing' },
    ])
  })

  it('IMG7: no match at all is one error and no task', async () => {
    const rows = await read({ 'coco.json': JSON.stringify(minimal), 'other.png': picture })
    expect(tasks(rows)).toEqual([])
    expect(issues(rows).at(-1)).toMatchObject({ code: 'coco.no-match' })
  })

  it('does not guess between images of one name', async () => {
    const files = { 'x/missing.png': picture, 'y/missing.png': picture, 'train/one.png': picture }
    const rows = await read({ ...files, 'coco.json': JSON.stringify(minimal) })
    expect(issues(rows).map(({ code }) => code)).toContain('coco.image-ambiguous')
  })

  it('IMG5: refuses an image whose boxes were drawn on unturned pixels', async () => {
    const turned = { ...minimal, images: [{ id: 7, file_name: 'one.png', width: 100, height: 200 }] }
    const rows = await read({ 'coco.json': JSON.stringify(turned), 'one.png': picture })
    expect(issues(rows)).toMatchObject([{ code: 'coco.image-size', message: expect.stringContaining('200 × 100') }])
  })

  it('is surest of a JSON that looks like COCO beside images', async () => {
    const tree = memoryTree({ 'coco.json': JSON.stringify(minimal), 'one.png': picture })
    expect(await cocoIn.sniff(tree, project)).toBeGreaterThan(await imageFolder.sniff(tree, project))
    expect(await cocoIn.sniff(memoryTree({ 'rows.json': '[1]', 'one.png': picture }), project)).toBe(0)
  })
})

describe('YOLO out', () => {
  it('IMG4: writes a label file for each image, the empty ones too, and the names', async () => {
    const { files } = await writeAll(yoloOut, project, items)
    expect(Object.keys(files)).toEqual(['data.yaml', 'labels/one.txt', 'labels/empty.txt'])
    // Centre (25.25, 40) and size (30.5, 40) over 200 × 100.
    expect(decoded(files['labels/one.txt'])).toBe(
      '1 0.126250 0.400000 0.152500 0.400000\n0 0.500000 0.500000 1.000000 1.000000\n',
    )
    expect(decoded(files['labels/empty.txt'])).toBe('')
    expect(decoded(files['data.yaml'])).toBe(
      'train: images\nval: images\nnc: 3\nnames:\n  0: A can\n  1: A jar\n  2: A bag\n',
    )
  })
  it('lists the images of each split', async () => {
    const split = [
      { ...items[0]!, split: 'train' as const },
      { ...items[1]!, split: 'val' as const },
    ]
    const { files } = await writeAll(yoloOut, project, split)
    expect(decoded(files['train.txt'])).toBe('./images/one.png\n')
    expect(decoded(files['val.txt'])).toBe('./images/empty.png\n')
    expect(decoded(files['data.yaml'])).toContain('train: train.txt\nval: val.txt\nnc: 3')
  })
})

describe('YOLO in', () => {
  const read = (files: Record<string, string | Uint8Array>) => readAll(yoloIn, memoryTree(files), project)

  it('IMG7: takes a bare folder; numbers mean the project’s classes; bad rows are named by file and line', async () => {
    const rows = await read({
      'a.png': picture,
      'a.txt': '1 0.5 0.5 0.1 0.2\n9 0.5 0.5 0.1 0.1\nnonsense\n',
      'b.png': picture,
      'stray.txt': '0 0.5 0.5 0.1 0.1\n',
    })
    expect(tasks(rows)).toMatchObject([
      { name: 'a.png', prefill: [{ label: 'jar', value: { x: 90, y: 40, width: 20, height: 20 } }] },
      { name: 'b.png', prefill: [] },
    ])
    expect(issues(rows)).toMatchObject([
      { file: 'a.txt', line: 2, code: 'yolo.class-unknown' },
      { file: 'a.txt', line: 3, code: 'yolo.class' },
      { file: 'stray.txt', code: 'yolo.stray' },
    ])
  })
  it('takes names from data.yaml, and a polygon by the box around it', async () => {
    const rows = await read({
      'data.yaml': 'names: [Teapot, A can]\n',
      'images/a.png': picture,
      'labels/a.txt': '0 0.1 0.1 0.3 0.1 0.3 0.5\n1 0.5 0.5 0.1 0.2 0.75\n',
    })
    expect(issues(rows)).toEqual([])
    const [polygon, scored] = tasks(rows)[0]!.prefill
    expect(polygon).toMatchObject({ label: 'Teapot', source: 'import' })
    const value = polygon!.value as Record<string, number>
    expect(
      [value['x'], value['y'], value['width'], value['height']].map((side) => Math.round(side! * 1e6) / 1e6),
    ).toEqual([20, 10, 40, 40])
    expect(scored).toMatchObject({ label: 'can', source: 'model', confidence: 0.75 })
  })
})

describe('a folder of images', () => {
  it('makes a task of each image, named by its path below images/', async () => {
    const tree = memoryTree({ 'set/images/a/1.jpg': 'x', 'set/images/b/2.WEBP': 'x', 'set/readme.txt': 'x' })
    expect(tasks(await readAll(imageFolder, tree, project)).map(({ name }) => name)).toEqual(['a/1.jpg', 'b/2.WEBP'])
    const bare = memoryTree({ 'images/1.jpg': 'x', 'extra/2.jpg': 'x' })
    expect(tasks(await readAll(imageFolder, bare, project)).map(({ name }) => name)).toEqual([
      'images/1.jpg',
      'extra/2.jpg',
    ])
    expect(issues(await readAll(imageFolder, memoryTree({ 'a.txt': '' }), project))).toHaveLength(1)
  })
})
