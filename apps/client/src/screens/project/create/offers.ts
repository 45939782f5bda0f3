// Offers: everything a new project can start from: each modality's templates, and a blank one for each medium.
import { allTemplates } from '@etabli/modalities'
import type { MediaType, Question } from '@etabli/schema'

export interface Offer {
  readonly id: string
  readonly media: MediaType
  /** True where it starts without questions. */
  readonly blank: boolean
  questions(language: 'en' | 'fr'): Question[]
}

const media: readonly MediaType[] = ['image', 'audio', 'text', 'none']

const blanks: readonly Offer[] = media.map((medium) => ({
  id: `blank-${medium}`,
  media: medium,
  blank: true,
  questions: () => [],
}))

/** The offers in the order of the media, the blank ones last. */
export const offers: readonly Offer[] = [
  ...allTemplates
    .map(
      (template): Offer => ({
        id: template.id,
        media: template.media,
        blank: false,
        questions: (language) => template.questions(language),
      }),
    )
    .toSorted((a, b) => media.indexOf(a.media) - media.indexOf(b.media)),
  ...blanks,
]
