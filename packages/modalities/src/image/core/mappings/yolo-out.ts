// Boxes as YOLO: data.yaml, a list of images for each split, and a label file beside every image, empty ones too.
import { yoloBox, yoloDataText, yoloText } from '@etabli/formats'
import type { ExportFile, ExportInput, ExportItem, ExportMapping } from '@etabli/modality-kit'
import { boxClasses, classNumbers, lossOfBoxes, numberedBoxes, refusesBoxes } from './classes.ts'

export const yoloOut: ExportMapping = {
  format: 'yolo',
  media: ['image'],
  refuses: refusesBoxes,
  warnings: (project) => [
    ...lossOfBoxes(project),
    'Coordinates are shares of the image with six decimals: a hundredth of a pixel in 10,000.',
  ],
  async *write(input) {
    const classes = boxClasses(input.project)
    const { splits } = input
    // Trainers ask for train and val; without splits both are all images.
    const listOf = (split: 'train' | 'val' | 'test') => (splits?.includes(split) ? `${split}.txt` : null)
    const data = {
      names: classes.map(({ name }) => name),
      // Without a path, trainers look beside this file.
      path: null,
      train: splits ? listOf('train') : 'images',
      val: splits ? listOf('val') : 'images',
      test: listOf('test'),
    }
    yield { path: 'data.yaml', chunks: [yoloDataText(data)] }
    for (const split of splits ?? []) yield { path: `${split}.txt`, chunks: listed(input, split) }
    const numberOf = classNumbers(classes)
    for await (const item of input.items()) {
      const file = labelsOf(item, numberOf, input.leaveOut)
      if (file) yield file
    }
  },
}

async function* listed(input: ExportInput, split: ExportItem['split']): AsyncGenerator<string> {
  for await (const item of input.items()) {
    if (item.split === split && item.file !== null) yield `./${item.file}\n`
  }
}

function labelsOf(
  { task, file, answers }: ExportItem,
  numberOf: ReturnType<typeof classNumbers>,
  leaveOut: ExportInput['leaveOut'],
): ExportFile | null {
  if (task.media.type !== 'image' || file === null) {
    leaveOut('it has no image file')
    return null
  }
  const { width, height } = task.media
  const rows = numberedBoxes(answers, numberOf, leaveOut).map(({ box, number }) =>
    yoloBox(number, box, { width, height }),
  )
  return { path: `${file.replace(/^images\//, 'labels/').replace(/\.[^./]+$/, '')}.txt`, chunks: [yoloText(rows)] }
}
