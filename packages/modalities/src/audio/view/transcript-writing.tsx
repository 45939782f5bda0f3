// The text of a recording: written with suggestions at hand, how far it is from the machine's, and the key that takes that.
import type { Command, StageProps } from '@etabli/modality-kit'
import { marksOf } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { lazy, type RefObject, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { diffTranscripts, type TranscriptDiff } from '../core/diff.ts'
import { transcriptIn } from '../core/kinds/transcript-value.ts'
import { directionOf, spokenLanguage } from '../core/speech-language.ts'
import { hypothesesOf, suggestionsAt, withSuggestion } from '../core/suggestions.ts'
import { normalisationOf, transcriptOptions } from '../core/words.ts'
import { currentText, writeTranscript } from '../core/writing.ts'
import { leftWriting, writesOn } from './going-on.ts'
import { firstKey } from './keys.ts'
import { type Machine, NO_WORDS } from './machine.ts'
import { rulesInWords } from './rules-words.ts'
import type { Settling } from './settling.ts'
import { SuggestionList } from './suggestions.tsx'
import { TranscriptField } from './transcript-field.tsx'
import { useDoubts } from './use-doubts.ts'
import { usePlayNext } from './use-play-next.ts'
import type { StageSound } from './use-sound.ts'
import { useWriteAt } from './use-write-at.ts'
import { useTaking, useWriting } from './use-writing.ts'
import { Versions } from './versions.tsx'
import { percent, WordDiff } from './word-diff.tsx'

interface TranscriptWritingProps {
  readonly props: StageProps
  readonly question: Question
  readonly machine: Machine | null
  readonly sound: StageSound
  readonly settling: Settling
  /** Segments stand above it, whose keys go first: writing, doubts and what else was heard are theirs. */
  readonly belowSegments?: boolean
}

const NO_TOKENS: readonly string[] = []

/** Not for those who label. */
const SettleWords = lazy(() => import('./settle-words.tsx').then((module) => ({ default: module.SettleWords })))

export function TranscriptWriting(all: TranscriptWritingProps) {
  const { props, question, machine, sound, settling, belowSegments = false } = all
  const { keys } = sound
  const playsNext = usePlayNext(sound, props.readOnly)
  const { t, readOnly } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const text = currentText(props.answers, question)
  const options = useMemo(() => transcriptOptions(question), [question])
  const rules = useMemo(() => normalisationOf(question), [question])
  const lang = spokenLanguage(props.fields, options.language)
  const write = useWriting(props, question)
  const take = useTaking(props, question)
  const words = transcriptIn(marksOf(props.answers, question.id)[0])?.words ?? NO_WORDS
  const commands = useFieldCommands(all, field, take, playsNext.toggle)
  useDoubts({ props, field, text, words, sound: sound.handle, isOff: belowSegments })
  useCarriedCaret(field, readOnly)
  const changed = machine !== null && text !== machine.text
  // Versions without a majority are no text: nothing is to be compared yet.
  const isOpen = text === '' && props.layers.length > 0
  const diff = useMemo(() => (machine ? diffTranscripts(machine.text, text, rules) : null), [machine, text, rules])
  const [caret, setCaret] = useState<number | null>(null)
  return (
    <>
      <section className="transcript-part">
        <h3>
          <label htmlFor="transcript-input">{question.title}</label>
          {!readOnly && <kbd className="transcript-key">{firstKey(keys(commands.write))}</kbd>}
        </h3>
        {question.help !== '' && (
          <p className="transcript-help" id="transcript-help">
            {question.help}
          </p>
        )}
        <TranscriptField
          id="transcript-input"
          field={field}
          value={text}
          lang={lang}
          dir={directionOf(lang)}
          tokens={options.tokens ?? NO_TOKENS}
          characters={options.characters}
          readOnly={readOnly}
          describedBy={question.help === '' ? undefined : 'transcript-help'}
          placeholder={props.layers.length > 0 ? t('audio.noMajority') : undefined}
          frame={props}
          onChange={write}
          onCaret={setCaret}
        />
        {!readOnly && <Suggesting all={all} field={field} text={text} caret={caret} lang={lang} onWrite={write} />}
        {changed && !isOpen && diff && <WordDiff diff={diff} words={words} lang={lang} t={t} />}
        <div className="transcript-foot">
          {diff && !isOpen && <Rates diff={diff} changed={changed} question={question} props={props} />}
          {!readOnly && (
            <span className="transcript-acts">
              <label className="transcript-next" title={`${t('audio.commands.playNext')} (${keys(playsNext.toggle)})`}>
                <input type="checkbox" checked={playsNext.on} onChange={playsNext.toggle.run} />
                {t('audio.playNext')}
              </label>
              {machine && (
                <button
                  type="button"
                  className="transcript-accept"
                  data-primary={changed ? undefined : ''}
                  title={`${t('audio.commands.accept')} (${keys(commands.accept)})`}
                  onClick={take}
                >
                  {changed ? t('audio.takeBack') : t('audio.accept')}
                  <kbd className="transcript-key">{firstKey(keys(commands.accept))}</kbd>
                </button>
              )}
            </span>
          )}
        </div>
      </section>
      {props.layers.length > 0 && (
        <Suspense>
          <SettleWords
            props={props}
            question={question}
            machine={machine}
            text={text}
            words={words}
            lang={lang}
            field={field}
            sound={sound}
            settling={settling}
            belowSegments={belowSegments}
          />
        </Suspense>
      )}
      <Versions
        props={props}
        question={question}
        reference={text === '' && machine ? machine.text : text}
        current={text}
        onUse={(version) => props.commit(writeTranscript(props, question, version))}
      />
    </>
  )
}

interface RatesProps {
  readonly diff: TranscriptDiff
  readonly changed: boolean
  readonly question: Question
  readonly props: StageProps
}

/** The running error rates, what they count, and under which rules. */
function Rates({ diff, changed, question, props }: RatesProps) {
  const { t, language } = props
  const rules = rulesInWords(normalisationOf(question), props)
  const { wer, cer, substitutions, insertions, deletions } = diff
  const counts = [
    ...(substitutions > 0 ? [t('audio.diff.replaced', { count: substitutions })] : []),
    ...(insertions > 0 ? [t('audio.diff.inserted', { count: insertions })] : []),
    ...(deletions > 0 ? [t('audio.diff.deleted', { count: deletions })] : []),
  ]
  return (
    <div className="transcript-rates" title={t('audio.ratesHelp')}>
      <output>
        {changed
          ? counts.length === 0
            ? t('audio.sameWords')
            : t('audio.rates', { wer: percent(wer, language), cer: percent(cer, language) })
          : t('audio.same')}
      </output>
      {changed && counts.length > 0 && <span> · {counts.join(', ')}</span>}
      <span className="transcript-rules">
        {rules === null ? t('audio.aside.nothing') : t('audio.aside.rules', { rules })}
      </span>
    </div>
  )
}

interface SuggestingProps {
  readonly all: TranscriptWritingProps
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  readonly caret: number | null
  readonly lang: string | undefined
  readonly onWrite: (text: string) => void
}

/** What other recognisers heard at the caret, and the key that leads there. */
function Suggesting({ all, field, text, caret, lang, onWrite }: SuggestingProps) {
  const { props, question, belowSegments = false } = all
  const list = useRef<HTMLDivElement>(null)
  const writeAt = useWriteAt(field, onWrite)
  const hypotheses = useMemo(
    () => [
      ...hypothesesOf(question, props.prefill, props.fields),
      ...props.layers.map(({ answers }) => currentText(answers, question)),
    ],
    [question, props.prefill, props.fields, props.layers],
  )
  const rules = useMemo(() => normalisationOf(question), [question])
  const found = useMemo(
    () => (caret === null ? null : suggestionsAt(text, caret, hypotheses, rules)),
    [text, caret, hypotheses, rules],
  )
  const hasFound = found !== null
  const command = useMemo(
    (): Command => ({
      id: 'audio.suggest',
      keys: ['o', 'Alt+s'],
      inText: true,
      enabled: () => hasFound,
      run: () => list.current?.querySelector('button')?.focus(),
    }),
    [hasFound],
  )
  const { register } = props
  useEffect(() => (belowSegments ? undefined : register([command])), [register, command, belowSegments])
  if (!found) return null
  return (
    <SuggestionList
      suggestions={found}
      opens={lastKey(all.sound.keys(command))}
      t={props.t}
      lang={lang}
      list={list}
      onChoose={(put) => {
        const written = withSuggestion(text, found.of, put)
        writeAt(written.text, written.caret)
      }}
      onLeave={() => field.current?.focus()}
    />
  )
}

/** The commands of the field: take the machine's, write, leave, and whether the next plays. */
function useFieldCommands(
  { props, machine, belowSegments = false }: TranscriptWritingProps,
  field: RefObject<HTMLTextAreaElement | null>,
  take: () => void,
  toggle: Command,
) {
  const { register, readOnly } = props
  const hasMachine = machine !== null
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
    [take, field],
  )
  useEffect(() => {
    if (readOnly) return
    const { accept, write, leave } = own
    return register([...(hasMachine ? [accept] : []), ...(belowSegments ? [] : [write]), leave, toggle])
  }, [register, readOnly, hasMachine, belowSegments, own, toggle])
  return own
}

/** AUD9: whoever submits while writing writes on in the next task. */
function useCarriedCaret(field: RefObject<HTMLTextAreaElement | null>, readOnly: boolean): void {
  useLayoutEffect(() => {
    const element = field.current
    if (readOnly || !element) return
    if (writesOn(performance.now())) toEnd(element)
    return () => {
      if (document.activeElement === element) leftWriting(performance.now())
    }
  }, [field, readOnly])
}

/** The key that works inside the text. */
function lastKey(keys: string): string {
  return keys.split(', ').at(-1) ?? ''
}

/** Into the text, the caret at its end the first time and where it was thereafter. */
function toEnd(field: HTMLTextAreaElement | null): void {
  if (!field) return
  field.focus()
  if (field.selectionStart === 0 && field.selectionEnd === 0)
    field.setSelectionRange(field.value.length, field.value.length)
}
