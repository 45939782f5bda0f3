// The stage of a sentence to be read aloud: the sentence, a key to record it, the take to be heard; in review everyone's.
import { adding, type Command, changing, type StageProps } from '@etabli/modality-kit'
import type { Mark, Question } from '@etabli/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { checksOf } from '../../core/kinds/recording-checks.ts'
import { type RecordingValue, recordingOptions, takeIn } from '../../core/kinds/recording-value.ts'
import { firstKey, writtenKeys } from '../keys.ts'
import { LevelMeter } from './level-meter.tsx'
import { RecordButton } from './record-button.tsx'
import { TakePlayer } from './take-player.tsx'
import { TakeReport } from './take-report.tsx'
import { TakesOfOthers } from './takes-of-others.tsx'
import { type FinishedTake, useRecorder } from './use-recorder.ts'
import './recording-stage.css'

export interface RecordingStageProps extends StageProps {
  readonly question: Question
}

export function RecordingStage(props: RecordingStageProps) {
  const { question, media, answers, layers, t } = props
  const sentence = media.type === 'text' ? media.text : ''
  const mark = answers.find((candidate) => candidate.question === question.id)
  const take = takeIn(mark)
  return (
    <div className="recording-stage">
      <p className="recording-ask">{question.title}</p>
      <p className="recording-sentence" dir="auto" lang={props.fields['lang'] ?? props.fields['locale']}>
        {sentence}
      </p>
      {props.readOnly || layers.length > 0 ? (
        <>
          {take ? <Heard {...props} take={take} /> : <p className="recording-none">{t('recording.none')}</p>}
          <TakesOfOthers {...props} mark={mark} />
        </>
      ) : (
        <Studio {...props} sentence={sentence} mark={mark} take={take} />
      )}
    </div>
  )
}

interface StudioProps extends RecordingStageProps {
  readonly sentence: string
  readonly mark: Mark | undefined
  readonly take: RecordingValue | null
}

function Studio(props: StudioProps) {
  const { question, take, takes, t, language, announce } = props
  const { keep, unkept } = useKeep(props)
  const { longest } = recordingOptions(question)
  const onTooShort = useCallback(() => announce(t('recording.tooShort')), [announce, t])
  const recorder = useRecorder({ longest, onTake: keep, onTooShort })
  const play = useRef<(() => void) | null>(null)
  const hasTake = useRef(false)
  hasTake.current = take !== null
  const busy = recorder.state === 'recording' || recorder.state === 'stopping'
  const commands = useMemo<Record<'record' | 'discard' | 'play', Command>>(
    () => ({
      record: { id: 'recording.record', keys: ['Space'], run: recorder.toggle },
      discard: { id: 'recording.discard', keys: ['Escape'], run: recorder.discard },
      play: { id: 'recording.play', keys: ['p'], enabled: () => hasTake.current, run: () => play.current?.() },
    }),
    [recorder.toggle, recorder.discard],
  )
  useEffect(
    () => props.register(busy ? [commands.record, commands.discard] : [commands.record, commands.play]),
    [props.register, commands, busy],
  )
  const keyOf = (command: Command) =>
    firstKey(writtenKeys(props.keysOf?.(command) ?? command.keys, t('audio.keys.space')))
  const canRecord = takes?.keep !== undefined
  return (
    <>
      <section className="recording-studio" data-state={recorder.state} aria-label={t('recording.studio')}>
        <LevelMeter level={recorder.level} on={recorder.open} t={t} />
        <RecordButton
          recorder={recorder}
          again={take !== null}
          disabled={!canRecord}
          keys={{ record: keyOf(commands.record), discard: keyOf(commands.discard) }}
          longest={longest}
          t={t}
        />
        {recorder.fault ? (
          <p className="recording-fault" role="alert">
            {t(`recording.faults.${recorder.fault}`)}
          </p>
        ) : (
          <p className="recording-help">{t(canRecord ? helpOf(recorder) : 'recording.help.preview')}</p>
        )}
        {unkept ? (
          <p className="recording-fault" role="alert">
            {t('recording.unkept')}{' '}
            <button type="button" onClick={() => void keep(unkept)}>
              {t('recording.keepAgain')}
            </button>
          </p>
        ) : null}
      </section>
      {take && !busy ? (
        <section className="recording-take" aria-label={t('recording.take')}>
          <TakePlayer
            take={take}
            takes={takes}
            name={t('recording.yours')}
            keys={keyOf(commands.play)}
            theme={props.theme}
            handle={play}
            t={t}
          />
          <TakeReport take={take} language={language} t={t} />
        </section>
      ) : null}
    </>
  )
}

const helpOf = ({ open, changed }: { readonly open: boolean; readonly changed: boolean }): string =>
  changed ? 'recording.help.changed' : open ? 'recording.help.open' : 'recording.help.first'

/** Puts a take on the device, then makes it the answer; the one before comes back by undo. */
function useKeep(props: StudioProps) {
  const latest = useRef(props)
  latest.current = props
  const [unkept, setUnkept] = useState<FinishedTake | null>(null)
  const keep = useCallback(async (finished: FinishedTake) => {
    const { takes, question, sentence, newId, commit, announce, t } = latest.current
    const { file, sampleRate, measures } = finished
    if (!takes?.keep) return
    let value: RecordingValue
    try {
      const checks = checksOf(measures, sentence)
      value = { blob: await takes.keep(file), bytes: file.length, sampleRate, ...measures, checks }
    } catch {
      // The device is full, or stores nothing: the take is still in memory, and the person is told.
      setUnkept(finished)
      return
    }
    setUnkept(null)
    const { mark } = latest.current
    const made: Mark = {
      id: mark?.id ?? newId(),
      question: question.id,
      kind: 'recording',
      label: null,
      value,
      source: 'person',
      confidence: null,
      ...(mark?.attributes ? { attributes: mark.attributes } : {}),
    }
    commit([mark ? changing(mark, made) : adding(made)])
    announce(t(value.checks.length === 0 ? 'recording.said.good' : 'recording.said.checks'))
  }, [])
  return { keep, unkept }
}

/** The take that is the answer, in review. */
function Heard({ take, takes, theme, language, register, keysOf, t }: RecordingStageProps & { take: RecordingValue }) {
  const play = useRef<(() => void) | null>(null)
  const command = useMemo<Command>(() => ({ id: 'recording.play', keys: ['p'], run: () => play.current?.() }), [])
  useEffect(() => register([command]), [register, command])
  const keys = firstKey(writtenKeys(keysOf?.(command) ?? command.keys, t('audio.keys.space')))
  return (
    <section className="recording-take" aria-label={t('recording.take')}>
      <TakePlayer
        take={take}
        takes={takes}
        name={t('recording.chosen')}
        keys={keys}
        theme={theme}
        handle={play}
        t={t}
      />
      <TakeReport take={take} language={language} t={t} />
    </section>
  )
}
