// LabelRow: one label's colour, name, key and place.
import { type Label, limits, PALETTE_SIZE } from '@etabli/schema'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { MenuItem, MenuTrigger, Popover, Button as RacButton, Menu as RacMenu } from 'react-aria-components'
import { useWords } from '../../../hooks/use-words.ts'
import { LabelDot } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { keyFault } from './editing.ts'

export interface LabelRowProps {
  readonly label: Label
  readonly labels: readonly Label[]
  readonly place: number
  readonly onChange: (label: Label) => void
  readonly onMove: (to: number) => void
  readonly onDelete: () => void
}

export function LabelRow({ label, labels, place, onChange, onMove, onDelete }: LabelRowProps) {
  const { t } = useWords()
  const [refused, setRefused] = useState<string | null>(null)
  const typeKey = (typed: string) => {
    const key = typed.trim().toLowerCase().slice(-1)
    const fault = key === '' ? null : keyFault(labels, label.id, key, t)
    setRefused(fault)
    if (fault === null) onChange({ ...label, key: key === '' ? null : key })
  }
  return (
    <li className="label-row">
      <div className="label-row-line">
        <ColourMenu label={label} onChange={(colour) => onChange({ ...label, colour })} />
        <input
          className="field-input"
          aria-label={t('schema.labelName', { place: place + 1 })}
          value={label.name}
          maxLength={limits.name}
          {...(label.name.trim() === '' ? { 'aria-invalid': true, 'data-invalid': '' } : {})}
          onChange={(event) => onChange({ ...label, name: event.target.value })}
        />
        <input
          className="field-input label-row-key"
          aria-label={t('schema.labelKey', { name: label.name })}
          title={t('schema.key')}
          placeholder="–"
          value={label.key?.toUpperCase() ?? ''}
          onChange={(event) => typeKey(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={() => setRefused(null)}
          {...(refused ? { 'aria-invalid': true, 'data-invalid': '' } : {})}
        />
        <span className="label-row-actions">
          <IconButton
            size="sm"
            label={t('schema.moveUp')}
            icon={<ArrowUp size={14} />}
            isDisabled={place === 0}
            onPress={() => onMove(place - 1)}
          />
          <IconButton
            size="sm"
            label={t('schema.moveDown')}
            icon={<ArrowDown size={14} />}
            isDisabled={place === labels.length - 1}
            onPress={() => onMove(place + 1)}
          />
          <IconButton
            size="sm"
            label={t('schema.deleteLabel', { name: label.name })}
            icon={<Trash2 size={14} />}
            onPress={onDelete}
          />
        </span>
      </div>
      {refused ? (
        <p className="field-error" role="alert">
          {refused}
        </p>
      ) : null}
    </li>
  )
}

function ColourMenu({ label, onChange }: { readonly label: Label; readonly onChange: (colour: number) => void }) {
  const { t } = useWords()
  return (
    <MenuTrigger>
      <RacButton
        className="button label-row-colour"
        data-icon=""
        aria-label={t('schema.colourOf', { name: label.name, colour: t(`schema.colours.${label.colour}`) })}
      >
        <LabelDot colour={label.colour} />
      </RacButton>
      <Popover className="menu-popover" placement="bottom start" offset={4}>
        <RacMenu
          className="colour-menu"
          aria-label={t('schema.colour')}
          selectionMode="single"
          selectedKeys={[String(label.colour)]}
          onAction={(key) => onChange(Number(key))}
        >
          {Array.from({ length: PALETTE_SIZE }, (_, colour) => (
            <MenuItem
              key={colour}
              id={String(colour)}
              className="colour-menu-item"
              textValue={t(`schema.colours.${colour}`)}
            >
              <LabelDot colour={colour} />
              <span>{t(`schema.colours.${colour}`)}</span>
            </MenuItem>
          ))}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  )
}
