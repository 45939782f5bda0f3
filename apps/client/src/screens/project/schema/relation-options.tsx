// RelationOptions: what relations are, which spans they join, and which classes may stand at either end of each type.
import { relationRules } from '@etabli/modalities'
import { type Label, type LabelId, livingLabels, type Question, type QuestionId } from '@etabli/schema'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Checkbox } from '../../../ui/check.tsx'
import { Select } from '../../../ui/select.tsx'
import { withEnd } from './relation-ends.ts'

interface RelationOptionsProps {
  readonly question: Question
  /** All questions of the project: those of spans among them can be joined. */
  readonly questions: readonly Question[]
  readonly onChange: (question: Question) => void
}

const FORMS = ['directed', 'undirected', 'chain'] as const
const ENDS = ['from', 'to'] as const
const ANY = 'any'

export function RelationOptions({ question, questions, onChange }: RelationOptionsProps) {
  const { t } = useWords()
  const { form, spans, ends } = relationRules(question)
  const spanQuestions = questions.filter(({ kind }) => kind === 'span')
  const joined = spanQuestions.filter(({ id }) => spans === null || id === spans)
  const classes = joined.flatMap(({ labels }) => livingLabels(labels))
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = question.options
    onChange({ ...question, options: value === undefined ? others : { ...others, [name]: value } } as Question)
  }
  return (
    <div className="kind-options" data-wide="">
      <Select
        label={t('schema.options.relation.form')}
        options={FORMS.map((id) => ({
          id,
          name: t(`schema.options.relation.forms.${id}`),
          hint: t(`schema.options.relation.about.${id}`),
        }))}
        value={form}
        onChange={(id) => set('form', id === 'directed' ? undefined : id)}
      />
      <Select<string>
        label={t('schema.options.relation.spans')}
        options={[
          { id: ANY, name: t('schema.options.relation.anySpans') },
          ...spanQuestions.map(({ id, title }) => ({ id: id as string, name: title })),
        ]}
        value={spans ?? ANY}
        onChange={(id) => onChange(withSpans(question, id === ANY ? null : (id as QuestionId)))}
      />
      {livingLabels(question.labels).map((type) => (
        <fieldset key={type.id} className="relation-ends">
          <legend className="field-label">{type.name}</legend>
          {ENDS.map((end) => (
            <Classes
              key={end}
              title={t(`schema.options.relation.${form === 'directed' ? end : `${end}Of`}`)}
              classes={classes}
              chosen={ends[type.id]?.[end] ?? null}
              onChange={(list) => onChange(withEnd(question, type.id, end, list))}
            />
          ))}
        </fieldset>
      ))}
    </div>
  )
}

/** Joining other spans, what stood at the ends means nothing. */
function withSpans(question: Question, spans: QuestionId | null): Question {
  const { spans: _, ends: _ends, ...others } = question.options
  return { ...question, options: spans === null ? others : { ...others, spans } }
}

interface ClassesProps {
  readonly title: string
  readonly classes: readonly Label[]
  /** Null: any. */
  readonly chosen: readonly LabelId[] | null
  readonly onChange: (chosen: readonly LabelId[] | null) => void
}

function Classes({ title, classes, chosen, onChange }: ClassesProps) {
  const { t } = useWords()
  // Asked for a choice of classes; while none is chosen any may still stand here.
  const [choosing, setChoosing] = useState(false)
  const isOpen = chosen !== null || choosing
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of fields within one already.
    <div className="relation-ends-row" role="group" aria-label={title}>
      <span className="muted">{title}</span>
      <div className="relation-ends-classes">
        <Checkbox
          isSelected={!isOpen}
          onChange={(any) => {
            setChoosing(!any)
            if (any) onChange(null)
          }}
        >
          {t('schema.options.relation.any')}
        </Checkbox>
        {isOpen
          ? classes.map(({ id, name }) => (
              <Checkbox
                key={id}
                isSelected={chosen?.includes(id) ?? false}
                onChange={(on) => {
                  setChoosing(true)
                  onChange(on ? [...(chosen ?? []), id] : (chosen ?? []).filter((other) => other !== id))
                }}
              >
                {name}
              </Checkbox>
            ))
          : null}
        {isOpen && chosen === null ? (
          <span className="relation-ends-none">{t('schema.options.relation.none')}</span>
        ) : null}
      </div>
    </div>
  )
}
