// Shortcuts: one listener for all keys; commands come from the frame and from views, and can be remapped.
import type { Command } from '@etabli/modality-kit'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { namesOfEvent, normalKey, typesNothing } from './keys.ts'

/** Views come before the frame: what is in front of the person wins. */
export type Layer = 'frame' | 'view'

export interface Registered {
  readonly layer: Layer
  readonly command: Command
}

export interface ShortcutsState {
  readonly commands: readonly Registered[]
  /** Keys chosen by the person, by command id. */
  readonly remaps: Readonly<Record<string, readonly string[]>>
}

/** Where the key was pressed. */
export interface Place {
  /** The caret is in a text field. */
  readonly inText: boolean
  /** The focused control uses this key itself (Enter on a button, arrows in a list). */
  readonly taken: boolean
}

export interface Shortcuts {
  readonly store: StoreApi<ShortcutsState>
  register(layer: Layer, commands: readonly Command[]): () => void
  /** The keys of a command now, remapped or its own. */
  keysOf(command: Pick<Command, 'id' | 'keys'>): readonly string[]
  /** The command that a press means, if any. */
  find(names: readonly string[], place: Place): Command | undefined
  /** Gives a command other keys. The id of the command that has the key already, where it is refused. */
  remap(id: string, key: string): string | null
  /** Gives a command its own keys again. The id of the command that took one of them meanwhile, where it is refused. */
  reset(id: string): string | null
}

export interface ShortcutsPorts {
  readonly remaps: Readonly<Record<string, readonly string[]>>
  readonly save: (remaps: ShortcutsState['remaps']) => void
}

export function createShortcuts(ports: ShortcutsPorts): Shortcuts {
  const store = createStore<ShortcutsState>(() => ({ commands: [], remaps: ports.remaps }))
  const keysOf = (command: Pick<Command, 'id' | 'keys'>): readonly string[] =>
    (store.getState().remaps[command.id] ?? command.keys).map(normalKey)

  const change = (remaps: ShortcutsState['remaps']): void => {
    store.setState({ remaps })
    ports.save(remaps)
  }

  return {
    store,
    keysOf,
    register(layer, commands) {
      const mine = commands.map((command) => ({ layer, command }))
      store.setState((state) => ({ commands: [...state.commands, ...mine] }))
      return () => {
        const gone = new Set<Registered>(mine)
        store.setState((state) => ({ commands: state.commands.filter((entry) => !gone.has(entry)) }))
      }
    },
    find(names, place) {
      const { commands } = store.getState()
      // The latest registered comes first within its layer.
      const ordered = [
        ...commands.filter(({ layer }) => layer === 'view').toReversed(),
        ...commands.filter(({ layer }) => layer === 'frame').toReversed(),
      ]
      for (const name of names) {
        if (place.taken && !typesNothing(name)) continue
        for (const { command } of ordered) {
          if (place.inText && !(command.inText && typesNothing(name))) continue
          if (keysOf(command).includes(name) && (command.enabled?.() ?? true)) return command
        }
      }
      return undefined
    },
    remap(id, key) {
      const name = normalKey(key)
      const { commands, remaps } = store.getState()
      const holder = commands.find(({ command }) => command.id !== id && keysOf(command).includes(name))
      if (holder) return holder.command.id
      change({ ...remaps, [id]: [name] })
      return null
    },
    reset(id) {
      const { commands, remaps } = store.getState()
      const own = commands.find(({ command }) => command.id === id)?.command.keys.map(normalKey) ?? []
      const holder = commands.find(
        ({ command }) => command.id !== id && keysOf(command).some((key) => own.includes(key)),
      )
      // Two commands of one layer may share a key by design (a view's and the frame's): only a chosen key is a clash.
      if (holder && remaps[holder.command.id] !== undefined) return holder.command.id
      const { [id]: _, ...rest } = remaps
      change(rest)
      return null
    },
  }
}

/** Holding these down does the thing once. */
const ONCE: ReadonlySet<string> = new Set([
  'label.submit',
  'label.skip',
  'label.back',
  'review.settle',
  'review.return',
])

export interface ListenPorts {
  /** A label's key, where no command has it: true where it was one. */
  readonly onLabelKey: (names: readonly string[], target: Element | null) => boolean
}

/** What lies over the page has the keys to itself: dialogs, and menus of the page or of a stage. */
const OPEN = '.dialog-overlay:not([data-exiting]), .menu-popover:not([data-exiting]), [role="menu"]:focus-within'

/** Listens to the whole window until the returned function is called. */
export function listenToKeys(shortcuts: Shortcuts, ports: ListenPorts): () => void {
  const pressed = new Map<string, Command>()

  const down = (event: KeyboardEvent): void => {
    if (document.querySelector(OPEN)) return
    const names = namesOfEvent(event)
    if (names.length === 0) return
    const target = event.target instanceof Element ? event.target : null
    const place = { inText: isText(target), taken: names.some((name) => takesKey(target, name)) }
    const command = shortcuts.find(names, place)
    if (command) {
      stop(event)
      if (event.repeat && (command.release || ONCE.has(command.id))) return
      if (command.release) pressed.set(event.code, command)
      command.run()
    } else if (!place.inText && !event.repeat && ports.onLabelKey(names, target)) stop(event)
  }
  const up = (event: KeyboardEvent): void => {
    pressed.get(event.code)?.release?.()
    pressed.delete(event.code)
  }
  const blur = (): void => {
    for (const command of pressed.values()) command.release?.()
    pressed.clear()
  }

  window.addEventListener('keydown', down, { capture: true })
  window.addEventListener('keyup', up, { capture: true })
  window.addEventListener('blur', blur)
  return () => {
    blur()
    window.removeEventListener('keydown', down, { capture: true })
    window.removeEventListener('keyup', up, { capture: true })
    window.removeEventListener('blur', blur)
  }
}

function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

const TEXT_INPUTS: ReadonlySet<string> = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number', ''])

function isText(target: Element | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.getAttribute('type') ?? '')
  return target instanceof HTMLElement && target.isContentEditable
}

const MOVES = /^(Shift\+)?(Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown)$/
const PRESSES = /^(Enter|Space)$/

/**
 * True where the focused control needs the key: a button focused by the keyboard its Enter and Space, a list, slider or
 * group of radios its arrows. A button that was only clicked does not: Enter goes on with the task.
 */
function takesKey(target: Element | null, name: string): boolean {
  if (!target) return false
  if (PRESSES.test(name)) {
    if (name === 'Space' && target.matches('input[type="checkbox"], input[type="radio"]')) return true
    // A bar that was opened to be pressed has both, however it was opened and while it is not ready.
    if (target.closest('[data-presses]')) return true
    const control = target.closest('button, a[href], summary, select, [role="button"]')
    return control?.matches(':focus-visible, [data-focus-visible]') ?? false
  }
  if (MOVES.test(name)) {
    return (
      target.closest(
        '[role="listbox"], [role="slider"], [role="radiogroup"], [role="tablist"], input[type="radio"], input[type="range"], select',
      ) !== null
    )
  }
  return false
}

const STORE_KEY = 'etabli.keys'

/** The person's keys as remembered on this device. */
export function rememberedKeys(): ShortcutsState['remaps'] {
  const text = localStorage.getItem(STORE_KEY)
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter(
        (entry): entry is [string, string[]] =>
          Array.isArray(entry[1]) && entry[1].every((key) => typeof key === 'string'),
      ),
    )
  } catch (fault) {
    if (fault instanceof SyntaxError) return {}
    throw fault
  }
}

export function rememberKeys(remaps: ShortcutsState['remaps']): void {
  localStorage.setItem(STORE_KEY, JSON.stringify(remaps))
}
