// Images from an archive with boxes to a training set and back, with the files that trainers read.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportProject } from '../src/flow/exports/index.ts'
import { importFiles } from '../src/flow/imports/index.ts'
import { startRunner } from '../src/jobs/runner.ts'
import { answerAsGiven, project as makeProject, person, type TestPerson } from './flow-people.ts'
import { type Harness, startHarness } from './harness.ts'
import { unzip } from './unzip.ts'
import { zipped } from './zipped.ts'

const label = (id: string) => ({ id, name: id, colour: 0, key: null })
const objects = {
  id: 'objects',
  kind: 'box',
  title: 'Objects',
  help: '',
  required: false,
  labels: [label('cup'), label('jar')],
  options: {},
}
const NAMES = ['one.jpg', 'sub/two.jpg', 'three.png']
/** x, y, width, height in pixels by image; the second is empty. */
const BOXES: Record<string, [string, number, number, number, number][]> = {
  'one.jpg': [
    ['cup', 10, 20, 30, 40],
    ['jar', 50.5, 10.25, 20, 30],
  ],
  'sub/two.jpg': [],
  'three.png': [['jar', 0, 0, 100, 80]],
}

describe('images, from archive to training set', () => {
  let harness: Harness
  let project: string
  let manager: TestPerson

  beforeAll(async () => {
    harness = await startHarness()
    const { deps } = harness
    project = await makeProject(deps, { media: 'image', questions: [objects], overlap: 2 })
    manager = await person(deps, 'Mo', 'manager', project)
    const annotators = [
      await person(deps, 'Ann', 'annotator', project),
      await person(deps, 'Bob', 'annotator', project),
    ]
    const picture = (format: 'jpeg' | 'png') =>
      sharp({ create: { width: 100, height: 80, channels: 3, background: 'teal' } })
        .toFormat(format)
        .toBuffer()
    const coco = {
      images: NAMES.map((file_name, id) => ({ id, file_name, width: 100, height: 80 })),
      annotations: NAMES.flatMap((name, image_id) =>
        (BOXES[name] ?? []).map(([category, ...bbox], i) => ({
          id: image_id * 10 + i,
          image_id,
          category_id: category === 'cup' ? 1 : 2,
          bbox,
        })),
      ),
      categories: [
        { id: 1, name: 'cup' },
        { id: 2, name: 'jar' },
      ],
    }
    const archive = await zipped({
      'images/one.jpg': await picture('jpeg'),
      'images/sub/two.jpg': await picture('jpeg'),
      'images/three.png': await picture('png'),
      'annotations.json': JSON.stringify(coco),
    })
    const path = join(harness.data, 'set.zip')
    writeFileSync(path, archive)
    const report = await importFiles(deps, project as never, [path], { person: manager.id as never })
    expect(report).toMatchObject({ state: 'landed', format: 'coco', good: 3, marks: 3, bad: 0 })
    for (const who of annotators) await answerAsGiven(deps, project, who)
    const runner = startRunner(deps)
    await runner.idle()
    await runner.stop()
  }, 60_000)
  afterAll(() => harness.close())

  async function write(format: 'coco' | 'yolo' | 'pascal-voc', split: [number, number, number] | null) {
    const to = join(harness.data, `${format}-${split === null}.zip`)
    const request = { format, answers: 'consensus', split, seed: 1, media: true, categoryBase: 1 } as const
    return { to, written: await exportProject(harness.deps, project as never, { ...request, split }, to) }
  }

  it('IMG3, IMG4: COCO with media comes back with the same images and boxes, empty ones too', async () => {
    const { to, written } = await write('coco', null)
    expect(written.tally).toMatchObject({ exported: 2, 'empty-on-purpose': 1 })
    const files = await unzip(to)
    const coco = JSON.parse(files['annotations.json']!.toString())
    expect(coco.images.map((image: { file_name: string }) => image.file_name).toSorted()).toEqual(NAMES.toSorted())
    for (const { file_name } of coco.images) expect(Object.keys(files)).toContain(`images/${file_name}`)
    const other = await makeProject(harness.deps, { media: 'image', questions: [objects] })
    const report = await importFiles(harness.deps, other as never, [to], { person: manager.id as never })
    expect(report).toMatchObject({ state: 'landed', good: 3, marks: 3, bad: 0 })
    const tasks = await harness.deps.db
      .selectFrom('task')
      .select(['name', 'prefill'])
      .where('project', '=', other)
      .execute()
    const found = Object.fromEntries(
      tasks.map(({ name, prefill }) => [
        name.replace(/^images\//, ''),
        (
          JSON.parse(prefill) as { label: string; value: { x: number; y: number; width: number; height: number } }[]
        ).map(({ label: of, value: { x, y, width, height } }) => [of, x, y, width, height]),
      ]),
    )
    expect(found).toEqual(BOXES)
  })

  it('IMG9: the same file imported twice adds nothing, says so, and leaves the first shapes as they are', async () => {
    const { to } = await write('pascal-voc', null)
    const other = await makeProject(harness.deps, { media: 'image', questions: [objects] })
    const by = { person: manager.id as never }
    const prefills = () => harness.deps.db.selectFrom('task').select('prefill').where('project', '=', other).execute()
    expect(await importFiles(harness.deps, other as never, [to], by)).toMatchObject({ good: 3, known: 0, marks: 3 })
    const before = await prefills()
    const again = await importFiles(harness.deps, other as never, [to], by)
    expect(again).toMatchObject({ state: 'landed', good: 0, known: 3, bad: 0, marks: 0 })
    expect(await prefills()).toEqual(before)
  })

  it('writes YOLO whose lists, images and label files fit each other', async () => {
    const { to } = await write('yolo', [34, 33, 33])
    const files = await unzip(to)
    const listed = ['train', 'val', 'test'].flatMap((split) => files[`${split}.txt`]!.toString().trim().split('\n'))
    expect(listed).toHaveLength(3)
    for (const line of listed) {
      const image = line.replace('./', '')
      expect(files[image]).toBeDefined()
      expect(files[image.replace('images/', 'labels/').replace(/\.\w+$/, '.txt')]).toBeDefined()
    }
    // By the format's definition: class, centre x, centre y, width, height as shares of 100 × 80.
    expect(files['labels/one.txt']!.toString().split('\n')[0]!.split(' ').map(Number)).toEqual([0, 0.25, 0.5, 0.3, 0.5])
    expect(files['labels/sub/two.txt']!.toString()).toBe('')
  })

  it('unpacks with Python, which trainers use', async () => {
    const { to } = await write('coco', null)
    const out = join(harness.data, 'out')
    mkdirSync(out)
    try {
      execFileSync('python3', ['-m', 'zipfile', '-e', to, out])
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return
      throw error
    }
    expect((await sharp(join(out, 'images', 'sub', 'two.jpg')).metadata()).width).toBe(100)
  })
})
