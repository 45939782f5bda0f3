// Menu: actions and choices behind one button, in sections.
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Header, MenuItem, MenuSection, MenuTrigger, Popover, Menu as RacMenu } from 'react-aria-components'
import { KeyCap } from './key-cap.tsx'
import './menu.css'

export interface MenuEntry {
  readonly id: string
  readonly title: string
  readonly hint?: string
  readonly icon?: ReactNode
  readonly keys?: string | undefined
  /** For one of a set: shows a check. */
  readonly selected?: boolean
  readonly danger?: boolean
  readonly isDisabled?: boolean
  readonly href?: string
  readonly onAction?: () => void
}

export interface MenuGroup {
  readonly title?: string
  readonly entries: readonly MenuEntry[]
}

export interface MenuProps {
  /** A Button or IconButton of the kit. */
  readonly trigger: ReactElement
  readonly label: string
  readonly groups: readonly MenuGroup[]
  /** For a menu that is fetched by the press that opens it. */
  readonly defaultOpen?: boolean
  readonly placement?: 'bottom end' | 'bottom start' | 'top start' | 'top end'
}

export function Menu({ trigger, label, groups, defaultOpen = false, placement = 'bottom end' }: MenuProps) {
  return (
    <MenuTrigger defaultOpen={defaultOpen}>
      {trigger}
      <Popover className="menu-popover" placement={placement} offset={4}>
        <RacMenu className="menu" aria-label={label}>
          {groups.map((group, index) => {
            const chosen = group.entries.filter((entry) => entry.selected).map((entry) => entry.id)
            const choice = group.entries.some((entry) => entry.selected !== undefined)
            return (
              <MenuSection
                key={group.title ?? `group-${index}`}
                className="menu-section"
                {...(group.title ? {} : { 'aria-label': label })}
                {...(choice
                  ? { selectionMode: 'single' as const, selectedKeys: chosen, disallowEmptySelection: true }
                  : {})}
              >
                {group.title ? <Header className="menu-heading">{group.title}</Header> : null}
                {group.entries.map((entry) => (
                  <MenuItem
                    key={entry.id}
                    id={entry.id}
                    textValue={entry.title}
                    className="menu-item"
                    isDisabled={entry.isDisabled ?? false}
                    {...(entry.href ? { href: entry.href } : {})}
                    {...(entry.onAction ? { onAction: entry.onAction } : {})}
                    {...(entry.danger ? { 'data-danger': '' } : {})}
                  >
                    <span className="menu-icon">{entry.selected ? <Check size={14} /> : entry.icon}</span>
                    <span className="menu-words">
                      <span>{entry.title}</span>
                      {entry.hint ? <span className="menu-hint">{entry.hint}</span> : null}
                    </span>
                    {entry.keys ? <KeyCap keys={entry.keys} /> : null}
                  </MenuItem>
                ))}
              </MenuSection>
            )
          })}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  )
}
