// The menu of what can be done here: with the mark under the pointer, and with the tools; every item with its key.
import type { Command, StageProps } from '@etabli/modality-kit'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { keyName } from './key-name.ts'
import type { StageState } from './model.ts'
import './menu.css'

/** Where it is open, and what is switched on. */
type MenuState = Pick<StageState, 'menu' | 'mode' | 'snap' | 'sight'>

export interface MenuProps {
  readonly t: StageProps['t']
  readonly keysOf: NonNullable<StageProps['keysOf']>
  readonly commands: readonly Command[]
  readonly state: MenuState
  readonly close: () => void
}

/** What the menu lists, group by group; of marks only what can be done now. */
const MARK_GROUPS: readonly (readonly string[])[] = [
  ['copy', 'cut', 'paste', 'duplicate', 'delete'],
  ['front', 'back', 'group', 'ungroup', 'merge'],
  ['turn-far-left', 'turn-far-right', 'hidden-point', 'absent-point'],
  ['lock', 'hide', 'isolate', 'show-all', 'unlock-all'],
  ['extremes', 'repeat', 'snap'],
]

/** Items that are on or off. */
function checkedOf(id: string, { mode, snap, sight }: MenuState): boolean | null {
  if (id === 'image.extremes') return mode === 'extremes'
  if (id === 'image.snap') return snap
  return id === 'image.isolate' ? sight.isolated !== null : null
}

const MARGIN = 8

export function Menu(props: MenuProps) {
  const { t, commands, state, close } = props
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(state.menu ?? { x: 0, y: 0 })
  const wanted = state.menu
  // Beside the pointer, moved just so far that all of it is in the stage; the first item has the focus.
  useLayoutEffect(() => {
    const element = list.current
    const room = element?.parentElement
    if (!element || !room || !wanted) return
    setAt({
      x: Math.max(MARGIN, Math.min(wanted.x, room.clientWidth - element.offsetWidth - MARGIN)),
      y: Math.max(MARGIN, Math.min(wanted.y, room.clientHeight - element.offsetHeight - MARGIN)),
    })
    element.querySelector<HTMLElement>('.image-menu-item')?.focus({ preventScroll: true })
  }, [wanted])

  const groups = MARK_GROUPS.map((names) =>
    names.flatMap((name) => commands.find(({ id, enabled }) => id === `image.${name}` && (enabled?.() ?? true)) ?? []),
  ).filter((group) => group.length > 0)

  const move = (event: KeyboardEvent): void => {
    const items: (Element | null)[] = [...(list.current?.querySelectorAll('.image-menu-item') ?? [])]
    const to = target(event.key, items.indexOf(document.activeElement), items.length)
    if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (to === null) return
    else if (items[to] instanceof HTMLElement) items[to].focus()
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={list}
      role="menu"
      tabIndex={-1}
      aria-label={t('image.commands.menu')}
      className="image-menu"
      style={{ left: at.x, top: at.y }}
      onKeyDown={move}
      onBlur={(event) => {
        const to = event.relatedTarget
        // The button that opened it closes it by its own press.
        if (event.currentTarget.contains(to) || to?.matches('[aria-haspopup="menu"]')) return
        close()
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of menu items is no set of fields
        <div key={group[0]?.id} role="group" className="image-menu-group">
          {group.map((command) => (
            <Item key={command.id} menu={props} command={command} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Item({ menu, command }: { readonly menu: MenuProps; readonly command: Command }) {
  const { t, keysOf, state, close } = menu
  const checked = checkedOf(command.id, state)
  const [key] = keysOf(command)
  const name = command.id.replace('image.', '')
  return (
    <button
      type="button"
      tabIndex={-1}
      {...(checked === null ? { role: 'menuitem' } : { role: 'menuitemcheckbox', 'aria-checked': checked })}
      className="image-menu-item"
      data-command={command.id}
      onPointerMove={(event) => {
        // Only a pointer that moves: the menu may open below one that rests.
        const moved = event.movementX !== 0 || event.movementY !== 0
        if (moved && event.pointerType !== 'touch') event.currentTarget.focus({ preventScroll: true })
      }}
      onClick={() => {
        close()
        command.run()
      }}
    >
      <span className="image-menu-check" aria-hidden="true">
        {checked ? '✓' : ''}
      </span>
      <span className="image-menu-words">{t(`image.commands.${name}`)}</span>
      {key === undefined ? null : <kbd className="image-menu-key">{keyName(key)}</kbd>}
    </button>
  )
}

function target(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count
    case 'ArrowUp':
      return (current - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
