// The segments as a list in order of time, each with its speaker, its times and its text: the twin of the regions for
// keys, screen readers and those who read. Rows out of sight cost nothing to lay out.
import type { KeyboardEvent } from 'react'
import { lazy, memo, type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react'
import type { Segment } from '../../core/segments/edits.ts'
import { segmentsAt } from '../../core/segments/edits.ts'
import { directionOf, spokenLanguage } from '../../core/speech-language.ts'
import { transcriptOptions } from '../../core/words.ts'
import { firstKey } from '../keys.ts'
import { useTime } from '../time.ts'
import { TranscriptField } from '../transcript-field.tsx'
import { clockOf } from '../transport.tsx'
import { fieldIdOf } from './fields.ts'
import { Tools } from './tools.tsx'
import type { Segments } from './use-segments.ts'

/** Not for those who label. */
const SettleSegment = lazy(() => import('./settle-segment.tsx').then((module) => ({ default: module.SettleSegment })))

export function SegmentList({ segments }: { readonly segments: Segments }) {
  const { props, question, list, current, review } = segments
  const { t } = props
  const differing = review ? list.filter((segment) => review.differing(segment) > 0).length : 0
  return (
    <section className="transcript-part segment-part" aria-label={question.title}>
      <div className="segment-head">
        <h3>
          {question.title}
          <span className="segment-count">
            {t('segment.count', { count: list.length })}
            {differing > 0 && ` · ${t('segment.review.differing', { count: differing })}`}
          </span>
        </h3>
        {!props.readOnly && <Tools segments={segments} />}
      </div>
      {question.help !== '' && <p className="transcript-help">{question.help}</p>}
      {list.length === 0 ? (
        <p className="segment-empty">{t(props.readOnly ? 'segment.none' : 'segment.empty')}</p>
      ) : (
        <Rows segments={segments} />
      )}
      {current === null && list.length > 0 && !props.readOnly && (
        <p className="segment-hint">
          {t('segment.start', { key: firstKey(segments.sound.keys(segments.commands.hearing.next)) })}
        </p>
      )}
    </section>
  )
}

function Rows({ segments }: { readonly segments: Segments }) {
  const { props, list, current, sound, question, rules, acts, review } = segments
  const heard = useTime(sound.handle.time, (seconds) =>
    segmentsAt(list, seconds)
      .map(({ mark }) => mark.id)
      .join(' '),
  )
  const heardIds = useMemo(() => new Set(heard.split(' ')), [heard])
  const frame = useSteadyFrame(segments)
  return (
    <ol className="segment-list">
      {list.map((segment, index) => (
        <Row
          key={segment.mark.id}
          segment={segment}
          index={index}
          total={list.length}
          isCurrent={current?.mark.id === segment.mark.id}
          isHeard={heardIds.has(segment.mark.id)}
          isWritten={rules.transcript}
          colour={props.colour(question.labels.find(({ id }) => id === segment.mark.label)?.colour ?? 0)}
          frame={frame}
          acts={acts}
          differing={review?.differing(segment) ?? 0}
          below={
            review && current?.mark.id === segment.mark.id ? (
              <Suspense>
                <SettleSegment segments={segments} segment={segment} review={review} />
              </Suspense>
            ) : null
          }
        />
      ))}
    </ol>
  )
}

interface Frame {
  readonly question: Segments['question']
  readonly props: Pick<Segments['props'], 't' | 'language' | 'register' | 'keysOf' | 'readOnly'>
  /** Of what is spoken. */
  readonly language: string | undefined
}

/** What rows need of the frame; the same object while nothing of it changes, so that a stroke renders one row. */
function useSteadyFrame({ props, question }: Segments): Frame {
  const { t, language, register, keysOf, readOnly, fields } = props
  return useMemo(
    () => ({
      question,
      props: { t, language, register, readOnly, ...(keysOf ? { keysOf } : {}) },
      language: spokenLanguage(fields, transcriptOptions(question).language),
    }),
    [question, t, language, register, keysOf, readOnly, fields],
  )
}

interface RowProps {
  readonly segment: Segment
  readonly index: number
  readonly total: number
  readonly isCurrent: boolean
  readonly isHeard: boolean
  readonly isWritten: boolean
  readonly colour: string
  readonly frame: Frame
  readonly acts: Segments['acts']
  /** How many versions of it differ. */
  readonly differing: number
  readonly below: ReactNode
}

const NO_TOKENS: readonly string[] = []

const Row = memo(function Row(all: RowProps) {
  const { segment, index, total, isCurrent, isHeard, isWritten, colour, frame, acts, differing, below } = all
  const { mark, value } = segment
  const { props, question } = frame
  const { t } = props
  const row = useRef<HTMLLIElement>(null)
  const label = question.labels.find(({ id }) => id === mark.label)
  const name = label?.name ?? t('segment.noLabel')
  const times = `${clockOf(value.start)} – ${clockOf(value.end)}`
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const press = (): void => {
    acts.select(mark.id)
    acts.hear(segment)
  }
  return (
    <li
      ref={row}
      className="segment-row"
      aria-current={isCurrent || undefined}
      data-heard={isHeard || undefined}
      data-proposed={mark.source === 'person' ? undefined : ''}
      style={{ ['--region' as string]: label ? colour : 'var(--ink-3)' }}
    >
      <button
        type="button"
        className="segment-times"
        aria-label={t('segment.one', { number: index + 1, total, name, times })}
        title={t('segment.press')}
        onClick={press}
      >
        <span className="segment-dot" aria-hidden="true" />
        <span className="segment-name">{name}</span>
        <span className="segment-clock">{times}</span>
      </button>
      {isWritten && isCurrent && !props.readOnly ? (
        <SegmentText segment={segment} frame={frame} acts={acts} number={index + 1} />
      ) : isWritten ? (
        // The button beside it does the same by key.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <p
          className="segment-text"
          dir={directionOf(frame.language)}
          lang={frame.language}
          data-empty={(value.text ?? '').trim() === '' || undefined}
          onClick={() => acts.select(mark.id)}
        >
          {(value.text ?? '').trim() === '' ? t('segment.noText') : value.text}
        </p>
      ) : null}
      {mark.confidence !== null && (
        <span className="segment-sure" title={t('segment.sure')}>
          {Math.round(mark.confidence * 100)} %
        </span>
      )}
      {differing > 0 && below === null && (
        <span className="segment-differs" title={t('segment.review.differHere', { count: differing })}>
          ≠ {differing}
        </span>
      )}
      {below}
    </li>
  )
})

interface SegmentTextProps extends Pick<RowProps, 'segment' | 'frame' | 'acts'> {
  readonly number: number
}

/** The text of the segment at hand; Enter goes on to the next. */
function SegmentText({ segment, frame, acts, number }: SegmentTextProps) {
  const { mark, value } = segment
  const { props, question, language } = frame
  const { tokens, characters } = transcriptOptions(question)
  const goOn = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    acts.go(1)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the keys
    <div className="segment-field" onKeyDown={goOn}>
      <TranscriptField
        id={fieldIdOf(mark.id)}
        value={value.text ?? ''}
        lang={language}
        dir={directionOf(language)}
        tokens={tokens ?? NO_TOKENS}
        characters={characters}
        readOnly={props.readOnly}
        label={props.t('segment.textOf', { number })}
        rows={1}
        frame={props}
        onChange={(text) => acts.write(mark.id, text)}
      />
    </div>
  )
}
