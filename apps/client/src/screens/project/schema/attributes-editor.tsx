// AttributesEditor: what may be said of each mark beside its class: kind, name, choices, default, key, and of which classes.
import { kinds } from '@etabli/modalities'
import { type Attribute, type AttributeValue, limits, livingLabels, type Question } from '@etabli/schema'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Checkbox, Switch } from '../../../ui/check.tsx'
import { TextArea, TextField } from '../../../ui/field.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Select } from '../../../ui/select.tsx'
import { keyFault } from './classes.ts'
import { moved, newAttribute, readyAttribute, readyFor } from './editing.ts'
import './attributes-editor.css'

export interface AttributesEditorProps {
  readonly question: Question
  readonly onChange: (question: Question) => void
}

const TYPES = ['checkbox', 'choice', 'number', 'text'] as const

export function AttributesEditor({ question, onChange }: AttributesEditorProps) {
  const { t } = useWords()
  const attributes = question.attributes ?? []
  const set = (next: readonly Attribute[]) => onChange({ ...question, attributes: [...next] })
  const isFull = attributes.length >= limits.attributesPerQuestion
  const ready = readyFor(question.kind).filter((id) => !attributes.some((one) => one.id === id))
  return (
    <fieldset className="attributes-editor">
      <div className="project-panel-head">
        <legend className="field-label">{t('schema.attributes.title')}</legend>
        <Menu
          label={t('schema.attributes.add')}
          trigger={
            <Button size="sm" variant="quiet" icon={<Plus size={14} />} isDisabled={isFull}>
              {t('schema.attributes.add')}
            </Button>
          }
          groups={[
            {
              entries: TYPES.map((type) => ({
                id: type,
                title: t(`schema.attributes.types.${type}`),
                hint: t(`schema.attributes.about.${type}`),
                onAction: () =>
                  set([...attributes, newAttribute(question, type, t(`schema.attributes.types.${type}`))]),
              })),
            },
          ]}
        />
      </div>
      {attributes.length === 0 ? <p className="muted">{t(noneFor(question.kind))}</p> : null}
      <ol className="attributes-editor-rows">
        {attributes.map((attribute, at) => (
          <AttributeRow
            key={attribute.id}
            attribute={attribute}
            question={question}
            onChange={(next) => set(attributes.map((one) => (one.id === attribute.id ? next : one)))}
            onMove={at === 0 ? null : () => set(moved(attributes, at, at - 1))}
            onMoveDown={at === attributes.length - 1 ? null : () => set(moved(attributes, at, at + 1))}
            onDelete={() => set(attributes.filter((one) => one.id !== attribute.id))}
          />
        ))}
      </ol>
      {ready.length === 0 ? null : (
        <div className="row attributes-editor-ready">
          {ready.map((id) => (
            <Button
              key={id}
              size="sm"
              icon={<Plus size={12} />}
              isDisabled={isFull}
              onPress={() => set([...attributes, readyAttribute(question, id, t(`schema.attributes.ready.${id}`))])}
            >
              {t(`schema.attributes.ready.${id}`)}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** What an attribute could be, in words that fit what is marked. */
function noneFor(kind: string): string {
  if (kind === 'transcript') return 'schema.attributes.noneOfSpeech'
  return kinds.get(kind)?.media.includes('text') ? 'schema.attributes.noneOfWords' : 'schema.attributes.none'
}

interface AttributeRowProps {
  readonly attribute: Attribute
  readonly question: Question
  readonly onChange: (attribute: Attribute) => void
  readonly onMove: (() => void) | null
  readonly onMoveDown: (() => void) | null
  readonly onDelete: () => void
}

function AttributeRow({ attribute, question, onChange, onMove, onMoveDown, onDelete }: AttributeRowProps) {
  const { t } = useWords()
  const { name, type, labels } = attribute
  const classes = livingLabels(question.labels)
  return (
    <li className="attribute-row">
      <div className="attribute-row-line">
        <TextField
          label={t('schema.attributes.name')}
          labelHidden
          value={name}
          onChange={(next) => onChange({ ...attribute, name: next })}
          maxLength={limits.name}
          error={name.trim() === '' ? t('schema.attributes.nameNeeded') : null}
        />
        <span className="muted attribute-row-type">{t(`schema.attributes.types.${type}`)}</span>
        <KeyField attribute={attribute} question={question} onChange={onChange} />
        <span className="label-row-actions">
          <IconButton
            size="sm"
            label={t('schema.moveUp')}
            icon={<ArrowUp size={14} />}
            isDisabled={onMove === null}
            onPress={() => onMove?.()}
          />
          <IconButton
            size="sm"
            label={t('schema.moveDown')}
            icon={<ArrowDown size={14} />}
            isDisabled={onMoveDown === null}
            onPress={() => onMoveDown?.()}
          />
          <IconButton
            size="sm"
            label={t('schema.deleteLabel', { name })}
            icon={<Trash2 size={14} />}
            onPress={onDelete}
          />
        </span>
      </div>
      <div className="attribute-row-more">
        <TypeFields attribute={attribute} onChange={onChange} />
        <Switch isSelected={attribute.required} onChange={(required) => onChange({ ...attribute, required })}>
          {t('schema.attributes.required')}
        </Switch>
        {classes.length < 2 ? null : (
          <details className="attribute-row-classes">
            <summary>
              {labels === null
                ? t('schema.attributes.allClasses')
                : t('schema.attributes.someClasses', { count: labels.length })}
            </summary>
            {classes.map((label) => (
              <Checkbox
                key={label.id}
                isSelected={labels === null || labels.includes(label.id)}
                onChange={(isAsked) => {
                  const now = labels ?? classes.map(({ id }) => id)
                  const next = isAsked ? [...now, label.id] : now.filter((id) => id !== label.id)
                  onChange({ ...attribute, labels: next.length === classes.length ? null : next })
                }}
              >
                {label.name}
              </Checkbox>
            ))}
            {labels?.length === 0 ? (
              <p className="field-error" role="alert">
                {t('schema.faults.attributeLabels', { name })}
              </p>
            ) : null}
          </details>
        )}
      </div>
    </li>
  )
}

interface FieldsProps {
  readonly attribute: Attribute
  readonly onChange: (attribute: Attribute) => void
}

/** What only one type has, and what a new mark says. */
function TypeFields({ attribute, onChange }: FieldsProps) {
  const { t } = useWords()
  const { type, choices, min, max, initial } = attribute
  const begin = (value: AttributeValue | null) => onChange({ ...attribute, initial: value })
  const label = t('schema.attributes.initial')
  const nothing = { id: '', name: t('schema.attributes.nothing') }
  if (type === 'checkbox') {
    return (
      <Select
        label={label}
        value={initial === null ? '' : String(initial)}
        options={[
          nothing,
          { id: 'true', name: t('schema.attributes.yes') },
          { id: 'false', name: t('schema.attributes.no') },
        ]}
        onChange={(id) => begin(id === '' ? null : id === 'true')}
      />
    )
  }
  if (type === 'choice') {
    return (
      <>
        <TextArea
          label={t('schema.attributes.choices')}
          rows={3}
          value={choices.join('\n')}
          onChange={(text) => {
            const next = [...new Set(text.split('\n'))].slice(0, limits.choicesPerAttribute)
            const kept = typeof initial === 'string' && next.includes(initial) ? initial : null
            onChange({ ...attribute, choices: next.length === 1 && next[0] === '' ? [] : next, initial: kept })
          }}
          error={choices.length === 0 ? t('schema.attributes.choicesNeeded') : null}
        />
        <Select
          label={label}
          value={typeof initial === 'string' ? initial : ''}
          options={[nothing, ...choices.filter((one) => one.trim() !== '').map((one) => ({ id: one, name: one }))]}
          onChange={(id) => begin(id === '' ? null : id)}
        />
      </>
    )
  }
  if (type === 'number') {
    const numbers = { formatOptions: { maximumFractionDigits: 6, useGrouping: false } }
    const orNull = (value: number) => (Number.isNaN(value) ? null : value)
    return (
      <>
        <NumberField
          label={t('schema.attributes.min')}
          value={min ?? Number.NaN}
          onChange={(value) => onChange({ ...attribute, min: orNull(value) })}
          {...numbers}
        />
        <NumberField
          label={t('schema.attributes.max')}
          value={max ?? Number.NaN}
          onChange={(value) => onChange({ ...attribute, max: orNull(value) })}
          {...numbers}
        />
        <NumberField
          label={label}
          value={typeof initial === 'number' ? initial : Number.NaN}
          onChange={(value) => begin(orNull(value))}
          {...numbers}
        />
      </>
    )
  }
  return (
    <TextField
      label={label}
      value={typeof initial === 'string' ? initial : ''}
      onChange={(value) => begin(value === '' ? null : value)}
      maxLength={limits.name}
      placeholder={t('schema.attributes.nothing')}
    />
  )
}

function KeyField({ attribute, question, onChange }: FieldsProps & { readonly question: Question }) {
  const { t } = useWords()
  const [refused, setRefused] = useState<string | null>(null)
  const type = (typed: string) => {
    const key = typed.trim().toLowerCase().slice(-1)
    const fault = key === '' ? null : keyFault(question, `attribute ${attribute.id}`, key, t)
    setRefused(fault)
    if (fault === null) onChange({ ...attribute, key: key === '' ? null : key })
  }
  return (
    <span className="attribute-row-key">
      <input
        className="field-input label-row-key"
        aria-label={t('schema.labelKey', { name: attribute.name })}
        title={t('schema.attributes.key')}
        placeholder="–"
        value={attribute.key?.toUpperCase() ?? ''}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => setRefused(null)}
        {...(refused ? { 'aria-invalid': true, 'data-invalid': '' } : {})}
      />
      {refused ? (
        <span className="field-error" role="alert">
          {refused}
        </span>
      ) : null}
    </span>
  )
}
