// The options of a transcript's question as the form has them: rules with their usual values, lists as they are typed.
import type { Question } from '@etabli/schema'

interface Rules {
  readonly case: boolean
  readonly punctuation: boolean
  readonly numbers: 'en' | 'fr' | null
}

/** The rules of the question; the usual ones where it names none. */
export function normaliseOf({ options }: Pick<Question, 'options'>): Rules {
  const given = options['normalise']
  const rules = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {}
  const { case: isCase, punctuation, numbers } = rules as Record<string, unknown>
  return {
    case: isCase !== false,
    punctuation: punctuation !== false,
    numbers: numbers === 'en' || numbers === 'fr' ? numbers : null,
  }
}

export function optionText({ options }: Pick<Question, 'options'>, name: string): string {
  const value = options[name]
  return typeof value === 'string' ? value : ''
}

/** The question with one option more, other or (undefined) less. */
export function withOption(question: Question, name: string, value: string | string[] | Rules | undefined): Question {
  const { [name]: _, ...others } = question.options
  const next = typeof value === 'object' && !Array.isArray(value) ? { ...value } : value
  return { ...question, options: next === undefined ? others : { ...others, [name]: next } }
}

const MOST_TOKENS = 24
const LONGEST_TOKEN = 40

/** Tokens between blanks or commas, each once. */
export function tokenList(text: string): string[] {
  const tokens = text.split(/[\s,]+/u).map((token) => token.slice(0, LONGEST_TOKEN))
  return [...new Set(tokens.filter((token) => token !== ''))].slice(0, MOST_TOKENS)
}

const MOST_NAMES = 10

/** Names between commas, each once. */
export function commaList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim().slice(0, 100))
  return [...new Set(names.filter((name) => name !== ''))].slice(0, MOST_NAMES)
}
