// Holds the shelf's boxes to its seeds: what a seed composes today is what the committed truth says.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inSets } from './files.ts'
import { seeded } from './random.ts'
import { survey } from './scene/render.ts'
import { compose } from './scene/stage.ts'

const coco = JSON.parse(readFileSync(inSets('shelf', 'annotations.json'), 'utf8')) as {
  annotations: { image_id: number; bbox: [number, number, number, number] }[]
}

it('composes the same scene from the same seed, however many are composed side by side', async () => {
  const scenes = await Promise.all([1, 2, 3].map(() => compose(seeded('shelf/1/0'))))
  const [one, ...others] = scenes.map(({ scene }) => survey(scene, 160, 120))
  for (const other of others) {
    expect(other.object).toEqual(one!.object)
    expect(other.depth).toEqual(one!.depth)
  }
})

it('finds an object of its seed in the middle of nearly every committed box', async () => {
  const { scene } = await compose(seeded('shelf/1/0'))
  const seen = survey(scene, 320, 240)
  const boxes = coco.annotations.filter((annotation) => annotation.image_id === 1)
  const hits = boxes.filter(({ bbox: [x, y, width, height] }) => {
    const [column, row] = [Math.floor((x + width / 2) / 4), Math.floor((y + height / 2) / 4)]
    return (seen.object[row * 320 + column] ?? 0) > 0
  })
  expect(boxes.length).toBeGreaterThan(2)
  expect(hits.length / boxes.length).toBeGreaterThanOrEqual(0.9)
})
