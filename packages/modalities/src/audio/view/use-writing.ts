// Writing and taking a transcript: what is typed in one go is one undo step; taking the machine's ends the task.
import type { StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { useCallback, useRef } from 'react'
import { acceptTranscript, currentText, writeTranscript } from '../core/writing.ts'
import { machineOf } from './machine.ts'

/** A pause this long between keystrokes ends an undo step. */
const BURST_MS = 1_000

/** Writes the text; a burst of typing is one undo step. */
export function useWriting(props: StageProps, question: Question) {
  const burst = useRef({ name: '', at: Number.NEGATIVE_INFINITY })
  return (text: string): void => {
    if (props.readOnly) return
    const now = performance.now()
    // Named by the moment: a burst of before a reload is not gone on with.
    if (now - burst.current.at > BURST_MS) burst.current.name = `transcript:${performance.timeOrigin + now}`
    burst.current.at = now
    props.commit(writeTranscript(props, question, text), burst.current.name)
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
