// Settling the transcript of a whole recording word by word, from the versions of those who are shown and the machine's.
import type { Command, StageProps } from '@etabli/modality-kit'
import { marksOf } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { type RefObject, useMemo } from 'react'
import { type TimedWord, transcriptIn } from '../core/kinds/transcript-value.ts'
import { normalisationOf } from '../core/words.ts'
import { currentText, writeTranscript } from '../core/writing.ts'
import type { Machine } from './machine.ts'
import type { Version } from './settle-columns.tsx'
import { SettleWords } from './settle-words.tsx'
import type { Settling } from './settling.ts'
import type { StageSound } from './use-sound.ts'

interface SettleTranscriptProps {
  readonly props: StageProps
  readonly question: Question
  readonly machine: Machine | null
  readonly text: string
  /** The times of the text's words, one for each; empty where they are not known. */
  readonly words: readonly TimedWord[]
  readonly lang: string | undefined
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly sound: StageSound
  readonly settling: Settling
  readonly belowSegments: boolean
}

type Step = Omit<Command, 'run'>
const STEPS: readonly [Step, Step] = [
  { id: 'audio.nextDifference', keys: ['n', 'Alt+n'], inText: true },
  { id: 'audio.lastDifference', keys: ['b', 'Alt+Shift+n'], inText: true },
]
/** Below segments these letters are the segments'. */
const STEPS_BELOW: readonly [Step, Step] = [
  { id: 'audio.nextDifferenceBelow', keys: ['c', 'Alt+q'], inText: true },
  { id: 'audio.lastDifferenceBelow', keys: ['Shift+c', 'Alt+Shift+q'], inText: true },
]

export function SettleTranscript(all: SettleTranscriptProps) {
  const { props, question, machine, text, words, lang, field, sound, settling, belowSegments } = all
  const { layers, colour, t, consensus } = props
  const versions = useMemo(
    () => [
      ...layers.flatMap((layer): Version[] => {
        const said = currentText(layer.answers, question)
        if (!layer.visible) return []
        return [{ id: layer.id, name: layer.name, colour: colour(layer.colour), text: said, votes: !layer.isOffer }]
      }),
      ...(machine ? [{ ...MACHINE, name: t('audio.settle.machine'), text: machine.text }] : []),
    ],
    [layers, question, colour, machine, t],
  )
  const rules = useMemo(() => normalisationOf(question), [question])
  const voted = useMemo(() => transcriptIn(marksOf(consensus ?? [], question.id)[0]), [consensus, question])
  return (
    <SettleWords
      props={props}
      rules={rules}
      versions={versions}
      consensus={voted}
      text={text}
      words={words}
      lang={lang}
      sound={sound.handle}
      keys={sound.keys}
      settling={settling}
      steps={belowSegments ? STEPS_BELOW : STEPS}
      write={(next) => props.commit(writeTranscript(props, question, next))}
      select={(start, end) => {
        field.current?.focus()
        field.current?.setSelectionRange(start, end)
      }}
    />
  )
}

const MACHINE = { id: 'machine', colour: 'var(--line-strong)', votes: false }
