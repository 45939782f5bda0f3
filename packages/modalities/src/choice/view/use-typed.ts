// Text typed into a field: each letter is given on at once, one stay in the field is one undo step, and what undo or
// another hand changes meanwhile shows.
import type { FieldProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { useRef, useState } from 'react'
import { answering, answerOf } from './choice-answer.ts'

export interface Typed {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/**
 * @param read the answer's value in letters
 * @param parse letters as a value; undefined where they mean no answer
 */
export function useTyped(
  field: FieldProps,
  read: (value: Mark['value'] | undefined) => string,
  parse: (text: string) => Mark['value'] | undefined,
): Typed {
  const stored = read(answerOf(field)?.value)
  const [draft, setDraft] = useState<string | null>(null)
  /** What the answer read like after our own last change: another reading is somebody else's. */
  const given = useRef(stored)
  const stay = useRef(0)
  return {
    text: draft !== null && given.current === stored ? draft : stored,
    onChange(text) {
      const value = parse(text)
      given.current = read(value)
      setDraft(text)
      field.commit(answering(field, value), `${field.question.id}:${stay.current}`)
    },
    onFocus() {
      stay.current += 1
      given.current = stored
    },
    onBlur: () => setDraft(null),
  }
}
