// The error model that stands for a French recogniser: seeded confusions, losses and additions of words.
// It is a model, not a recogniser; the README gives its parameters.
import type { Random } from './random.ts'
import { at } from './wave.ts'

export interface HeardWord {
  readonly word: string
  /** Seconds. */
  readonly start: number
  readonly end: number
  /** In [0, 1]. */
  readonly confidence: number
}

/** Chance that a word with a listed sound-alike is replaced by it, that a short word is lost, that a filler is added. */
export const errorRates = { confuse: 0.42, lose: 0.1, add: 0.03, ending: 0.12 } as const

const soundAlikes: Readonly<Record<string, readonly string[]>> = {
  minuteur: ['moniteur', 'minuterie'],
  pâtes: ['pattes', 'pâte'],
  temps: ['tant', 'tend'],
  'fera-t-il': ['ferait il', 'fera il'],
  'saint-malo': ['cinq maux lots', 'saint malo'],
  'demi-sel': ['demi selle', 'demi sel'],
  courses: ['course', 'cours'],
  "d'œufs": ['deux', "d'eux"],
  douzaine: ['dizaine'],
  sauf: ['saut', 'sofa'],
  celle: ['sel', 'selle'],
  garagiste: ['garage iste', 'garagistes'],
  quatorze: ['quatre', 'quatorze'],
  "s'endormir": ['sans dormir', 'en dormir'],
  petit: ['petits'],
  fermée: ['fermer', 'fermé'],
  coiffeur: ['coffre', 'quai fleur'],
  jeudi: ['je dis'],
  chauffage: ['chauffeur', 'chauffages'],
  'dix-neuf': ['dix neuf', 'dix-neuf heures'],
  degrés: ['de gré', 'degré'],
  salon: ['selon', 'saloon'],
  suite: ['suie', 'fuite'],
  gratin: ['grattin', 'matin'],
  dauphinois: ['dauphin noix', 'dauphinoise'],
  mamie: ['ma mie', "m'amie"],
  midi: ['mi dit'],
  four: ['fou', 'tour'],
  reste: ['restes'],
  couloir: ['vouloir', 'couler'],
  aspirateur: ['inspirateur'],
  "l'aspirateur": ["l'inspirateur"],
  bus: ['but', 'bu'],
  quart: ['car', 'cars'],
  doucement: ['du ciment', 'douce ment'],
  livre: ['livres', 'libre'],
  chapitre: ['chat pitre'],
  volets: ['volet', 'voler'],
  sud: ['su'],
  portugais: ['porte gai', 'portugaise'],
  nuit: ['nuits', "n'huis"],
  citrons: ['citron', 'six troncs'],
  verts: ['vers', 'verre'],
  vert: ['vers', 'verre'],
  menthe: ['mante', 'monte'],
  fraîche: ['fraîches'],
  clé: ['clés'],
  secours: ['ce cours', 'cours'],
  tiroir: ['tire noir'],
  son: ['sont'],
  hotte: ['hôte', 'hotte'],
  sonner: ['sonné', 'sonnet'],
  porte: ['portes', 'port'],
  bureau: ['bureaux'],
  chaud: ['show', 'chaux'],
  cent: ['sans', 'cents'],
  quarante: ['carrante', 'quarante'],
  divisé: ['diviser'],
  seize: ['seise', 'treize'],
  alarme: ['larme'],
  "l'alarme": ['la larme'],
  grasse: ['grâce', 'grosse'],
  matinée: ['matiné'],
  et: ['est'],
  "n'entends": ['entends', "n'entend"],
}

const fillers = ['euh', 'de', 'le', 'à'] as const

/** Letters, digits, hyphens and apostrophes of the sentence, in lower case. */
export function wordsOf(sentence: string): string[] {
  return sentence
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => word.replace(/[^\p{L}\p{N}'-]/gu, ''))
    .filter((word) => word !== '' && word !== '-')
}

/**
 * What a recogniser might have heard. Word times are estimated: the speech between `start` and `end` (seconds) is
 * shared out by the number of letters.
 */
export function mishear(sentence: string, start: number, end: number, random: Random): HeardWord[] {
  const heard: { word: string; weight: number; sure: boolean }[] = []
  for (const word of wordsOf(sentence)) {
    const weight = word.length + 1
    if (word.length <= 3 && random.chance(errorRates.lose)) continue
    if (random.chance(errorRates.add)) heard.push({ word: random.pick(fillers), weight: 2, sure: false })
    const alikes = soundAlikes[word]
    if (alikes && random.chance(errorRates.confuse)) {
      const parts = random.pick(alikes).split(' ')
      for (const part of parts) heard.push({ word: part, weight: weight / parts.length, sure: false })
    } else if (/es$/u.test(word) && word.length > 4 && random.chance(errorRates.ending)) {
      heard.push({ word: word.slice(0, -1), weight, sure: false })
    } else heard.push({ word, weight, sure: true })
  }
  const total = heard.reduce((sum, part) => sum + part.weight, 0)
  let clock = start
  return heard.map(({ word, weight, sure }) => {
    const from = clock
    clock += ((end - start) * weight) / total
    const confidence = sure ? random.between(0.62, 0.99) : random.between(0.18, 0.74)
    return { word, start: round(from), end: round(clock), confidence: round(confidence) }
  })
}

/** First and last second at which the signal is over a tenth of its loudest 20 ms. */
export function speechSpan(samples: Float64Array, rate: number): { start: number; end: number } {
  const step = Math.round(rate / 50)
  const levels: number[] = []
  for (let i = 0; i + step <= samples.length; i += step) {
    let sum = 0
    for (let j = i; j < i + step; j++) sum += at(samples, j) ** 2
    levels.push(Math.sqrt(sum / step))
  }
  const bar = Math.max(...levels) / 10
  const first = levels.findIndex((level) => level > bar)
  const last = levels.findLastIndex((level) => level > bar)
  return { start: first / 50, end: (last + 1) / 50 }
}

const round = (x: number): number => Math.round(x * 100) / 100
