// Boxes as COCO: one annotations.json, or one a split in annotations/. Same items, same bytes; images without boxes too.
import { type CocoAnnotation, type CocoImage, cocoCategories, streamCoco } from '@etabli/formats'
import type { ExportInput, ExportItem, ExportMapping } from '@etabli/modality-kit'
import { boxClasses, classNumbers, lossOfBoxes, numberedBoxes, refusesBoxes } from './classes.ts'

export const cocoOut: ExportMapping = {
  format: 'coco',
  media: ['image'],
  refuses: refusesBoxes,
  warnings: lossOfBoxes,
  async *write(input) {
    for (const split of input.splits ?? [null]) {
      const path = split === null ? 'annotations.json' : `annotations/${split}.json`
      yield { path, chunks: chunksOf(input, split) }
    }
  },
}

function chunksOf(input: ExportInput, split: ExportItem['split']): AsyncIterable<string> {
  const { project, options } = input
  const names = boxClasses(project).map(({ name }) => name)
  return streamCoco({
    // No time and no person: the same release gives the same bytes.
    info: { description: project.name, version: String(project.version) },
    categories: cocoCategories(names, options.categoryBase),
    images: imagesIn(input, split),
    annotations: annotationsIn(input, split),
  })
}

async function* imagesIn(input: ExportInput, split: ExportItem['split']): AsyncGenerator<CocoImage> {
  for await (const { task, file } of itemsOf(input, split)) {
    if (task.media.type !== 'image' || file === null) {
      input.leaveOut('it has no image file')
      continue
    }
    const { width, height } = task.media
    yield { id: imageId(task), file_name: file.replace(/^images\//, ''), width, height }
  }
}

async function* annotationsIn(input: ExportInput, split: ExportItem['split']): AsyncGenerator<CocoAnnotation[]> {
  const base = input.options.categoryBase
  const numberOf = classNumbers(boxClasses(input.project))
  let id = 0
  for await (const { task, file, answers, votes } of itemsOf(input, split)) {
    if (task.media.type !== 'image' || file === null) continue
    yield numberedBoxes(answers, numberOf, input.leaveOut).map(({ mark, box, number }): CocoAnnotation => {
      id += 1
      const vote = votes?.get(mark.id)
      return {
        id,
        image_id: imageId(task),
        category_id: number + base,
        bbox: [box.x, box.y, box.width, box.height],
        segmentation: [],
        area: box.width * box.height,
        iscrowd: 0,
        ...(vote ? { attributes: { votes: vote.votes, of: vote.of } } : {}),
      }
    })
  }
}

/** By the order of import, so that an image keeps its number in every export of the project. */
function imageId(task: ExportItem['task']): number {
  return task.position + 1
}

async function* itemsOf(input: ExportInput, split: ExportItem['split']): AsyncGenerator<ExportItem> {
  for await (const item of input.items()) if (split === null || item.split === split) yield item
}
