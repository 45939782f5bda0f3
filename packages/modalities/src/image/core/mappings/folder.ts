// A folder of images without labels: each is a task.
import type { ImportMapping } from '@etabli/modality-kit'
import { imagesOf, imageTask, taskNames } from './files.ts'

export const imageFolder: ImportMapping = {
  format: 'images',
  media: ['image'],
  async sniff(tree) {
    return imagesOf(tree).length > 0 ? 0.5 : 0
  },
  async *read(tree) {
    const images = imagesOf(tree)
    const nameOf = taskNames(images)
    for (const path of images) yield { task: imageTask(path, nameOf(path)) }
    if (images.length === 0) {
      yield {
        issue: { code: 'images.none', message: 'There is no image among these files (JPEG, PNG, WebP, GIF, …).' },
      }
    }
  },
}
