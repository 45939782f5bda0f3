// Cardinal numbers in words, English and French, so that "20" and "twenty" count as the same words.

export type NumberLanguage = 'en' | 'fr'

/** Larger ones stay as they are. */
const LARGEST = 999_999_999

const EN_ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const FR_ONES =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  )
const FR_TENS = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt']

const LARGE = {
  en: ['hundred', 'thousand', 'million'],
  fr: ['cent', 'cents', 'mille', 'million', 'millions', 'vingts', 'et'],
} as const

const WORDS: Readonly<Record<NumberLanguage, ReadonlySet<string>>> = {
  en: new Set([...EN_ONES, ...EN_TENS, ...LARGE.en].filter((word) => word !== '')),
  fr: new Set([...FR_ONES, ...FR_TENS, ...LARGE.fr, 'une'].flatMap((word) => word.split('-')).filter((w) => w !== '')),
}

const MARKS = { en: { decimal: '.', group: ',', point: 'point' }, fr: { decimal: ',', group: '.', point: 'virgule' } }

/**
 * One written word as the words it is read as: `23` → twenty three, `1,000` → one thousand, `3.5` → three point five,
 * `7:30` → seven thirty, `twenty-three` → twenty three. Anything else is given back alone.
 */
export function spelledWord(word: string, language: NumberLanguage): string[] {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (/^\d/.test(bare)) return spelledDigits(bare, language) ?? [word]
  const parts = bare.toLowerCase().split('-')
  return parts.length > 1 && parts.every((part) => WORDS[language].has(part)) ? parts : [word]
}

/** Whether the word in this place is the "and" of "one hundred and five", which not everyone says; English alone has it. */
export function isSpareAnd(words: readonly string[], index: number, language: NumberLanguage): boolean {
  return (
    language === 'en' &&
    words[index] === 'and' &&
    isLarge(words[index - 1] ?? '') &&
    WORDS.en.has(words[index + 1] ?? '')
  )
}

function isLarge(word: string): boolean {
  return word === 'hundred' || word === 'thousand' || word === 'million'
}

function spelledDigits(digits: string, language: NumberLanguage): string[] | null {
  const { decimal, group, point } = MARKS[language]
  if (/^\d{1,2}(?::\d{2})+$/.test(digits))
    return digits.split(':').flatMap((part) => cardinal(Number(part), language) ?? [])
  const [whole = '', fraction, ...more] = digits.split(decimal)
  const plain = new RegExp(`^\\d{1,3}(?:\\${group}\\d{3})+$`).test(whole) ? whole.replaceAll(group, '') : whole
  if (more.length > 0 || !/^\d+$/.test(plain) || !/^\d*$/.test(fraction ?? '')) return null
  const spelled = cardinal(Number(plain), language)
  if (spelled === null || fraction === undefined || fraction === '') return spelled
  const ones = language === 'en' ? EN_ONES : FR_ONES
  const read = language === 'en' ? [...fraction].map((digit) => ones[Number(digit)] ?? '') : spelledFraction(fraction)
  return [...spelled, point, ...read]
}

/** French reads decimals as a number, its leading zeros one by one. */
function spelledFraction(fraction: string): string[] {
  const zeros = /^0*/.exec(fraction)?.[0].length ?? 0
  const rest = fraction.slice(zeros)
  return [...new Array<string>(zeros).fill('zéro'), ...(rest === '' ? [] : (cardinal(Number(rest), 'fr') ?? [rest]))]
}

function cardinal(value: number, language: NumberLanguage): string[] | null {
  if (value > LARGEST) return null
  const words = language === 'en' ? english(value) : french(value)
  return words.flatMap((word) => word.split('-'))
}

function english(value: number): string[] {
  if (value < 20) return [EN_ONES[value] ?? '']
  if (value < 100) return [EN_TENS[Math.floor(value / 10)] ?? '', ...rest(value % 10, english)]
  if (value < 1_000) return [EN_ONES[Math.floor(value / 100)] ?? '', 'hundred', ...rest(value % 100, english)]
  const [unit, name] = value < 1_000_000 ? ([1_000, 'thousand'] as const) : ([1_000_000, 'million'] as const)
  return [...english(Math.floor(value / unit)), name, ...rest(value % unit, english)]
}

function rest(value: number, spell: (value: number) => string[]): string[] {
  return value === 0 ? [] : spell(value)
}

function french(value: number): string[] {
  if (value < 20) return [FR_ONES[value] ?? '']
  if (value < 100) return frenchTens(value)
  if (value < 1_000) return frenchHundreds(value)
  if (value < 1_000_000) return frenchThousands(value)
  const millions = Math.floor(value / 1_000_000)
  return [...french(millions), millions > 1 ? 'millions' : 'million', ...rest(value % 1_000_000, french)]
}

function frenchTens(value: number): string[] {
  const ten = Math.min(8, Math.floor(value / 10)) === 7 ? 6 : Math.min(8, Math.floor(value / 10))
  const over = value - ten * 10
  const name = FR_TENS[ten] ?? ''
  if (over === 0) return [ten === 8 ? 'quatre-vingts' : name]
  const joint = (over === 1 || over === 11) && ten < 8 ? ['et'] : []
  return [name, ...joint, FR_ONES[over] ?? '']
}

function frenchHundreds(value: number): string[] {
  const hundreds = Math.floor(value / 100)
  const count = hundreds === 1 ? [] : [FR_ONES[hundreds] ?? '']
  const isRound = value % 100 === 0 && hundreds > 1
  return [...count, isRound ? 'cents' : 'cent', ...rest(value % 100, french)]
}

/** Before "mille", cent and quatre-vingt lose their s. */
function frenchThousands(value: number): string[] {
  const thousands = Math.floor(value / 1_000)
  const count = thousands === 1 ? [] : french(thousands).map((word, index, all) => bareBeforeMille(word, index, all))
  return [...count, 'mille', ...rest(value % 1_000, french)]
}

function bareBeforeMille(word: string, index: number, all: readonly string[]): string {
  return index === all.length - 1 && (word === 'cents' || word === 'quatre-vingts') ? word.slice(0, -1) : word
}
