// The stage of a recording: hear it, compare it with what the machine heard, accept or correct.
import './transcript-stage.css'
import { adding, type Command, changing, type Patch, type StageProps } from '@etabli/modality-kit'
import type { Answers, Mark, Question } from '@etabli/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { diffTranscripts } from '../core/diff.ts'
import { type TimedWord, TranscriptValue } from '../core/kinds/transcript.ts'
import { VERDICT } from '../core/templates.ts'
import { MachineWords } from './machine-words.tsx'
import { openPlayer, type Player, type PlayerColours } from './player.ts'
import { Transport } from './transport.tsx'
import { percent, WordDiff } from './word-diff.tsx'

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const
const BACK_SECONDS = 2
/** A pause this long between keystrokes ends an undo step. */
const BURST_MS = 1_000

export function TranscriptStage(props: StageProps) {
  const question = props.questions.find((candidate) => candidate.kind === 'transcript')
  const { player, container, clock } = usePlayer(props)
  const machine = useMemo(() => machineOf(props.prefill, question), [props.prefill, question])
  const mine = question ? props.answers.find((mark) => mark.question === question.id) : undefined
  const text = textOf(mine) ?? machine?.text ?? ''
  const write = useWriting(props, question)
  const accept = useAccepting(props, question, machine?.text ?? '')
  const [speed, setSpeed] = useState<number>(1)
  const [loop, setLoop] = useState(false)

  const changeSpeed = useCallback((step: number) => {
    setSpeed(
      (now) =>
        SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(now as (typeof SPEEDS)[number]) + step))] ?? 1,
    )
  }, [])
  useEffect(() => player.current?.setSpeed(speed), [player, speed, clock.ready])
  useEffect(() => player.current?.setLoop(loop), [player, loop, clock.ready])

  const { register, readOnly, submit, t } = props
  useEffect(() => {
    const commands: Command[] = [
      { id: 'audio.play', keys: ['Space', 'Alt+k'], inText: true, run: () => player.current?.toggle() },
      { id: 'audio.back', keys: ['ArrowLeft', 'Alt+j'], inText: true, run: () => player.current?.skip(-BACK_SECONDS) },
      {
        id: 'audio.forward',
        keys: ['ArrowRight', 'Alt+l'],
        inText: true,
        run: () => player.current?.skip(BACK_SECONDS),
      },
      { id: 'audio.start', keys: ['Home', 'Alt+h'], inText: true, run: () => player.current?.seekTo(0) },
      { id: 'audio.slower', keys: ['ArrowDown', 'Alt+ArrowDown'], inText: true, run: () => changeSpeed(-1) },
      { id: 'audio.faster', keys: ['ArrowUp', 'Alt+ArrowUp'], inText: true, run: () => changeSpeed(1) },
      { id: 'audio.loop', keys: ['Alt+r'], inText: true, run: () => setLoop((on) => !on) },
    ]
    const editing: Command[] = [
      {
        id: 'audio.accept',
        keys: ['a', 'Alt+a'],
        inText: true,
        run: () => {
          accept()
          submit()
        },
      },
      { id: 'audio.write', keys: ['e', 'F2'], run: () => focusText() },
    ]
    return register(readOnly ? commands : [...commands, ...editing])
  }, [register, readOnly, player, changeSpeed, accept, submit])

  const diff = machine && text !== machine.text ? diffTranscripts(machine.text, text) : null
  return (
    <div className="transcript-stage">
      <section className="transcript-sound" aria-label={t('audio.sound')}>
        <div className="transcript-wave" ref={container} />
        {clock.fault !== null && (
          <p role="alert" className="transcript-fault">
            {t('audio.fault', { reason: clock.fault })}
          </p>
        )}
        {!clock.ready && clock.fault === null && <p className="transcript-loading">{t('audio.loading')}</p>}
        <Transport
          playing={clock.playing}
          time={clock.time}
          duration={clock.duration}
          speed={speed}
          loop={loop}
          t={t}
          onToggle={() => player.current?.toggle()}
          onBack={() => player.current?.skip(-BACK_SECONDS)}
          onForward={() => player.current?.skip(BACK_SECONDS)}
          onSpeed={changeSpeed}
          onLoop={() => setLoop((on) => !on)}
        />
      </section>

      {question && (
        <section className="transcript-text">
          {machine && (
            <>
              <h3 id="machine-heard">{t('audio.machine')}</h3>
              <MachineWords
                words={machine.words}
                text={machine.text}
                estimated={machine.estimated}
                time={clock.time}
                t={t}
                onSeek={(word) => player.current?.playRange(word.start, word.end)}
              />
            </>
          )}
          <label htmlFor="transcript-input">{question.title}</label>
          <textarea
            id="transcript-input"
            className="transcript-input"
            value={text}
            readOnly={readOnly}
            rows={3}
            dir="auto"
            spellCheck
            lang={props.fields['lang'] ?? undefined}
            onChange={(event) => write(event.target.value)}
          />
          <div className="transcript-foot">
            {!readOnly && machine && (
              <button
                type="button"
                className="transcript-accept"
                onClick={() => {
                  accept()
                  submit()
                }}
              >
                {t('audio.accept')} <kbd>A</kbd>
              </button>
            )}
            {machine && (
              <output className="transcript-rates" title={t('audio.ratesHelp')}>
                {diff ? t('audio.rates', { wer: percent(diff.wer), cer: percent(diff.cer) }) : t('audio.same')}
              </output>
            )}
          </div>
          {diff && <WordDiff diff={diff} t={t} />}
          <Versions props={props} question={question} reference={text} />
        </section>
      )}
    </div>
  )
}

/** The versions of others in review, each as its difference from the text above. */
function Versions({ props, question, reference }: { props: StageProps; question: Question; reference: string }) {
  const shown = props.layers.filter((layer) => layer.visible)
  if (shown.length === 0) return null
  return (
    <ul className="transcript-versions" aria-label={props.t('audio.versions')}>
      {shown.map((layer) => {
        const text = textOf(layer.answers.find((mark) => mark.question === question.id)) ?? ''
        const diff = diffTranscripts(reference, text)
        return (
          <li key={layer.id} style={{ borderInlineStartColor: props.colour(layer.colour) }}>
            <span className="transcript-version-name">{layer.name}</span>
            {text === '' ? (
              <p className="word-diff transcript-empty">{props.t('audio.noText')}</p>
            ) : (
              <WordDiff diff={diff} t={props.t} />
            )}
            {!props.readOnly && text !== '' && (
              <button type="button" onClick={() => props.commit(patchesTo(props, question, text))}>
                {props.t('audio.useThis')}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface Clock {
  readonly ready: boolean
  readonly playing: boolean
  readonly time: number
  readonly duration: number
  readonly fault: string | null
}

const STOPPED: Clock = { ready: false, playing: false, time: 0, duration: 0, fault: null }

function usePlayer({ src, theme, media }: StageProps) {
  const container = useRef<HTMLDivElement>(null)
  const player = useRef<Player | null>(null)
  const [clock, setClock] = useState<Clock>(STOPPED)
  const duration = media.type === 'audio' ? media.duration : 0
  useEffect(() => {
    if (!container.current || src === null) return
    setClock({ ...STOPPED, duration })
    const opened = openPlayer(container.current, src, coloursOf(container.current), {
      onReady: (seconds) => setClock((now) => ({ ...now, ready: true, duration: seconds })),
      onPlaying: (playing) => setClock((now) => ({ ...now, playing })),
      onTime: (time) => setClock((now) => ({ ...now, time })),
      onFault: (fault) => setClock((now) => ({ ...now, fault })),
    })
    player.current = opened
    return () => {
      player.current = null
      opened.dispose()
    }
  }, [src, duration])
  // The theme changes what the tokens mean, not their names: the colours are read again.
  useEffect(() => {
    if (container.current) player.current?.recolour(coloursOf(container.current))
  }, [theme])
  return { player, container, clock }
}

function coloursOf(element: HTMLElement): PlayerColours {
  const style = getComputedStyle(element)
  return {
    wave: style.getPropertyValue('--line-strong').trim(),
    played: style.getPropertyValue('--accent').trim(),
    cursor: style.getPropertyValue('--ink-1').trim(),
  }
}

/** Writes the text; a burst of typing is one undo step. */
function useWriting(props: StageProps, question: Question | undefined) {
  const burst = useRef({ count: 0, at: 0 })
  return (text: string): void => {
    if (!question || props.readOnly) return
    const now = performance.now()
    if (now - burst.current.at > BURST_MS) burst.current.count += 1
    burst.current.at = now
    props.commit(patchesTo(props, question, text, VERDICT.corrected), `transcript:${burst.current.count}`)
  }
}

function useAccepting(props: StageProps, question: Question | undefined, machineText: string) {
  const latest = useRef(props)
  latest.current = props
  return useCallback(() => {
    if (question && !latest.current.readOnly)
      latest.current.commit(patchesTo(latest.current, question, machineText, VERDICT.correct))
  }, [question, machineText])
}

/** The patches that make `text` the transcript and, where the project asks for a verdict, set it too. */
function patchesTo(props: StageProps, question: Question, text: string, verdict?: Mark['label']): Patch[] {
  const before = props.answers.find((mark) => mark.question === question.id)
  const after: Mark = before
    ? { ...before, value: { text }, source: 'person' }
    : {
        id: props.newId(),
        question: question.id,
        kind: 'transcript',
        label: null,
        value: { text },
        source: 'person',
        confidence: null,
      }
  return [before ? changing(before, after) : adding(after), ...(verdict ? verdictPatches(props, verdict) : [])]
}

function verdictPatches(props: StageProps, verdict: NonNullable<Mark['label']>): Patch[] {
  const asked = props.questions.find((candidate) => candidate.id === VERDICT.question && candidate.kind === 'single')
  if (!asked?.labels.some((label) => label.id === verdict)) return []
  const before = props.answers.find((mark) => mark.question === asked.id)
  if (before?.label === verdict) return []
  // A verdict that a person chose (unintelligible, not speech) stays while they write.
  if (before && verdict === VERDICT.corrected && before.label !== VERDICT.correct) return []
  const after: Mark = {
    id: before?.id ?? props.newId(),
    question: asked.id,
    kind: 'single',
    label: verdict,
    value: null,
    source: 'person',
    confidence: null,
  }
  return [before ? changing(before, after) : adding(after)]
}

interface Machine {
  readonly text: string
  readonly words: readonly TimedWord[]
  readonly estimated: boolean
}

function machineOf(prefill: Answers, question: Question | undefined): Machine | null {
  const mark = prefill.find((candidate) => candidate.question === question?.id)
  const value = TranscriptValue.safeParse(mark?.value)
  return value.success
    ? { text: value.data.text, words: value.data.words ?? [], estimated: value.data.estimated ?? false }
    : null
}

function textOf(mark: Mark | undefined): string | null {
  const value = TranscriptValue.safeParse(mark?.value)
  return value.success ? value.data.text : null
}

function focusText(): void {
  document.getElementById('transcript-input')?.focus()
}
