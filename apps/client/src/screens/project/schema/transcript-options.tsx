// TranscriptOptions: when two transcripts are the same, the language, the palette, and what may be written.
import type { Question } from '@etabli/schema'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Switch } from '../../../ui/check.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { commaList, normaliseOf, optionText, tokenList, withOption } from './transcript-fields.ts'

interface TranscriptOptionsProps {
  readonly question: Question
  readonly onChange: (question: Question) => void
  /** What is wrong with the allowed characters, or null. */
  readonly charactersFault: string | null
}

export function TranscriptOptions({ question, onChange, charactersFault }: TranscriptOptionsProps) {
  const { t } = useWords()
  const rules = normaliseOf(question)
  const set = (name: string, value: Parameters<typeof withOption>[2]): void =>
    onChange(withOption(question, name, value))
  const setRules = (next: Partial<typeof rules>): void => set('normalise', { ...rules, ...next })
  return (
    <>
      <fieldset className="kind-options" data-wide="">
        <legend className="field-label">{t('schema.options.transcript.same')}</legend>
        <Switch isSelected={rules.case} onChange={(on) => setRules({ case: on })}>
          {t('schema.options.transcript.case')}
        </Switch>
        <Switch isSelected={rules.punctuation} onChange={(on) => setRules({ punctuation: on })}>
          {t('schema.options.transcript.punctuation')}
        </Switch>
        <Select
          label={t('schema.options.transcript.numbers')}
          options={(['none', 'en', 'fr'] as const).map((id) => ({
            id,
            name: t(`schema.options.transcript.numbersAs.${id}`),
          }))}
          value={rules.numbers ?? 'none'}
          onChange={(id) => setRules({ numbers: id === 'none' ? null : id })}
          description={t('schema.options.transcript.sameHint')}
        />
      </fieldset>
      <div className="kind-options" data-wide="">
        <TextField
          label={t('schema.options.transcript.language')}
          description={t('schema.options.transcript.languageHint')}
          optional
          value={optionText(question, 'language')}
          onChange={(next) => set('language', next.trim() === '' ? undefined : next.trim())}
          maxLength={35}
        />
        <TextField
          label={t('schema.options.transcript.characters')}
          description={t('schema.options.transcript.charactersHint')}
          error={charactersFault}
          optional
          mono
          value={optionText(question, 'characters')}
          onChange={(next) => set('characters', next === '' ? undefined : next)}
          maxLength={1_000}
        />
        <ListField
          name="tokens"
          written={(list) => list.join(' ')}
          read={tokenList}
          question={question}
          onChange={(list) => set('tokens', list.length === 0 ? undefined : list)}
          mono
        />
        {/* Segments are written without suggestions. */}
        {question.kind === 'transcript' ? (
          <ListField
            name="hypotheses"
            written={(list) => list.join(', ')}
            read={commaList}
            question={question}
            onChange={(list) => set('hypotheses', list.length === 0 ? undefined : list)}
          />
        ) : null}
      </div>
    </>
  )
}

interface ListFieldProps {
  readonly name: 'tokens' | 'hypotheses'
  readonly question: Question
  readonly written: (list: readonly string[]) => string
  readonly read: (text: string) => string[]
  readonly onChange: (list: string[]) => void
  readonly mono?: boolean
}

/** A list in one line; what is typed stays as it is typed. */
function ListField({ name, question, written, read, onChange, mono = false }: ListFieldProps) {
  const { t } = useWords()
  const [text, setText] = useState(() => {
    const list = question.options[name]
    return Array.isArray(list) ? written(list.map(String)) : ''
  })
  return (
    <TextField
      label={t(`schema.options.transcript.${name}`)}
      description={t(`schema.options.transcript.${name}Hint`)}
      optional
      mono={mono}
      value={text}
      onChange={(next) => {
        setText(next)
        onChange(read(next))
      }}
      maxLength={1_000}
    />
  )
}
