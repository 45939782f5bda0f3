// The stage of a recording: hear it, compare it with what the machine heard, accept or correct.
import './transcript-stage.css'
import { type Command, marksOf, type StageProps } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { diffTranscripts, type TranscriptDiff } from '../core/diff.ts'
import { type TimedWord, transcriptIn } from '../core/kinds/transcript-value.ts'
import { acceptTranscript, currentText, writeTranscript } from '../core/writing.ts'
import { HeardBand, MachineWords } from './machine-words.tsx'
import { type OverlayProps, Sound } from './sound.tsx'
import { useSound } from './use-sound.ts'
import { Versions } from './versions.tsx'
import { percent, WordDiff } from './word-diff.tsx'

/** A pause this long between keystrokes ends an undo step. */
const BURST_MS = 1_000
const NO_WORDS: readonly TimedWord[] = []

export function TranscriptStage(props: StageProps) {
  const { t } = props
  const question = props.questions.find((candidate) => candidate.kind === 'transcript')
  const machine = useMemo(() => (question ? machineOf(props.prefill, question) : null), [props.prefill, question])
  const sound = useSound(props)
  const { handle, keys } = sound
  const words = machine?.words ?? NO_WORDS
  const band = useCallback(
    ({ scale }: OverlayProps) => <HeardBand words={words} time={handle.time} scale={scale} />,
    [words, handle],
  )
  const play = useCallback((word: TimedWord) => handle.playRange(word.start, word.end), [handle])
  return (
    <div className="transcript-stage">
      <Sound sound={sound} props={props} overlay={band} />
      {question && machine && (
        <section className="transcript-part">
          <h3>{t('audio.machine')}</h3>
          <MachineWords
            {...machine}
            time={handle.time}
            lang={props.fields['lang']}
            language={props.language}
            t={t}
            onPlay={play}
          />
        </section>
      )}
      {question && <Writing props={props} question={question} machine={machine} keys={keys} />}
    </div>
  )
}

interface WritingProps {
  readonly props: StageProps
  readonly question: Question
  readonly machine: Machine | null
  readonly keys: (command: Command) => string
}

/** The text, how far it is from the machine's, and the key that takes the machine's as it is. */
function Writing({ props, question, machine, keys }: WritingProps) {
  const { t, language, readOnly, register } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const text = currentText(props.answers, question)
  const changed = machine !== null && text !== machine.text
  const write = useWriting(props, question)
  const take = useTaking(props, question)
  const own = useMemo(
    () => ({
      accept: { id: 'audio.accept', keys: ['a', 'Alt+a'], inText: true, run: take } satisfies Command,
      write: { id: 'audio.write', keys: ['e', 'F2'], run: () => toEnd(field.current) } satisfies Command,
      leave: {
        id: 'audio.leave',
        keys: ['Escape'],
        inText: true,
        enabled: () => document.activeElement === field.current,
        run: () => field.current?.blur(),
      } satisfies Command,
    }),
    [take],
  )
  const { accept, write: writing, leave } = own
  const hasMachine = machine !== null
  useEffect(
    () => (readOnly ? undefined : register(hasMachine ? [accept, writing, leave] : [writing, leave])),
    [register, readOnly, hasMachine, accept, writing, leave],
  )
  const diff = useMemo(() => (machine ? diffTranscripts(machine.text, text) : null), [machine, text])
  return (
    <>
      <section className="transcript-part">
        <h3>
          <label htmlFor="transcript-input">{question.title}</label>
          {!readOnly && <kbd className="transcript-key">{firstKey(keys(writing))}</kbd>}
        </h3>
        {question.help !== '' && (
          <p className="transcript-help" id="transcript-help">
            {question.help}
          </p>
        )}
        <textarea
          ref={field}
          id="transcript-input"
          className="transcript-input"
          aria-describedby={question.help === '' ? undefined : 'transcript-help'}
          value={text}
          readOnly={readOnly}
          placeholder={props.layers.length > 0 ? t('audio.noMajority') : undefined}
          rows={2}
          dir="auto"
          spellCheck
          lang={props.fields['lang']}
          onChange={(event) => write(event.target.value)}
        />
        {changed && diff && <WordDiff diff={diff} lang={props.fields['lang']} t={t} />}
        <div className="transcript-foot">
          {diff && (
            <output className="transcript-rates" title={t('audio.ratesHelp')}>
              {ratesOf(diff, changed, props)}
            </output>
          )}
          {!readOnly && machine && (
            <button
              type="button"
              className="transcript-accept"
              data-primary={changed ? undefined : ''}
              title={`${t('audio.commands.accept')} (${keys(accept)})`}
              onClick={take}
            >
              {changed ? t('audio.takeBack') : t('audio.accept')}
              <kbd className="transcript-key">{firstKey(keys(accept))}</kbd>
            </button>
          )}
        </div>
      </section>
      <Versions
        props={props}
        question={question}
        reference={text === '' && machine ? machine.text : text}
        current={text}
        onUse={(version) => props.commit(writeTranscript(props, question, version))}
      />
    </>
  )

  function ratesOf({ wer, cer }: TranscriptDiff, differs: boolean, { t: words }: Pick<StageProps, 't'>): string {
    if (!differs) return words('audio.same')
    if (wer === 0) return words('audio.sameWords')
    return words('audio.rates', { wer: percent(wer, language), cer: percent(cer, language) })
  }
}

/** Writes the text; a burst of typing is one undo step. */
function useWriting(props: StageProps, question: Question) {
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
function useTaking(props: StageProps, question: Question): () => void {
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

interface Machine {
  readonly text: string
  readonly words: readonly TimedWord[]
  readonly estimated: boolean
}

function machineOf(prefill: StageProps['prefill'], question: Question): Machine | null {
  const heard = transcriptIn(marksOf(prefill, question.id)[0])
  return heard && { text: heard.text, words: heard.words ?? NO_WORDS, estimated: heard.estimated ?? false }
}

function firstKey(keys: string): string {
  return keys.split(', ')[0] ?? ''
}

/** Into the text, the caret at its end the first time and where it was thereafter. */
function toEnd(field: HTMLTextAreaElement | null): void {
  if (!field) return
  field.focus()
  if (field.selectionStart === 0 && field.selectionEnd === 0)
    field.setSelectionRange(field.value.length, field.value.length)
}
