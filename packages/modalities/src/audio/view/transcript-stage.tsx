// The stage of a recording: hear it, compare it with what the machine heard, accept or correct.
import './transcript-stage.css'
import type { StageProps } from '@etabli/modality-kit'
import { useCallback, useMemo } from 'react'
import type { TimedWord } from '../core/kinds/transcript-value.ts'
import { spokenLanguage } from '../core/speech-language.ts'
import { transcriptOptions } from '../core/words.ts'
import { machineOf, NO_WORDS } from './machine.ts'
import { HeardBand, MachineWords } from './machine-words.tsx'
import { useSettling } from './settling.ts'
import { type OverlayProps, Sound } from './sound.tsx'
import { TranscriptWriting } from './transcript-writing.tsx'
import { useSound } from './use-sound.ts'

export function TranscriptStage(props: StageProps) {
  const { t } = props
  const question = props.questions.find((candidate) => candidate.kind === 'transcript')
  const machine = useMemo(() => (question ? machineOf(props.prefill, question) : null), [props.prefill, question])
  const sound = useSound(props)
  const settling = useSettling(props)
  const { handle } = sound
  const words = machine?.words ?? NO_WORDS
  const band = useCallback(
    ({ scale }: OverlayProps) => <HeardBand words={words} time={handle.time} scale={scale} />,
    [words, handle],
  )
  const play = useCallback((word: TimedWord) => handle.playRange(word.start, word.end), [handle])
  const lang = spokenLanguage(props.fields, question ? transcriptOptions(question).language : undefined)
  return (
    <div className="transcript-stage">
      <Sound sound={sound} props={props} overlay={band} />
      {question && machine && (
        <section className="transcript-part">
          <h3>{t('audio.machine')}</h3>
          <MachineWords {...machine} time={handle.time} lang={lang} language={props.language} t={t} onPlay={play} />
        </section>
      )}
      {question && (
        <TranscriptWriting props={props} question={question} machine={machine} sound={sound} settling={settling} />
      )}
    </div>
  )
}
