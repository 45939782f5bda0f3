// RuleCard: one rule, with what it finds in a sample below it.
import type { PrelabelPreview } from '@etabli/protocol'
import { EntityType, livingLabels, type PrelabelRule, type Project } from '@etabli/schema'
import { Trash2 } from 'lucide-react'
import { useWords } from '../../../hooks/use-words.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/check.tsx'
import { TextArea, TextField } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Select } from '../../../ui/select.tsx'
import { faultOf, spanQuestions } from './drafts.ts'

type Found = PrelabelPreview['rules'][number]

export interface RuleCardProps {
  readonly project: Project
  readonly rule: PrelabelRule
  /** From 1. */
  readonly at: number
  readonly onChange: (rule: PrelabelRule) => void
  readonly onRemove: () => void
  /** What the sample held, or null while it was not tried. */
  readonly found: Found | null
  /** The server called it off. */
  readonly tooSlow: boolean
}

export function RuleCard({ project, rule, at, onChange, onRemove, found, tooSlow }: RuleCardProps) {
  const { t } = useWords()
  return (
    <li className="card project-panel" aria-label={t('rules.numbered', { at })}>
      <div className="project-panel-head">
        <h3>
          {t('rules.numbered', { at })} · {t(`rules.forms.${rule.form}`)}
        </h3>
        <IconButton label={t('rules.remove')} icon={<Trash2 size={16} />} onPress={onRemove} />
      </div>
      <div className="rule-fields">
        <Meaning project={project} rule={rule} onChange={onChange} />
        <What rule={rule} onChange={onChange} tooSlow={tooSlow} />
      </div>
      {found ? <FoundIn found={found} /> : null}
    </li>
  )
}

type Part = Pick<RuleCardProps, 'rule' | 'onChange'>

/** What a proposal of the rule means: question, class, confidence. */
function Meaning({ project, rule, onChange }: Part & Pick<RuleCardProps, 'project'>) {
  const { t } = useWords()
  const questions = spanQuestions(project)
  const labels = livingLabels(questions.find(({ id }) => id === rule.question)?.labels ?? [])
  return (
    <div className="rule-meaning">
      {questions.length > 1 ? (
        <Select
          label={t('rules.question')}
          options={questions.map(({ id, title }) => ({ id, name: title }))}
          value={rule.question}
          onChange={(question) => {
            const first = livingLabels(questions.find(({ id }) => id === question)?.labels ?? [])[0]
            if (first) onChange({ ...rule, question, label: first.id })
          }}
        />
      ) : null}
      <Select
        label={t('rules.label')}
        options={labels.map(({ id, name }) => ({ id, name }))}
        value={rule.label}
        onChange={(label) => onChange({ ...rule, label })}
      />
      <NumberField
        label={t('rules.confidence')}
        description={t('rules.confidenceHint')}
        value={rule.confidence}
        onChange={(confidence) => onChange({ ...rule, confidence: Number.isNaN(confidence) ? 0 : confidence })}
        minValue={0}
        maxValue={1}
        step={0.05}
        formatOptions={{ style: 'percent' }}
      />
    </div>
  )
}

/** What the rule looks for. */
function What({ rule, onChange, tooSlow }: Part & Pick<RuleCardProps, 'tooSlow'>) {
  const { t } = useWords()
  const fault = faultOf(rule)
  const says = fault ? t(`rules.${fault.phrase}`, { why: fault.why, count: fault.count }) : null
  if (rule.form === 'model') {
    return (
      <Select
        label={t('rules.entity')}
        description={t('rules.entityHint')}
        options={EntityType.options.map((id) => ({ id, name: t(`rules.entities.${id}`) }))}
        value={rule.entity}
        onChange={(entity) => onChange({ ...rule, entity })}
      />
    )
  }
  const cases = (
    <Switch isSelected={rule.matchCase} onChange={(matchCase) => onChange({ ...rule, matchCase })}>
      {t('rules.matchCase')}
    </Switch>
  )
  if (rule.form === 'pattern') {
    return (
      <div className="stack">
        <TextField
          label={t('rules.pattern')}
          description={t('rules.patternHint')}
          error={tooSlow ? t('rules.tooSlow') : rule.pattern === '' ? null : says}
          mono
          value={rule.pattern}
          onChange={(pattern) => onChange({ ...rule, pattern })}
          maxLength={1_000}
        />
        {cases}
      </div>
    )
  }
  return (
    <div className="stack">
      <TextArea
        label={t('rules.words')}
        description={t('rules.wordsHint')}
        error={fault?.phrase === 'wordsTooMany' ? says : null}
        rows={5}
        value={rule.words.join('\n')}
        onChange={(text) => onChange({ ...rule, words: text.split('\n') })}
      />
      <Switch
        isSelected={rule.wholeWords}
        onChange={(wholeWords) => onChange({ ...rule, wholeWords })}
        description={t('rules.wholeWordsHint')}
      >
        {t('rules.wholeWords')}
      </Switch>
      {cases}
    </div>
  )
}

function FoundIn({ found }: { readonly found: Found }) {
  const { t } = useWords()
  if (found.marks === 0) return <p className="muted">{t('rules.nothing')}</p>
  return (
    <div className="stack rule-found">
      <p role="status">
        <strong>{t('rules.found', { count: found.marks })}</strong> {t('rules.inTexts', { count: found.tasks })}
      </p>
      <ul className="rule-examples">
        {found.examples.map(({ task, before, quote, after }) => (
          <li key={task}>
            <bdi>
              {before}
              <mark>{quote}</mark>
              {after}
            </bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}
