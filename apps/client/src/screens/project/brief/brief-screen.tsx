// BriefScreen: what annotators read before they begin, and how many people label each task, with the preview beside it.
import type { Brief, Project } from '@etabli/schema'
import { limits } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'
import { Switch } from '../../../ui/check.tsx'
import { TextArea, TextField } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { BriefView } from '../../../workbench/brief-view.tsx'
import { draftOf, type Sections, useEdit } from '../edits.ts'
import { SaveBar } from '../save-bar.tsx'
import { GuidelinesEditor } from './guidelines-editor.tsx'
import { PayFields } from './pay-fields.tsx'
import { TextLookFields } from './text-look-fields.tsx'
import './brief.css'

type Value = Sections['brief']

export function BriefScreen({ project }: { readonly project: Project }) {
  const { t } = useWords()
  const { media: _media, questions: _questions, ...saved } = draftOf(project)
  const edit = useEdit(project, 'brief', saved)
  const { value } = edit
  const set = (change: Partial<Value>) => edit.change({ ...value, ...change })
  const fault = faultKey(value)
  return (
    <div className="stack">
      <div className="brief-editor">
        <BriefForm value={value} onChange={set} />
        <div className="stack">
          <section className="card project-panel">
            <h2>{t('projects.briefing.asAnnotators')}</h2>
            <BriefView brief={value.brief} />
          </section>
          <Rules value={value} onChange={set} isOfTexts={project.media === 'text'} />
        </div>
      </div>
      <GuidelinesEditor text={value.guidelines} onChange={(text) => set({ guidelines: text })} />
      <SaveBar project={project} edit={edit} fault={fault === null ? null : t(fault)} />
    </div>
  )
}

interface PartProps {
  readonly value: Value
  readonly onChange: (change: Partial<Value>) => void
}

function BriefForm({ value, onChange }: PartProps) {
  const { t } = useWords()
  const { brief } = value
  const set = (change: Partial<Brief>) => onChange({ brief: { ...brief, ...change } })
  return (
    <section className="card project-panel">
      <div>
        <h2>{t('projects.briefing.title')}</h2>
        <p className="muted">{t('projects.briefing.lead')}</p>
      </div>
      <TextField
        label={t('projects.briefing.name')}
        value={value.name}
        onChange={(name) => onChange({ name })}
        maxLength={limits.name}
        error={value.name.trim() === '' ? t('projects.briefing.nameFault') : null}
      />
      {(['who', 'why', 'use'] as const).map((part) => (
        <TextArea
          key={part}
          label={t(`projects.briefing.${part}`)}
          description={t(`projects.briefing.${part}Hint`)}
          value={brief[part]}
          onChange={(words) => set({ [part]: words })}
          maxLength={limits.markdown}
          rows={2}
        />
      ))}
      <Switch
        isSelected={brief.sensitive !== null}
        onChange={(on) => set({ sensitive: on ? '' : null })}
        description={t('projects.briefing.hasSensitiveHint')}
      >
        {t('projects.briefing.hasSensitive')}
      </Switch>
      {brief.sensitive === null ? null : (
        <TextArea
          label={t('projects.briefing.sensitive')}
          value={brief.sensitive}
          onChange={(sensitive) => set({ sensitive })}
          maxLength={limits.markdown}
          rows={2}
          error={brief.sensitive.trim() === '' ? t('projects.briefing.sensitiveFault') : null}
        />
      )}
      <PayFields pay={brief.pay} onChange={(pay) => set({ pay })} />
    </section>
  )
}

function Rules({ value, onChange, isOfTexts }: PartProps & { readonly isOfTexts: boolean }) {
  const { t } = useWords()
  return (
    <section className="card project-panel">
      <h2>{t('projects.briefing.rules')}</h2>
      <NumberField
        label={t('projects.briefing.overlap')}
        description={t('projects.briefing.overlapHint')}
        value={value.overlap}
        onChange={(overlap) => onChange({ overlap: Number.isNaN(overlap) ? 1 : overlap })}
        minValue={1}
        maxValue={limits.overlapMax}
        step={1}
      />
      <Switch
        isSelected={value.blind}
        onChange={(blind) => onChange({ blind })}
        description={t('projects.briefing.blindHint')}
      >
        {t('projects.briefing.blind')}
      </Switch>
      {isOfTexts ? <TextLookFields look={value.textLook} onChange={(textLook) => onChange({ textLook })} /> : null}
    </section>
  )
}

/** Key of the phrase that says what keeps it from being saved, or null. */
function faultKey({ name, brief }: Value): string | null {
  if (name.trim() === '') return 'projects.briefing.nameFault'
  if (brief.sensitive?.trim() === '') return 'projects.briefing.sensitiveFault'
  if (brief.pay && !/^[A-Z]{3}$/.test(brief.pay.currency)) return 'projects.briefing.currencyFault'
  return null
}
