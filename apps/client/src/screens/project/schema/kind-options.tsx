// KindOptions: what only one kind of question understands: levels, bounds, unit, length.
import type { Question } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'
import { Switch } from '../../../ui/check.tsx'
import { TextField } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { isMany, optionFault } from './editing.ts'
import { KeypointsOptions } from './keypoints-options.tsx'
import { RelationOptions } from './relation-options.tsx'
import { TranscriptOptions } from './transcript-options.tsx'

export interface KindOptionsProps {
  readonly question: Question
  /** All questions of the project. */
  readonly questions: readonly Question[]
  readonly onChange: (question: Question) => void
}

interface NumberOption {
  readonly name: string
  readonly fallback?: number
  readonly minValue?: number
  readonly maxValue?: number
  readonly step?: number
}

const numbers: Readonly<Record<string, readonly NumberOption[]>> = {
  rating: [{ name: 'levels', fallback: 5, minValue: 2, maxValue: 20, step: 1 }],
  number: [{ name: 'min' }, { name: 'max' }, { name: 'step', minValue: 0 }],
  words: [
    { name: 'min', minValue: 0, step: 1 },
    { name: 'max', minValue: 1, step: 1 },
  ],
  recording: [{ name: 'longest', fallback: 120, minValue: 1, maxValue: 120, step: 1 }],
  segment: [{ name: 'shortest', fallback: 0.05, minValue: 0.001, maxValue: 60 }],
  multiple: [
    { name: 'min', minValue: 0, step: 1 },
    { name: 'max', minValue: 1, step: 1 },
  ],
}

/** What is on or off; `fallback` is what holds where the question says nothing. */
const switches: Readonly<Record<string, readonly { readonly name: string; readonly fallback: boolean }[]>> = {
  box: [{ name: 'rotated', fallback: false }],
  recording: [{ name: 'strict', fallback: false }],
  words: [{ name: 'long', fallback: false }],
  ranking: [
    { name: 'strength', fallback: false },
    { name: 'reason', fallback: false },
    { name: 'complete', fallback: false },
  ],
  sentence: [{ name: 'all', fallback: false }],
  segment: [
    { name: 'transcript', fallback: false },
    { name: 'overlap', fallback: true },
    { name: 'labelled', fallback: false },
    { name: 'snap', fallback: false },
  ],
}

/** The same, for questions whose classes stand under each other. */
const ofTrees: typeof switches = {
  single: [{ name: 'leafOnly', fallback: false }],
  multiple: [{ name: 'leafOnly', fallback: false }],
}

const texts: Readonly<Record<string, readonly string[]>> = { rating: ['low', 'high'], number: ['unit'] }

export function KindOptions({ question, questions, onChange }: KindOptionsProps) {
  const { t } = useWords()
  const { kind, options } = question
  const set = (name: string, value: string | number | boolean | undefined) => {
    const { [name]: _, ...others } = options
    onChange({ ...question, options: value === undefined ? others : { ...others, [name]: value } })
  }
  if (kind === 'keypoints') return <KeypointsOptions question={question} onChange={onChange} />
  const charactersFault = optionFault(question, 'characters') ? t('schema.options.transcript.charactersFault') : null
  if (kind === 'transcript') {
    return <TranscriptOptions question={question} onChange={onChange} charactersFault={charactersFault} />
  }
  const shownNumbers = numbers[kind] ?? []
  const shownTexts = texts[kind] ?? []
  const isOfMany = isMany(kind) && kind !== 'sentence'
  const shownSwitches = [
    ...(switches[kind] ?? []),
    // Only where some classes stand under others does the lowest differ from all.
    ...(question.labels.some(({ parent }) => parent !== undefined) ? (ofTrees[kind] ?? []) : []),
  ]
  if (shownNumbers.length + shownTexts.length + shownSwitches.length === 0 && !isOfMany) return null
  return (
    <>
      <div className="kind-options">
        {shownNumbers.map(({ name, fallback, ...bounds }) => {
          const value = options[name]
          return (
            <NumberField
              key={name}
              label={t(`schema.options.${kind}.${name}`)}
              value={typeof value === 'number' ? value : (fallback ?? Number.NaN)}
              onChange={(next) => set(name, Number.isNaN(next) || (name === 'step' && next === 0) ? undefined : next)}
              formatOptions={{ maximumFractionDigits: 6, useGrouping: false }}
              {...bounds}
            />
          )
        })}
        {shownTexts.map((name) => {
          const value = options[name]
          return (
            <TextField
              key={name}
              label={t(`schema.options.${kind}.${name}`)}
              optional
              value={typeof value === 'string' ? value : ''}
              onChange={(next) => set(name, next === '' ? undefined : next)}
              maxLength={name === 'unit' ? 40 : 200}
            />
          )
        })}
        {isOfMany ? <Bounds question={question} onChange={onChange} /> : null}
        {shownSwitches.map(({ name, fallback }) => (
          <Switch
            key={name}
            isSelected={(options[name] ?? fallback) === true}
            onChange={(on) => set(name, on === fallback ? undefined : on)}
          >
            {t(`schema.options.${kind}.${name}`)}
          </Switch>
        ))}
      </div>
      {kind === 'relation' ? <RelationOptions question={question} questions={questions} onChange={onChange} /> : null}
      {kind === 'segment' && options['transcript'] === true ? (
        <TranscriptOptions question={question} onChange={onChange} charactersFault={charactersFault} />
      ) : null}
    </>
  )
}

/** How many marks a task needs at least and takes at most. */
function Bounds({ question, onChange }: Pick<KindOptionsProps, 'question' | 'onChange'>) {
  const { t } = useWords()
  const put = (name: 'min' | 'max', value: number) => {
    const { [name]: _, ...rest } = question
    onChange(Number.isNaN(value) || value === 0 ? rest : { ...rest, [name]: value })
  }
  return (
    <>
      {(['min', 'max'] as const).map((name) => (
        <NumberField
          key={name}
          label={t(`schema.marks.${name}`)}
          value={question[name] ?? Number.NaN}
          onChange={(value) => put(name, value)}
          minValue={0}
          step={1}
        />
      ))}
    </>
  )
}
