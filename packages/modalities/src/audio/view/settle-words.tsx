// Settling the transcript of a whole recording word by word: the versions of those who are shown and the machine's in
// aligned columns, gone through and chosen from by keys while it plays, the words the vote was least sure of first.
import './settle-words.css'
import type { Command, StageProps } from '@etabli/modality-kit'
import { marksOf } from '@etabli/modality-kit'
import type { Question } from '@etabli/schema'
import { type RefObject, useEffect, useId, useMemo, useRef } from 'react'
import { isDoubtful } from '../core/columns.ts'
import { type TimedWord, transcriptIn } from '../core/kinds/transcript-value.ts'
import { normalisationOf } from '../core/words.ts'
import { currentText, writeTranscript } from '../core/writing.ts'
import { firstKey } from './keys.ts'
import type { Machine } from './machine.ts'
import { figuresOf, SettleColumns, type Version, votersOf } from './settle-columns.tsx'
import type { Settling } from './settling.ts'
import { type Differences, type Laid, useColumns, useDifferences } from './use-differences.ts'
import type { StageSound } from './use-sound.ts'

interface SettleWordsProps {
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

export function SettleWords(all: SettleWordsProps) {
  const { props, question, machine, text, words, lang, field, sound, settling } = all
  const { t, readOnly } = props
  const title = useId()
  const versions = useVersions(props, question, machine)
  const rules = useMemo(() => normalisationOf(question), [question])
  const voted = useMemo(() => transcriptIn(marksOf(props.consensus ?? [], question.id)[0]), [props.consensus, question])
  const laid = useColumns(text, versions, rules, voted)
  const differences = useDifferences({
    laid,
    readOnly,
    settling,
    sound: sound.handle,
    text,
    words,
    around: null,
    versions: versions.length,
    write: (next) => props.commit(writeTranscript(props, question, next)),
    select: (start, end) => {
      field.current?.focus()
      field.current?.setSelectionRange(start, end)
    },
  })
  const next = useStepCommands(all, laid.differences.length > 0, differences.step)
  if (laid.columns === null || versions.length < 2 || votersOf(versions) === 0) return null
  return (
    <section className="transcript-part" aria-labelledby={title}>
      <h3 id={title}>
        {t('audio.settle.title')}
        {!readOnly && laid.differences.length > 0 && <kbd className="transcript-key">{firstKey(sound.keys(next))}</kbd>}
        <SettleCount laid={laid} differences={differences} versions={versions} props={props} />
      </h3>
      <SettleColumns
        columns={laid.columns}
        versions={versions}
        sure={laid.sure}
        text={text}
        lang={lang}
        open={differences.open}
        settled={differences.settled}
        props={props}
        onOpen={({ key }) => differences.go(key)}
        onChoose={({ key }, version) => differences.choose(key, version)}
      />
    </section>
  )
}

interface SettleCountProps {
  readonly laid: Laid
  readonly differences: Differences
  readonly versions: readonly Version[]
  readonly props: Pick<StageProps, 't' | 'language'>
}

/** "3 differences · 1 unsure, first · 1 settled · 2 of 3 say so. The vote is 67 % sure of its word". */
export function SettleCount({ laid, differences: { open, settled }, versions, props }: SettleCountProps) {
  const { t } = props
  const unsure = laid.differences.filter(({ key }) => isDoubtful(laid.sure.get(key)) && !settled.has(key)).length
  const here = laid.differences.find(({ key }) => key === open)
  const done = laid.differences.filter(({ key }) => settled.has(key)).length
  return (
    <span className="settle-count" role="status">
      {t('audio.settle.disputed', { count: laid.differences.length })}
      {unsure > 0 && ` · ${t('audio.settle.unsure', { count: unsure })}`}
      {done > 0 && ` · ${t('audio.settle.done', { count: done })}`}
      {here && <span className="settle-here">{figuresOf(here, versions, laid.sure.get(here.key), props)}</span>}
    </span>
  )
}

const MACHINE = { id: 'machine', colour: 'var(--line-strong)', votes: false }

/** What everyone who is shown wrote, what is offered, and what the machine heard. */
function useVersions(props: StageProps, question: Question, machine: Machine | null): readonly Version[] {
  const { layers, colour, t } = props
  return useMemo(
    () => [
      ...layers.flatMap((layer): Version[] => {
        if (!layer.visible) return []
        const text = currentText(layer.answers, question)
        return [{ id: layer.id, name: layer.name, colour: colour(layer.colour), text, votes: !layer.isOffer }]
      }),
      ...(machine ? [{ ...MACHINE, name: t('audio.settle.machine'), text: machine.text }] : []),
    ],
    [layers, question, colour, machine, t],
  )
}

/** The keys to the next difference and to the one before; below segments other letters than theirs. Gives the first. */
function useStepCommands(
  { props, belowSegments }: SettleWordsProps,
  hasAny: boolean,
  step: (by: 1 | -1) => void,
): Command {
  const { register, readOnly } = props
  const latest = useRef(step)
  latest.current = step
  const commands = useMemo((): readonly [next: Command, last: Command] => {
    const inText = true
    const run = (by: 1 | -1) => () => latest.current(by)
    return belowSegments
      ? [
          { id: 'audio.nextDifferenceBelow', keys: ['c', 'Alt+q'], inText, run: run(1) },
          { id: 'audio.lastDifferenceBelow', keys: ['Shift+c', 'Alt+Shift+q'], inText, run: run(-1) },
        ]
      : [
          { id: 'audio.nextDifference', keys: ['n', 'Alt+n'], inText, run: run(1) },
          { id: 'audio.lastDifference', keys: ['b', 'Alt+Shift+n'], inText, run: run(-1) },
        ]
  }, [belowSegments])
  useEffect(() => (readOnly || !hasAny ? undefined : register(commands)), [register, readOnly, hasAny, commands])
  return commands[0]
}
