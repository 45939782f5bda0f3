// TextLookFields: how the project's texts are shown to whoever has chosen nothing else on their device.
import type { TextLook } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'
import { Switch } from '../../../ui/check.tsx'
import { Select } from '../../../ui/select.tsx'

const DRESSES = ['plain', 'markdown', 'dialogue'] as const

interface TextLookFieldsProps {
  readonly look: TextLook | undefined
  readonly onChange: (look: TextLook) => void
}

export function TextLookFields({ look = { dress: 'plain', mono: false }, onChange }: TextLookFieldsProps) {
  const { t } = useWords()
  return (
    <>
      <Select
        label={t('projects.briefing.textLook')}
        description={t('projects.briefing.textLookHint')}
        options={DRESSES.map((id) => ({ id, name: t(`projects.briefing.textLooks.${id}`) }))}
        value={look.dress}
        onChange={(dress) => onChange({ ...look, dress })}
      />
      <Switch isSelected={look.mono} onChange={(mono) => onChange({ ...look, mono })}>
        {t('projects.briefing.textMono')}
      </Switch>
    </>
  )
}
