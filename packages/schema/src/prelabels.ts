// Rule: a manager's word list, pattern or use of a model that proposes spans before people label.
import * as z from 'zod/mini'
import { LabelId, QuestionId } from './ids.ts'
import { limits } from './limits.ts'

/** What the English model finds (wink-nlp's entity types). */
export const EntityType = z.enum([
  'CARDINAL',
  'DATE',
  'DURATION',
  'EMAIL',
  'EMOJI',
  'EMOTICON',
  'HASHTAG',
  'MENTION',
  'MONEY',
  'ORDINAL',
  'PERCENT',
  'TIME',
  'URL',
])
export type EntityType = z.infer<typeof EntityType>

const shared = {
  /** Names the rule in the ids of its proposals, so that they can be taken back. */
  id: z.string().check(z.regex(/^[a-z0-9]{1,16}$/)),
  question: QuestionId,
  label: LabelId,
  /** Of every proposal of the rule, in [0, 1]: how far the manager trusts it. */
  confidence: z.number().check(z.gte(0), z.lte(1)),
}

const WordsRule = z.object({
  ...shared,
  form: z.literal('words'),
  words: z
    .array(z.string().check(z.minLength(1), z.maxLength(limits.name)))
    .check(z.minLength(1), z.maxLength(limits.wordsPerRule)),
  matchCase: z.boolean(),
  wholeWords: z.boolean(),
})

const PatternRule = z
  .object({
    ...shared,
    form: z.literal('pattern'),
    /** A regular expression in JavaScript's `v` dialect; what its group named `span` matches is meant, where it has one. */
    pattern: z.string().check(z.minLength(1), z.maxLength(limits.patternLength)),
    matchCase: z.boolean(),
  })
  .check(
    z.superRefine(({ pattern }, context) => {
      const fault = patternFault(pattern)
      if (fault !== null) context.addIssue({ code: 'custom', path: ['pattern'], message: fault })
    }),
  )

const ModelRule = z.object({ ...shared, form: z.literal('model'), entity: EntityType })

export const PrelabelRule = z.discriminatedUnion('form', [WordsRule, PatternRule, ModelRule])
export type PrelabelRule = z.infer<typeof PrelabelRule>

export const PrelabelRules = z
  .array(PrelabelRule)
  .check(z.maxLength(limits.rulesPerProject))
  .check(
    z.refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, { error: 'two rules share an id' }),
  )
export type PrelabelRules = z.infer<typeof PrelabelRules>

/** A rule's expression. @throws SyntaxError */
export const patternOf = (pattern: string, matchCase: boolean): RegExp =>
  new RegExp(pattern, matchCase ? 'dgv' : 'dgiv')

/** Why the pattern is none, as JavaScript says it, or null. */
export function patternFault(pattern: string): string | null {
  try {
    patternOf(pattern, true)
    return null
  } catch (error) {
    // The engine repeats the expression, which stands above its sentence anyway.
    if (error instanceof SyntaxError) return error.message.replace(/^.*\/[a-z]*: /s, '')
    throw error
  }
}
