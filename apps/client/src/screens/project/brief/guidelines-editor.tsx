// GuidelinesEditor: Markdown on the left, as annotators read it on the right; one after the other on a phone.
import { limits } from '@etabli/schema'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Markdown } from '../../../workbench/markdown.tsx'

export interface GuidelinesEditorProps {
  readonly text: string
  readonly onChange: (text: string) => void
}

export function GuidelinesEditor({ text, onChange }: GuidelinesEditorProps) {
  const { t } = useWords()
  const [side, setSide] = useState<'write' | 'preview'>('write')
  return (
    <section className="card project-panel guidelines-editor" data-side={side}>
      <div className="project-panel-head">
        <div>
          <h2>{t('projects.briefing.guidelines')}</h2>
          <p className="muted">{t('projects.briefing.guidelinesHint')}</p>
        </div>
        <div className="row">
          {text.trim() === '' ? (
            <Button size="sm" onPress={() => onChange(t('projects.briefing.model'))}>
              {t('projects.briefing.useModel')}
            </Button>
          ) : null}
          <span className="guidelines-editor-sides">
            <Segmented
              label={t('projects.briefing.guidelines')}
              value={side}
              onChange={setSide}
              options={[
                { id: 'write', name: t('projects.briefing.write') },
                { id: 'preview', name: t('projects.briefing.preview') },
              ]}
            />
          </span>
        </div>
      </div>
      <div className="guidelines-editor-both">
        <div className="guidelines-editor-write">
          <TextArea
            label={t('projects.briefing.guidelines')}
            labelHidden
            value={text}
            onChange={onChange}
            maxLength={limits.markdown}
            rows={18}
            mono
          />
        </div>
        <div className="guidelines-editor-preview">
          {text.trim() === '' ? (
            <p className="muted">{t('projects.briefing.previewEmpty')}</p>
          ) : (
            <Markdown text={text} />
          )}
        </div>
      </div>
    </section>
  )
}
