// Ready projects for images: boxes around objects.
import type { Template } from '@etabli/modality-kit'
import type { Label, LabelId, QuestionId } from '@etabli/schema'

const CLASSES = [
  { id: 'person', en: 'Person', fr: 'Personne' },
  { id: 'vehicle', en: 'Vehicle', fr: 'Véhicule' },
  { id: 'animal', en: 'Animal', fr: 'Animal' },
] as const

export const boxes: Template = {
  id: 'boxes',
  media: 'image',
  questions: (language) => [
    {
      id: 'objects' as QuestionId,
      kind: 'box',
      title: language === 'fr' ? 'Objets' : 'Objects',
      help:
        language === 'fr'
          ? 'Entourez chaque objet d’un cadre au plus près de ses bords visibles.'
          : 'Draw a box around each object, as close to its visible edges as you can.',
      required: false,
      labels: CLASSES.map(
        (known, index): Label => ({
          id: known.id as LabelId,
          name: known[language],
          colour: index,
          key: String(index + 1),
        }),
      ),
      options: {},
    },
  ],
}
