// Outlines, poses and turned boxes through the formats: what stands in the files, worked by hand, and what is refused.
import { boxCorners } from '@etabli/geometry'
import type { ExportMapping, ImportRow } from '@etabli/modality-kit'
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import type { LabelId, Mark, MarkId, Project } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import type { BoxValue } from '../kinds/box.ts'
import { everything } from '../testing-formats.ts'
import { itemOf, pngHead } from '../testing-shapes.ts'
import { cocoIn } from './coco-in.ts'
import { cocoOut } from './coco-out.ts'
import { mirrorOf } from './mirror.ts'
import { vocIn } from './voc-in.ts'
import { vocOut } from './voc-out.ts'
import { yoloIn } from './yolo-in.ts'
import { yoloOuts } from './yolo-out.ts'

const [detect, obb, segment, pose] = yoloOuts as [ExportMapping, ExportMapping, ExportMapping, ExportMapping]
const picture = pngHead(200, 100)
const decoded = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const seedsOf = (rows: readonly ImportRow[]) => rows.flatMap((row) => ('task' in row ? row.task.prefill : []))
const issuesOf = (rows: readonly ImportRow[]) => rows.flatMap((row) => ('issue' in row ? [row.issue] : []))
const only = (kind: string): Project => ({
  ...everything,
  questions: everything.questions.filter((question) => question.kind === kind),
})

let made = 0
function mark(kind: string, label: string, value: object, more: object = {}): Mark {
  made += 1
  const question = everything.questions.find((each) => each.kind === kind)!.id
  const plain = { id: `m${made}` as MarkId, question, kind, label: label as LabelId, value: value as Mark['value'] }
  return { ...plain, source: 'person', confidence: null, ...more }
}
const item = (...answers: Mark[]) => ({ ...itemOf(0, 'a.png', { width: 200, height: 100 }, []), answers })
const path = (...numbers: number[]) => ({
  points: numbers.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: numbers[i + 1] ?? 0 }] : [])),
})

describe('COCO', () => {
  it('IMG3: writes parts of one group as one outline, poses with their skeleton, attributes and crowds', async () => {
    const square = path(0, 0, 10, 0, 10, 10, 0, 10)
    const triangle = path(20, 0, 30, 0, 20, 10)
    const marks = [
      mark('polygon', 'road', square, { group: 'g', attributes: { crowd: true, colour: 'red' } }),
      mark('polygon', 'road', triangle, { group: 'g', attributes: { crowd: true, colour: 'red' } }),
      mark('keypoints', 'person', { points: [{ x: 5, y: 6 }, null, { x: 15, y: 26, hidden: true }, null, null] }),
    ]
    const { files } = await writeAll(cocoOut, everything, [item(...marks)])
    const { categories, annotations } = JSON.parse(decoded(files['annotations.json']))
    // The base is 1, and number 3 belonged to a class that is gone.
    expect(categories.map(({ id, name }: { id: number; name: string }) => [id, name])).toEqual([
      [1, 'A can'],
      [2, 'A jar'],
      [3, 'A bag'],
      [5, 'A road'],
      [6, 'A sky'],
      [7, 'A person'],
    ])
    expect(categories.at(-1)).toMatchObject({
      keypoints: ['nose', 'left hand', 'right hand', 'left foot', 'right foot'],
      skeleton: [
        [1, 2],
        [1, 3],
        [1, 4],
        [1, 5],
      ],
    })
    expect(annotations).toMatchObject([
      {
        category_id: 5,
        segmentation: [
          [0, 0, 10, 0, 10, 10, 0, 10],
          [20, 0, 30, 0, 20, 10],
        ],
        // 100 and half of 100.
        area: 150,
        bbox: [0, 0, 30, 10],
        iscrowd: 1,
        attributes: { colour: 'red', crowd: true },
      },
      {
        category_id: 7,
        keypoints: [5, 6, 2, 0, 0, 0, 15, 26, 1, 0, 0, 0, 0, 0, 0],
        num_keypoints: 2,
        bbox: [5, 6, 10, 20],
      },
    ])
  })

  it('reads CVAT’s turned boxes: the box before it is turned, and its rotation', async () => {
    const document = {
      images: [{ id: 1, file_name: 'a.png' }],
      categories: [{ id: 1, name: 'A can' }],
      annotations: [
        { id: 4, image_id: 1, category_id: 1, bbox: [50, 40, 60, 20], attributes: { rotation: 30, occluded: true } },
      ],
    }
    const rows = await readAll(cocoIn, memoryTree({ 'c.json': JSON.stringify(document), 'a.png': picture }), everything)
    expect(issuesOf(rows)).toEqual([])
    expect(seedsOf(rows)).toMatchObject([
      { kind: 'box', value: { x: 50, y: 40, width: 60, height: 20, angle: 30 }, attributes: { occluded: true } },
    ])
  })

  it('IMG7: refuses masks, outlines that cross themselves, and values that do not fit, by name', async () => {
    const at = { image_id: 1, category_id: 4 }
    const document = {
      images: [{ id: 1, file_name: 'a.png' }],
      categories: [{ id: 4, name: 'A road' }],
      annotations: [
        { ...at, id: 1, bbox: [0, 0, 9, 9], iscrowd: 1, segmentation: { size: [100, 200], counts: [3, 4] } },
        { ...at, id: 2, segmentation: [[0, 0, 10, 10, 10, 0, 0, 10]] },
        { ...at, id: 3, segmentation: [[0, 0, 10, 0, 10, 10]], attributes: { colour: 'mauve' } },
        { ...at, id: 5, bbox: [0, 0, 9, 9] },
        { ...at, id: 6, segmentation: [[0, 0, 10, 0, 10, 10, 0, 0]], attributes: { 'Is colour': 'red', track_id: 3 } },
      ],
    }
    const tree = memoryTree({ 'c.json': JSON.stringify(document), 'a.png': picture })
    const rows = await readAll(cocoIn, tree, only('polygon'))
    expect(issuesOf(rows).map(({ path: place, code }) => [place, code])).toEqual([
      ['annotations[id=1].segmentation', 'coco.mask'],
      ['annotations[id=2].segmentation', 'coco.outline'],
      ['annotations[id=3].attributes', 'coco.attribute'],
      ['annotations[id=5].segmentation', 'coco.no-outline'],
    ])
    expect(seedsOf(rows)).toMatchObject([{ value: path(0, 0, 10, 0, 10, 10), attributes: { colour: 'red' } }])
  })

  it('IMG8: says before the download what becomes of angles', () => {
    expect(cocoOut.warnings(everything).join()).toContain('rotation')
    expect(detect.warnings(everything).join()).toContain('upright box around it')
    expect(vocOut.warnings(everything).join()).toContain('robndbox')
    expect(cocoOut.warnings(only('polygon'))).toEqual([])
  })
})

describe('turned boxes', () => {
  const box = { x: 60, y: 30, width: 50, height: 24 }
  const formats = [
    ['COCO', cocoOut, cocoIn],
    ['YOLO OBB', obb, yoloIn],
    ['Pascal VOC', vocOut, vocIn],
  ] as const
  for (const [name, exports, imports] of formats) {
    it(`IMG8: 0, 37, 90.2, 180 and 296.7 degrees survive ${name} within 0.5 px a corner`, async () => {
      for (const angle of [0, 37, 90.2, 180, 296.7]) {
        const value = { ...box, ...(angle === 0 ? {} : { angle }) }
        const { files } = await writeAll(exports, only('box'), [item(mark('box', 'jar', value))])
        const rows = await readAll(imports, memoryTree({ ...files, 'images/a.png': picture }), only('box'))
        expect(issuesOf(rows)).toEqual([])
        const [seed] = seedsOf(rows)
        const back = seed!.value as BoxValue
        const [before, after] = [boxCorners(box, angle), boxCorners(back, back.angle ?? 0)]
        for (const [corner, point] of before.entries()) {
          expect(Math.hypot(point.x - after[corner]!.x, point.y - after[corner]!.y)).toBeLessThan(0.5)
        }
      }
    })
  }

  it('go out as the hull where YOLO has no angle: 50 × 24 at 90.2° about (85, 42)', async () => {
    const turned = mark('box', 'jar', { ...box, angle: 90.2 })
    const { files } = await writeAll(detect, only('box'), [item(turned)])
    const [number, x, y, width, height] = decoded(files['labels/a.txt']).trim().split(' ').map(Number)
    const [cos, sin] = [Math.abs(Math.cos((90.2 * Math.PI) / 180)), Math.sin((90.2 * Math.PI) / 180)]
    expect([number, x! * 200, y! * 100]).toEqual([1, 85, 42])
    expect(width! * 200).toBeCloseTo(50 * cos + 24 * sin, 3)
    expect(height! * 100).toBeCloseTo(50 * sin + 24 * cos, 3)
  })
})

describe('YOLO', () => {
  it('IMG6: numbers are those of the labels, for ever; gone classes keep their place in the names', async () => {
    const [boxes, outlines, poses] = everything.questions
    const gone = { label: { id: 'old' as LabelId, name: 'Old', colour: 0, key: null, number: 3 } }
    const project = { ...everything, questions: [{ ...boxes!, removed: [gone] }, outlines!, poses!] }
    const { files } = await writeAll(segment, project, [item(mark('polygon', 'sky', path(0, 0, 200, 0, 200, 100)))])
    expect(decoded(files['labels/a.txt'])).toBe('5 0.000000 0.000000 1.000000 0.000000 1.000000 1.000000\n')
    expect(decoded(files['data.yaml'])).toContain(
      'names:\n  0: A can\n  1: A jar\n  2: A bag\n  3: Old\n  4: A road\n  5: A sky\n  6: A person\n',
    )
    // Without the record of the old class its place stays all the same.
    const bare = await writeAll(segment, everything, [item()])
    expect(decoded(bare.files['data.yaml'])).toContain('3: unused-3')
  })

  it('writes poses with shares, visibility and the mirror, and leaves other marks out by reason', async () => {
    const points = [{ x: 20, y: 10 }, { x: 100, y: 50, hidden: true }, null, null, null]
    const marks = [mark('keypoints', 'person', { points }), mark('polygon', 'sky', path(0, 0, 9, 0, 9, 9))]
    const { files, leftOut } = await writeAll(pose, everything, [item(...marks)])
    // The hull of (20, 10) and (100, 50): centre (60, 30), 80 × 40, over 200 × 100.
    expect(decoded(files['labels/a.txt'])).toBe(
      '6 0.300000 0.300000 0.400000 0.400000 0.100000 0.100000 2 0.500000 0.500000 1 0.000000 0.000000 0 0.000000 0.000000 0 0.000000 0.000000 0\n',
    )
    expect(decoded(files['data.yaml'])).toContain('kpt_shape: [5, 3]\nflip_idx: [0, 2, 1, 4, 3]\n')
    expect(leftOut).toEqual({ 'it is no pose': 1 })
    expect(pose.refuses(only('box'))).toContain('no poses')
  })

  it('IMG7: a bare folder of poses is read where the project asks for poses alone', async () => {
    const row = '6 0.3 0.3 0.4 0.4 0.1 0.1 2 0.5 0.5 1 0 0 0 0 0 0 0 0 0\n'
    const tree = memoryTree({
      'a.png': picture,
      'a.txt': `${row}6 0.3 0.3 0.4 0.4 0.1 0.1 9 0.5 0.5 1 0 0 0 0 0 0 0 0 0\n`,
    })
    const rows = await readAll(yoloIn, tree, only('keypoints'))
    expect(seedsOf(rows)).toMatchObject([
      {
        kind: 'keypoints',
        label: 'person',
        value: { points: [{ x: 20, y: 10 }, { x: 100, y: 50, hidden: true }, null, null, null] },
      },
    ])
    expect(issuesOf(rows)).toMatchObject([{ file: 'a.txt', line: 2, path: 'v1', code: 'yolo.visibility' }])
  })

  it('knows left from right in both languages', () => {
    expect(mirrorOf(['nose', 'left_eye', 'right_eye', 'l'])).toEqual([0, 2, 1, 3])
    expect(mirrorOf(['nez', 'œil gauche', 'œil droit', 'oreille gauche', 'oreille droite'])).toEqual([0, 2, 1, 4, 3])
  })
})

describe('Pascal VOC', () => {
  it('IMG7: matches images by path and name, names what is missing and what is wrong by line', async () => {
    const object = (name: string, xmax: number) =>
      `<object><name>${name}</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>${xmax}</xmax><ymax>9</ymax></bndbox></object>`
    const rows = await readAll(
      vocIn,
      memoryTree({
        'Annotations/a.xml': `<annotation><filename>a.png</filename>\n${object('A jar', 30)}\n${object('Teapot', 20)}\n${object('A jar', 900)}</annotation>`,
        'Annotations/b.xml': '<annotation><filename>b.png</filename></annotation>',
        'JPEGImages/a.png': picture,
        'JPEGImages/c.png': picture,
      }),
      only('box'),
    )
    expect(seedsOf(rows)).toMatchObject([
      { label: 'jar', value: { x: 1, y: 2, width: 29, height: 7 } },
      { label: 'Teapot' },
    ])
    expect(rows.flatMap((row) => ('task' in row ? [row.task.name] : []))).toEqual([
      'JPEGImages/a.png',
      'JPEGImages/c.png',
    ])
    expect(issuesOf(rows)).toMatchObject([
      { file: 'Annotations/a.xml', line: 4, code: 'voc.box' },
      { file: 'Annotations/b.xml', code: 'voc.image-missing' },
    ])
  })
})
