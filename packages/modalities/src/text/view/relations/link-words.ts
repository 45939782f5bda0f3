// What people are told of links: what one would join, and why it cannot be.
import type { StageProps } from '@etabli/modality-kit'
import type { LabelId, Mark, Question } from '@etabli/schema'
import { type Passage, stretchOf } from '../../core/index.ts'
import type { LinkFault } from '../../core/tools/link.ts'

type Speaking = Pick<StageProps, 't' | 'language'>

const SHOWN = 32

/** The words of a span, shortened. */
export function shortWords(mark: Mark, passage: Passage): string {
  const { start, end } = stretchOf(mark)
  const words = passage.index.slice(start, Math.min(end, start + SHOWN + 1)).replace(/\s+/g, ' ')
  return end - start > SHOWN ? `${words.slice(0, SHOWN)}…` : words
}

export function typeName(question: Question | undefined, type: LabelId | null): string {
  return question?.labels.find(({ id }) => id === type)?.name ?? type ?? ''
}

/** Why a link of this type cannot be. */
export function faultWords(
  fault: LinkFault | { readonly code: 'none' | 'first' },
  type: string,
  { t, language }: Speaking,
): string {
  switch (fault.code) {
    case 'class': {
      const said = (classes: readonly string[]) => (classes.length > 0 ? anyOf(classes, language) : t('text.link.any'))
      const [foundFrom, foundTo] = fault.found
      const ends = { type, from: said(fault.from), to: said(fault.to), foundFrom, foundTo }
      return t(fault.form === 'directed' ? 'text.link.faults.directed' : 'text.link.faults.joins', ends)
    }
    case 'place':
      return t('text.link.faults.place', { questions: anyOf(fault.questions, language) })
    case 'twice':
      return t('text.link.faults.twice', { type })
    default:
      return t(`text.link.faults.${fault.code}`)
  }
}

function anyOf(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(names)
}
