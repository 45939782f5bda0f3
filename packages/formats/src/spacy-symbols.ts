// The words that spaCy numbers itself, so that a string like them has that number as its id and no hash
// (spaCy 3, `spacy.symbols.IDS`): an id is the place in the table.

function numbered(name: string, from: number, to: number, digits = 1): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => name + String(from + index).padStart(digits, '0'))
}

const FLAGS = `
  IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL IS_STOP
  IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY`

const ATTRIBUTES = `
  ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY
  PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE`

const WORDS = `
  PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL
  CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det
  dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl
  parataxis partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl
  ENT_KB_ID MORPH ENT_ID IDX _`

const listed = (names: string) => names.trim().split(/\s+/)

const names = [
  '',
  ...listed(FLAGS),
  ...numbered('FLAG', 19, 63),
  ...listed(ATTRIBUTES),
  ...numbered('DEPRECATED', 1, 276, 3),
  ...listed(WORDS),
]

/** Ids of spaCy's own words; the empty string is 0. */
export const spacySymbols: ReadonlyMap<string, bigint> = new Map(names.map((name, id) => [name, BigInt(id)]))
