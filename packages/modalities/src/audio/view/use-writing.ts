// Writing and taking a transcript: what is typed in one go is one undo step; taking the machine's ends the task.
import type { StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { useCallback, useRef, useState } from 'react'
import { acceptTranscript, currentText, writeTranscript } from '../core/writing.ts'
import { createBurst } from './burst.ts'
import { machineOf } from './machine.ts'

/** Writes the text; a burst of typing is one undo step. */
export function useWriting(props: StageProps, question: Question) {
  const [burst] = useState(() => createBurst('transcript'))
  return (text: string): void => {
    if (!props.readOnly) props.commit(writeTranscript(props, question, text), burst())
  }
}

/**
 * Takes the machine's text. Where it stands unchanged it is accepted and the task ends; where the person wrote something
 * else it only comes back, so that a stray key throws no work away.
 */
export function useTaking(props: StageProps, question: Question): () => void {
  const latest = useRef({ props, question })
  latest.current = { props, question }
  return useCallback(() => {
    const { props: now, question: asked } = latest.current
    if (now.readOnly) return
    const machine = machineOf(now.prefill, asked)
    if (machine === null) return
    if (currentText(now.answers, asked) !== machine.text) {
      now.commit(writeTranscript(now, asked, machine.text))
      now.announce(now.t('audio.tookBack'))
      return
    }
    now.commit(acceptTranscript(now, asked))
    now.submit()
  }, [])
}
