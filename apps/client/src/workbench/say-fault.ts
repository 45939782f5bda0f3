// What keeps answers from being submitted, in the person's language: by the fault's code and the kind of its question.
import type { Fault, Translate } from '@etabli/modality-kit'
import type { Project } from '@etabli/schema'

const PHRASES: Partial<Record<Fault['code'], string>> = {
  required: 'requiredTitle',
  'too-many': 'tooMany',
  'too-few': 'tooFew',
  label: 'label',
  attribute: 'attribute',
  take: 'take',
}

/** A sentence that names the question; the fault's own (English) one where no phrase is known. */
export function sayFault(fault: Fault, questions: Project['questions'], t: Translate): string {
  const question = questions.find(({ id }) => id === fault.question)
  const title = question?.title ?? fault.question
  const isOfMany = fault.code === 'too-many' && question?.max !== undefined
  const phrase = isOfMany ? 'tooManyMarks' : PHRASES[fault.code]
  const values = { title, min: question?.min ?? 0, max: question?.max ?? 1 }
  if (phrase) return t(`label.faults.${phrase}`, values)
  const key = `label.faults.value.${question?.kind}`
  const said = fault.code === 'value' ? t(key, { title }) : key
  return said === key ? t('label.faults.other', { title }) : said
}
