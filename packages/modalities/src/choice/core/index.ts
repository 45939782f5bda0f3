// Choice: kinds answered by a field (one, several, a rating, a number, words), which any project may use.
import { defineModality } from '@etabli/modality-kit'

export const choice = defineModality({ id: 'choice', media: null, kinds: [], imports: [], exports: [], templates: [] })

export { answerWithLabel } from './answer-with-label.ts'
