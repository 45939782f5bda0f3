// Settling one segment: what every version has in its place, taken as a whole or word by word, by keys while it plays.
import '../settle-words.css'
import { useEffect, useId, useLayoutEffect, useMemo } from 'react'
import { segmentOf } from '../../core/kinds/segment-value.ts'
import { type Segment, takeVersion, writeSegment } from '../../core/segments/edits.ts'
import { differenceOf, type SegmentVersion } from '../../core/segments/versions.ts'
import { spokenLanguage } from '../../core/speech-language.ts'
import { normalisationOf, transcriptOptions, wordsOf } from '../../core/words.ts'
import { firstKey } from '../keys.ts'
import { NO_WORDS } from '../machine.ts'
import { SettleColumns, type Version } from '../settle-columns.tsx'
import { SettleCount } from '../settle-words.tsx'
import { clockOf } from '../transport.tsx'
import { useColumns, useDifferences, WHOLE } from '../use-differences.ts'
import { textFieldOf } from './fields.ts'
import type { SegmentReview } from './use-review.ts'
import type { Segments } from './use-segments.ts'

interface SettleSegmentProps {
  readonly segments: Segments
  readonly segment: Segment
  readonly review: SegmentReview
}

/** A version that has something in the segment's place. */
interface Told extends Version {
  readonly version: SegmentVersion
}

export function SettleSegment({ segments, segment, review }: SettleSegmentProps) {
  const { props, question, rules, acts, sound, settling } = segments
  const { t, colour, readOnly } = props
  const { mark, value } = segment
  const title = useId()
  const all = review.versions(segment)
  const told = useMemo(
    () =>
      all.flatMap(([{ id, name, colour: its }, version]): Told[] =>
        version ? [{ id, name, colour: colour(its), text: version.value.text ?? '', votes: true, version }] : [],
      ),
    [all, colour],
  )
  const text = rules.transcript ? (value.text ?? '') : ''
  const laid = useLaid(segments, segment, told, text)
  const differences = useDifferences({
    laid,
    readOnly,
    settling,
    sound: sound.handle,
    text,
    words: wordsOf(text).length === value.words?.length ? value.words : NO_WORDS,
    around: [value.start, value.end],
    versions: told.length,
    write: (next) => acts.apply(writeSegment(acts.desk(), mark.id, next)),
    select: (start, end) => {
      const field = textFieldOf(mark.id)
      field?.focus()
      field?.setSelectionRange(start, end)
    },
    takeWhole: (index) => {
      const chosen = told[index]
      if (chosen) acts.apply(takeVersion(acts.desk(), mark.id, chosen.version), 'took')
    },
    beyond: review.beyond,
  })
  useReached(review, differences)
  const differing = review.differing(segment)
  return (
    <section className="segment-review" aria-labelledby={title}>
      <h4 id={title}>
        {t('segment.review.title')}
        {!readOnly && <kbd className="transcript-key">{firstKey(sound.keys(review.next))}</kbd>}
        <span className="settle-count">
          {differing === 0
            ? t('segment.review.same')
            : t('segment.review.differ', { count: differing, of: all.length })}
        </span>
        {laid.differences.length > 0 && (
          <>
            <span aria-hidden="true">·</span>
            <SettleCount laid={laid} differences={differences} versions={told} props={props} />
          </>
        )}
      </h4>
      <ul className="segment-versions" data-open={differences.open === WHOLE ? '' : undefined}>
        {told.map((one, index) => (
          <VersionLine
            key={one.id}
            one={one}
            number={index + 1}
            segment={segment}
            segments={segments}
            onTake={() => differences.choose(WHOLE, index)}
          />
        ))}
        {all.flatMap(([{ id, name, colour: its }, version]) =>
          version
            ? []
            : [
                <li key={id} style={{ borderInlineStartColor: colour(its) }}>
                  <span className="segment-version-name">{name}</span>
                  <span className="segment-version-missing">{t('segment.review.missing')}</span>
                </li>,
              ],
        )}
      </ul>
      {laid.columns && text + told.map((one) => one.text).join('') !== '' && (
        <SettleColumns
          columns={laid.columns}
          versions={told}
          sure={laid.sure}
          text={text}
          lang={spokenLanguage(props.fields, transcriptOptions(question).language)}
          open={differences.open}
          settled={differences.settled}
          props={props}
          onOpen={({ key }) => differences.go(key)}
          onChoose={({ key }, version) => differences.choose(key, version)}
        />
      )}
    </section>
  )
}

/** The texts in columns, with how sure the vote was of them where the segment is still the one that was voted for. */
function useLaid({ props, question, rules }: Segments, { mark }: Segment, told: readonly Told[], text: string) {
  const normalisation = useMemo(() => normalisationOf(question), [question])
  const versions = useMemo(
    () => (rules.transcript ? told : told.map((one) => ({ ...one, text: '' }))),
    [rules.transcript, told],
  )
  const consensus = useMemo(() => {
    const voted = segmentOf(props.consensus?.find(({ id }) => id === mark.id))
    return voted && { text: voted.text ?? '', ...(voted.vote ? { vote: voted.vote } : {}) }
  }, [props.consensus, mark.id])
  return useColumns(text, versions, normalisation, consensus)
}

/** The keys of the stage go through this segment's differences while it is open; come to by them, it opens its first. */
function useReached(review: SegmentReview, { step, go }: ReturnType<typeof useDifferences>): void {
  useLayoutEffect(() => {
    review.step.current = step
    return () => {
      review.step.current = null
    }
  })
  useEffect(() => {
    if (!review.arriving.current) return
    review.arriving.current = false
    go(WHOLE)
  }, [review])
}

interface VersionLineProps {
  readonly one: Told
  readonly number: number
  readonly segment: Segment
  readonly segments: Segments
  readonly onTake: () => void
}

/** Who says what of the segment as a whole; what differs from it is marked. */
function VersionLine({ one, number, segment, segments, onTake }: VersionLineProps) {
  const { props, question } = segments
  const { t, readOnly } = props
  const { version, name, colour } = one
  const differs = differenceOf(segment, version, question)
  const label = question.labels.find(({ id }) => id === version.label)?.name ?? t('segment.noLabel')
  const marked = (isMarked: boolean, words: string) =>
    isMarked ? <mark title={t('segment.review.differs')}>{words}</mark> : words
  return (
    <li style={{ borderInlineStartColor: colour }}>
      {!readOnly && <kbd className="transcript-key">{number}</kbd>}
      <span className="segment-version-name">{name}</span>
      {question.labels.length > 0 && <span>{marked(differs.label, label)}</span>}
      <span className="segment-clock">
        {marked(differs.start, clockOf(version.value.start))} – {marked(differs.end, clockOf(version.value.end))}
      </span>
      {!readOnly && (
        <button type="button" onClick={onTake} aria-label={t('segment.review.takeOf', { name })}>
          {t('segment.review.take')}
        </button>
      )}
    </li>
  )
}
