// Ready text projects: entities with a document class.
import type { Template } from '@etabli/modality-kit'
import { LABEL_KEYS, type LabelId, PALETTE_SIZE, type Question, type QuestionId } from '@etabli/schema'

const entities = [
  ['person', 'Person', 'Personne'],
  ['product', 'Product', 'Produit'],
  ['date', 'Date', 'Date'],
  ['place', 'Place', 'Lieu'],
  ['order', 'Order', 'Commande'],
  ['amount', 'Amount', 'Montant'],
] as const

export const templates: readonly Template[] = [
  {
    id: 'entities',
    media: 'text',
    questions(language): Question[] {
      const french = language === 'fr'
      return [
        {
          id: 'entities' as QuestionId,
          kind: 'span',
          title: french ? 'Marquez les éléments' : 'Mark the details',
          help: french ? 'Sans le petit mot qui précède.' : 'Without the small word in front.',
          required: false,
          labels: entities.map(([id, english, other], index) => ({
            id: id as LabelId,
            name: french ? other : english,
            colour: index % PALETTE_SIZE,
            key: LABEL_KEYS[index] ?? null,
          })),
          options: {},
        },
      ]
    },
  },
]
