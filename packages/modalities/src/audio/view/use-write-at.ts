// Writing into a text field by other means than its keys: the text changes, and the caret stands where it should.
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

/** `text` becomes the field's, and what is from `start` to `end` (UTF-16 units) is selected. */
export type WriteAt = (text: string, start: number, end?: number) => void

export function useWriteAt(field: RefObject<HTMLTextAreaElement | null>, onChange: (text: string) => void): WriteAt {
  const [selected, setSelected] = useState<readonly [number, number] | null>(null)
  const latest = useRef(onChange)
  latest.current = onChange
  useLayoutEffect(() => {
    // The text is in the field only after it was rendered.
    if (selected) field.current?.setSelectionRange(...selected)
  }, [selected, field])
  return useCallback(
    (text, start, end = start) => {
      field.current?.focus()
      latest.current(text)
      setSelected([start, end])
    },
    [field],
  )
}
