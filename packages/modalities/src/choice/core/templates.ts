// Ready projects that are answered by fields: classification, survey, translation, data entry.
import type { Template } from '@etabli/modality-kit'
import { LABEL_KEYS, type Label, type LabelId, PALETTE_SIZE, type Question, type QuestionId } from '@etabli/schema'

type Language = 'en' | 'fr'
/** A phrase in both languages. */
type Phrase = readonly [english: string, french: string]

const say = (language: Language, [english, french]: Phrase): string => (language === 'fr' ? french : english)

function labels(language: Language, names: Readonly<Record<string, Phrase>>): Label[] {
  return Object.entries(names).map(([id, phrase], index) => ({
    id: id as LabelId,
    name: say(language, phrase),
    colour: index % PALETTE_SIZE,
    key: LABEL_KEYS[index] ?? null,
  }))
}

function question(
  language: Language,
  id: string,
  kind: string,
  title: Phrase,
  rest: Partial<Pick<Question, 'required' | 'labels' | 'options'>> & { help?: Phrase } = {},
): Question {
  return {
    id: id as QuestionId,
    kind,
    title: say(language, title),
    help: rest.help ? say(language, rest.help) : '',
    required: rest.required ?? true,
    labels: rest.labels ?? [],
    options: rest.options ?? {},
  }
}

export const templates: readonly Template[] = [
  {
    id: 'classification',
    media: 'text',
    questions: (language) => [
      question(language, 'topic', 'single', ['What is it about?', 'De quoi s’agit-il ?'], {
        labels: labels(language, {
          order: ['Order', 'Commande'],
          delivery: ['Delivery', 'Livraison'],
          refund: ['Refund', 'Remboursement'],
          technical: ['Technical problem', 'Problème technique'],
          other: ['Something else', 'Autre chose'],
        }),
      }),
    ],
  },
  {
    id: 'product-classification',
    media: 'image',
    questions: (language) => [
      question(language, 'category', 'single', ['Which category?', 'Quelle catégorie ?'], {
        labels: labels(language, {
          food: ['Food', 'Alimentation'],
          household: ['Household', 'Maison'],
          clothing: ['Clothing', 'Vêtements'],
          electronics: ['Electronics', 'Électronique'],
          other: ['Something else', 'Autre chose'],
        }),
      }),
      question(language, 'flaws', 'multiple', ['What is wrong with the picture?', 'Quels défauts a l’image ?'], {
        required: false,
        labels: labels(language, {
          blurred: ['Blurred', 'Floue'],
          cropped: ['Cut off', 'Coupée'],
          dark: ['Too dark', 'Trop sombre'],
          several: ['Several products', 'Plusieurs produits'],
        }).map((label) => ({ ...label, key: null })),
      }),
    ],
  },
  {
    id: 'compare-answers',
    media: 'none',
    questions: (language) => [
      question(language, 'better', 'ranking', ['Which answer is better?', 'Quelle réponse est la meilleure ?'], {
        help: ['Correct first, then helpful, then short.', 'Exacte d’abord, puis utile, puis courte.'],
        options: { reason: true },
      }),
    ],
  },
  {
    id: 'survey',
    media: 'none',
    questions: (language) => [
      question(language, 'overall', 'rating', ['How useful is it?', 'Est-ce utile ?'], {
        options: {
          levels: 5,
          low: say(language, ['Not at all', 'Pas du tout']),
          high: say(language, ['Very', 'Très']),
        },
      }),
      question(language, 'reasons', 'multiple', ['Why?', 'Pourquoi ?'], {
        required: false,
        help: ['Choose all that apply.', 'Choisissez tout ce qui convient.'],
        labels: labels(language, {
          clear: ['Clear', 'Clair'],
          complete: ['Complete', 'Complet'],
          correct: ['Correct', 'Exact'],
          polite: ['Polite', 'Poli'],
        }),
      }),
      question(language, 'comment', 'words', ['Anything else?', 'Autre chose à dire ?'], {
        required: false,
        options: { long: true, max: 2000 },
      }),
    ],
  },
  {
    id: 'translation',
    media: 'text',
    questions: (language) => [
      question(language, 'translation', 'words', ['Translation', 'Traduction'], {
        help: ['Keep the tone; translate meaning, not words.', 'Gardez le ton ; traduisez le sens, pas les mots.'],
        options: { long: true },
      }),
    ],
  },
  {
    id: 'data-entry',
    media: 'none',
    questions: (language) => [
      question(language, 'name', 'words', ['Name as written', 'Nom tel qu’il est écrit']),
      question(language, 'amount', 'number', ['Amount', 'Montant'], {
        options: { min: 0, step: 0.01, unit: '€' },
      }),
      question(language, 'checked', 'single', ['Does it match the source?', 'Est-ce conforme à la source ?'], {
        labels: labels(language, {
          yes: ['Yes', 'Oui'],
          no: ['No', 'Non'],
          unsure: ['Cannot tell', 'Impossible à dire'],
        }),
      }),
    ],
  },
]
