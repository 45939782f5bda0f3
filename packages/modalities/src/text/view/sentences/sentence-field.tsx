// A class for each sentence: the current one in the panel and in the text, answered by its keys, walked by keys.
import type { Command, FieldProps } from '@etabli/modality-kit'
import { initialsOf } from '@etabli/modality-kit'
import { type LabelId, livingLabels } from '@etabli/schema'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Passage, passageOf } from '../../core/index.ts'
import { indexUnder, letterAtPoint } from '../places.ts'
import { bringIntoView, keepPainted, type Painted, passageOnPage } from './paint-sentences.ts'
import { afterAnswer, answeringSentence, type Sentence, sentenceAt, sentencesFor } from './sentence-steps.ts'
import './sentence-field.css'

export function SentenceField(field: FieldProps): ReactNode {
  const passage = passageOf(field.media)
  // Each task begins at its first open sentence.
  return passage ? <Walk key={field.task} {...field} passage={passage} /> : null
}

type WalkProps = FieldProps & { readonly passage: Passage }

function Walk(field: WalkProps): ReactNode {
  const { passage, question, answers, readOnly, t } = field
  const sentences = useMemo(() => sentencesFor(passage, answers, question), [passage, answers, question])
  const [place, setPlace] = useState(() => firstOpen(sentences))
  const at = sentenceAt(sentences, place)
  const current = sentences[at]
  const box = useRef<HTMLFieldSetElement>(null)
  const goTo = (index: number) => {
    const next = sentences[Math.max(0, Math.min(sentences.length - 1, index))]
    if (!next) return
    setPlace(next.start)
    field.announce(passage.index.slice(next.start, Math.min(next.end, next.start + 300)))
    const root = box.current && passageOnPage(box.current)
    if (root) bringIntoView(root, inUnits(passage, next), passage.text.length)
  }
  const answer = (label: LabelId | null) => {
    if (!current || readOnly) return
    field.commit(answeringSentence(current, question, label, answers, field.newId))
    if (label !== null) goTo(afterAnswer(sentences, at))
  }
  const acts = { goTo, answer, at }
  useLabelKeys(field, answer)
  useWalkKeys(field, acts)
  usePainted(field, sentences, current, box, goTo)
  const said = sentences.filter(({ mark }) => mark !== null).length
  return (
    <fieldset ref={box} className="sentence-field" disabled={readOnly}>
      <div className="sentence-head">
        <legend className="sentence-title">
          {question.title}
          {question.required ? <span className="sentence-required"> {t('choice.required')}</span> : null}
        </legend>
        <span className="sentence-count" role="status">
          {t('text.sentences.count', { said, count: sentences.length })}
        </span>
      </div>
      {question.help ? <p className="sentence-help">{question.help}</p> : null}
      <Strip field={field} sentences={sentences} at={at} goTo={goTo} />
      {current ? (
        <blockquote className="sentence-now" dir="auto">
          {passage.index.slice(current.start, current.end)}
        </blockquote>
      ) : null}
      <ul className="sentence-labels" aria-label={question.title}>
        {livingLabels(question.labels).map((label) => (
          <li key={label.id}>
            <button
              type="button"
              className="sentence-label"
              aria-pressed={current?.mark?.label === label.id}
              onClick={() => answer(label.id)}
            >
              <span
                className="sentence-dot"
                style={{ backgroundColor: field.colour(label.colour) }}
                aria-hidden="true"
              />
              <span className="sentence-name">{label.name}</span>
              <Voices field={field} current={current} label={label.id} />
              {label.key ? <kbd className="sentence-key">{label.key.toUpperCase()}</kbd> : null}
            </button>
          </li>
        ))}
      </ul>
      <div className="sentence-walk">
        <Button words={t('text.sentences.previous')} keys="," isOff={at === 0} press={() => goTo(at - 1)} />
        <Button
          words={t('text.sentences.next')}
          keys="."
          isOff={at >= sentences.length - 1}
          press={() => goTo(at + 1)}
        />
        <Button words={t('text.sentences.clear')} keys="0" isOff={!current?.mark} press={() => answer(null)} />
      </div>
    </fieldset>
  )
}

function firstOpen(sentences: readonly Sentence[]): number {
  return (sentences.find(({ mark }) => mark === null) ?? sentences[0])?.start ?? 0
}

function inUnits(passage: Passage, { start, end }: { readonly start: number; readonly end: number }) {
  return { start: passage.index.toUtf16(start), end: passage.index.toUtf16(end) }
}

interface ButtonProps {
  readonly words: string
  readonly keys: string
  readonly isOff: boolean
  readonly press: () => void
}

function Button({ words, keys, isOff, press }: ButtonProps): ReactNode {
  return (
    <button type="button" className="sentence-label" disabled={isOff} title={`${words} (${keys})`} onClick={press}>
      <span className="sentence-name">{words}</span>
      <kbd className="sentence-key">{keys}</kbd>
    </button>
  )
}

interface StripProps {
  readonly field: FieldProps
  readonly sentences: readonly Sentence[]
  readonly at: number
  readonly goTo: (index: number) => void
}

/** More than these would be thinner than one can see. */
const STRIP = 120

/** A mark for each sentence, coloured where it is answered: what is left, at a glance. */
function Strip({ field, sentences, at, goTo }: StripProps): ReactNode {
  const { question, colour } = field
  if (sentences.length > STRIP) return null
  return (
    // Keys walk; for a reader of screens the count above says the same.
    <div className="sentence-strip" aria-hidden="true">
      {sentences.map(({ start, mark }, index) => {
        const label = question.labels.find(({ id }) => id === mark?.label)
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: keys walk the sentences.
          <span
            key={start}
            className="sentence-tick"
            data-at={index === at ? '' : undefined}
            style={label ? { backgroundColor: colour(label.colour) } : undefined}
            onClick={() => goTo(index)}
          />
        )
      })}
    </div>
  )
}

interface VoicesProps {
  readonly field: FieldProps
  readonly current: Sentence | undefined
  readonly label: LabelId
}

/** In review: who gave the current sentence this label. */
function Voices({ field, current, label }: VoicesProps): ReactNode {
  const { layers, question, colour, passage } = field as WalkProps
  if (!current) return null
  const voices = layers.filter(
    (layer) =>
      layer.visible &&
      sentencesFor(passage, layer.answers, question).some(
        ({ start, end, mark }) => mark?.label === label && start < current.end && current.start < end,
      ),
  )
  return voices.map((layer) => (
    <span
      key={layer.id}
      className="sentence-voice"
      style={{ borderColor: colour(layer.colour) }}
      role="img"
      aria-label={layer.name}
      title={layer.name}
    >
      {initialsOf(layer.name)}
    </span>
  ))
}

/**
 * A label's key, as the frame hears it: it makes the label active, which is the answer; then what was active before is so
 * again: the same key answers the next sentence, and words chosen on the stage get a class of theirs.
 */
function useLabelKeys(
  { active, activate, question, questions, readOnly }: FieldProps,
  answer: (label: LabelId) => void,
): void {
  const settled = useRef(false)
  const before = useRef(firstOfSpans(questions))
  useLayoutEffect(() => {
    if (active && active.question !== question.id) before.current = active
    if (readOnly || active?.question !== question.id || active.label === null) {
      settled.current = true
      return
    }
    const { label } = active
    activate(before.current?.question ?? question.id, before.current?.label ?? null)
    // What was active when the task came is no answer.
    if (settled.current) answer(label)
    settled.current = true
  })
}

/** What a span gets where nothing else is active. */
function firstOfSpans(questions: FieldProps['questions']): FieldProps['active'] {
  const spans = questions.find(({ kind }) => kind === 'span')
  return spans ? { question: spans.id, label: livingLabels(spans.labels)[0]?.id ?? null } : null
}

interface Acts {
  readonly goTo: (index: number) => void
  readonly answer: (label: LabelId | null) => void
  readonly at: number
}

function useWalkKeys({ register, question, questions, readOnly }: FieldProps, acts: Acts): void {
  const now = useRef(acts)
  now.current = acts
  // Two such questions on one page: the keys are those of the first, or of the one that holds the focus.
  const isFirst = questions.find(({ kind }) => kind === 'sentence')?.id === question.id
  useEffect(() => {
    const enabled = () => {
      const within = document.activeElement?.closest('[data-question]')?.getAttribute('data-question')
      const asked = questions.find(({ id }) => id === within)?.kind
      // In a rating 0 is its tenth level.
      if (asked === 'rating') return false
      return asked === 'sentence' ? within === question.id : isFirst
    }
    const commands: Command[] = [
      { id: 'text.sentence-on', keys: ['.'], enabled, run: () => now.current.goTo(now.current.at + 1) },
      { id: 'text.sentence-back', keys: [','], enabled, run: () => now.current.goTo(now.current.at - 1) },
    ]
    if (!readOnly)
      commands.push({ id: 'text.sentence-clear', keys: ['0'], enabled, run: () => now.current.answer(null) })
    return register(commands)
  }, [register, question.id, questions, readOnly, isFirst])
}

/** Keeps the text painted, and lets a press in it choose the sentence under it. */
function usePainted(
  { passage, question }: WalkProps,
  sentences: readonly Sentence[],
  current: Sentence | undefined,
  box: { readonly current: HTMLElement | null },
  goTo: (index: number) => void,
): void {
  const painted: Painted = {
    current: current ? inUnits(passage, current) : null,
    answered: sentences.flatMap((one) => {
      const label = question.labels.find(({ id }) => id === one.mark?.label)
      return label ? [{ ...inUnits(passage, one), colour: label.colour }] : []
    }),
  }
  const now = useRef({ painted, sentences, goTo })
  now.current = { painted, sentences, goTo }
  const kept = useRef<ReturnType<typeof keepPainted> | null>(null)
  useEffect(() => {
    const root = box.current && passageOnPage(box.current)
    if (!root) return
    kept.current = keepPainted(root, () => now.current.painted)
    const press = (event: MouseEvent) => {
      const [x, y] = [event.clientX, event.clientY]
      const isPress = window.getSelection()?.isCollapsed !== false && indexUnder(root, x, y) !== null
      const index = isPress ? letterAtPoint(root, x, y) : null
      if (index === null) return
      const { sentences: list } = now.current
      now.current.goTo(sentenceAt(list, passage.index.toCodePoint(index)))
    }
    root.addEventListener('click', press)
    return () => {
      root.removeEventListener('click', press)
      kept.current?.stop()
      kept.current = null
    }
  }, [passage, box])
  useEffect(() => kept.current?.again())
}
