// The stage of a recording that is cut into segments: regions over the waveform, and below it their list with what is said.
import '../transcript-stage.css'
import './segment-stage.css'
import type { StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { useMemo } from 'react'
import { machineOf } from '../machine.ts'
import { type Settling, useSettling } from '../settling.ts'
import { Sound } from '../sound.tsx'
import { TranscriptWriting } from '../transcript-writing.tsx'
import { type StageSound, useSound } from '../use-sound.ts'
import { Regions } from './regions.tsx'
import { SegmentList } from './segment-list.tsx'
import { SegmentsContext, useSegments } from './use-segments.ts'

export function SegmentStage(props: StageProps & { readonly question: Question }) {
  const sound = useSound(props)
  const settling = useSettling(props)
  const segments = useSegments(props, props.question, sound, settling)
  const whole = props.questions.find(({ kind }) => kind === 'transcript')
  return (
    <div className="transcript-stage segment-stage">
      <SegmentsContext value={segments}>
        <Sound sound={sound} props={props} overlay={Regions} />
        <SegmentList segments={segments} />
      </SegmentsContext>
      {whole && <WholeTranscript props={props} question={whole} sound={sound} settling={settling} />}
    </div>
  )
}

/** What is said in the recording as a whole, where the project asks for that too. */
function WholeTranscript({ props, question, sound, settling }: WholeProps) {
  const machine = useMemo(() => machineOf(props.prefill, question), [props.prefill, question])
  return (
    <TranscriptWriting
      props={props}
      question={question}
      machine={machine}
      sound={sound}
      settling={settling}
      belowSegments
    />
  )
}

interface WholeProps {
  readonly props: StageProps
  readonly question: Question
  readonly sound: StageSound
  readonly settling: Settling
}
