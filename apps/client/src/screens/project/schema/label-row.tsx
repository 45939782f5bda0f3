// LabelRow: one label's colour, name, key and place.
import { type Label, limits, PALETTE_SIZE, type Question } from '@etabli/schema'
import { ArrowUpDown, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { MenuItem, MenuTrigger, Popover, Button as RacButton, Menu as RacMenu } from 'react-aria-components'
import { useWords } from '../../../hooks/use-words.ts'
import { Badge, LabelDot } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { keyFault, keyShared } from './classes.ts'

export interface LabelRowProps {
  readonly label: Label
  readonly question: Question
  /** The project's other questions. */
  readonly others: readonly Question[]
  readonly place: number
  /** How many classes stand above it. */
  readonly depth: number
  readonly onChange: (label: Label) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onNest: (by: -1 | 1) => void
  readonly onDelete: () => void
  /** Offers a retired class again. */
  readonly onOffer: () => void
}

export function LabelRow(props: LabelRowProps) {
  const { label, question, others, place, depth, onChange, onMove, onNest, onDelete, onOffer } = props
  const { t } = useWords()
  const [refused, setRefused] = useState<string | null>(null)
  const [shared, setShared] = useState<string | null>(null)
  const typeKey = (typed: string) => {
    const key = typed.trim().toLowerCase().slice(-1)
    const fault = key === '' ? null : keyFault(question, `label ${label.id}`, key, t)
    setRefused(fault)
    setShared(fault === null ? keyShared(others, key, t) : null)
    if (fault === null) onChange({ ...label, key: key === '' ? null : key })
  }
  return (
    <li
      className="label-row"
      data-retired={label.retired ? '' : undefined}
      style={depth === 0 ? undefined : { paddingInlineStart: `${depth * 20}px` }}
      onKeyDown={(event) => {
        const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined
        if (!event.altKey || step === undefined) return
        event.preventDefault()
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') onMove(step)
        else onNest(step)
      }}
    >
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
          onBlur={() => {
            setRefused(null)
            setShared(null)
          }}
          {...(refused ? { 'aria-invalid': true, 'data-invalid': '' } : {})}
        />
        {label.retired ? <Badge>{t('schema.remove.retired')}</Badge> : null}
        <span className="label-row-actions">
          <Menu
            label={t('schema.place', { name: label.name })}
            trigger={
              <IconButton size="sm" label={t('schema.place', { name: label.name })} icon={<ArrowUpDown size={14} />} />
            }
            groups={[
              {
                entries: [
                  { id: 'up', title: t('schema.moveUp'), keys: 'Alt+ArrowUp', onAction: () => onMove(-1) },
                  { id: 'down', title: t('schema.moveDown'), keys: 'Alt+ArrowDown', onAction: () => onMove(1) },
                  { id: 'in', title: t('schema.indent'), keys: 'Alt+ArrowRight', onAction: () => onNest(1) },
                  {
                    id: 'out',
                    title: t('schema.outdent'),
                    keys: 'Alt+ArrowLeft',
                    isDisabled: depth === 0,
                    onAction: () => onNest(-1),
                  },
                  ...(label.retired ? [{ id: 'offer', title: t('schema.remove.offer'), onAction: onOffer }] : []),
                ],
              },
            ]}
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
      {shared ? (
        <p className="muted" role="status">
          {shared}
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
