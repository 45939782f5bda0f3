// Ready text projects: entities; entities with relations and with what is mentioned again; a class for each sentence.
import type { Template } from '@etabli/modality-kit'
import { LABEL_KEYS, type Label, type LabelId, PALETTE_SIZE, type Question, type QuestionId } from '@etabli/schema'

const entities = [
  ['person', 'Person', 'Personne'],
  ['product', 'Product', 'Produit'],
  ['date', 'Date', 'Date'],
  ['place', 'Place', 'Lieu'],
  ['order', 'Order', 'Commande'],
  ['amount', 'Amount', 'Montant'],
] as const

const mentions = [
  ['person', 'Person', 'Personne'],
  ['organisation', 'Organisation', 'Organisation'],
  ['place', 'Place', 'Lieu'],
] as const

const relations = [
  ['works-for', 'works for', 'travaille pour'],
  ['located-in', 'is located in', 'se trouve à'],
  ['part-of', 'is part of', 'fait partie de'],
] as const

/** The classes that may stand at either end. */
const ends = {
  'works-for': { from: ['person'], to: ['organisation'] },
  'located-in': { from: ['person', 'organisation', 'place'], to: ['place'] },
  'part-of': { from: ['organisation'], to: ['organisation'] },
}

type Named = readonly (readonly [id: string, english: string, french: string])[]

/** @param keys how many keys earlier questions took */
function labelsOf(named: Named, french: boolean, keys = 0): Label[] {
  return named.map(([id, english, other], index) => ({
    id: id as LabelId,
    name: french ? other : english,
    colour: (keys + index) % PALETTE_SIZE,
    key: LABEL_KEYS[keys + index] ?? null,
  }))
}

const acts = [
  ['asks', 'Asks', 'Demande'],
  ['tells', 'Tells', 'Informe'],
  ['complains', 'Complains', 'Se plaint'],
  ['thanks', 'Thanks or greets', 'Remercie ou salue'],
] as const

export const templates: readonly Template[] = [
  {
    id: 'sentences',
    media: 'text',
    questions(language): Question[] {
      const french = language === 'fr'
      return [
        {
          id: 'acts' as QuestionId,
          kind: 'sentence',
          title: french ? 'Que fait cette phrase ?' : 'What does this sentence do?',
          help: '',
          required: true,
          labels: labelsOf(acts, french),
          options: { all: true },
        },
      ]
    },
  },
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
          labels: labelsOf(entities, french),
          options: {},
        },
      ]
    },
  },
  {
    id: 'relations',
    media: 'text',
    questions(language): Question[] {
      const french = language === 'fr'
      const same = [['same', 'Same person or thing', 'Même personne ou chose']] as const
      return [
        {
          id: 'mentions' as QuestionId,
          kind: 'span',
          title: french ? 'Marquez qui et quoi' : 'Mark who and what',
          help: french ? 'Pronoms compris : elle, lui, cette société.' : 'Pronouns too: she, him, the company.',
          required: false,
          labels: labelsOf(mentions, french),
          options: {},
        },
        {
          id: 'relations' as QuestionId,
          kind: 'relation',
          title: french ? 'Dites ce qui les lie' : 'Say how they are related',
          help: french ? 'Seulement ce que le texte dit.' : 'Only what the text says.',
          required: false,
          labels: labelsOf(relations, french, mentions.length),
          options: { spans: 'mentions', form: 'directed', ends },
        },
        {
          id: 'same' as QuestionId,
          kind: 'relation',
          title: french ? 'Reliez ce qui désigne la même chose' : 'Link what means the same',
          help: '',
          required: false,
          labels: labelsOf(same, french, mentions.length + relations.length),
          options: { spans: 'mentions', form: 'chain' },
        },
      ]
    },
  },
]
