// Which command a key means, and how keys are changed (IMG18, TXT13, AUD5).
import type { Command } from '@etabli/modality-kit'
import { describe, expect, it } from 'vitest'
import { createShortcuts, type ShortcutsState } from './shortcuts.ts'

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  keys,
  run: () => {},
  ...more,
})
const free = { inText: false, taken: false }

function made(remaps: ShortcutsState['remaps'] = {}) {
  let saved: ShortcutsState['remaps'] = remaps
  const shortcuts = createShortcuts({
    remaps,
    save: (next) => {
      saved = next
    },
  })
  return { shortcuts, saved: () => saved }
}

describe('shortcuts', () => {
  it('a view comes before the frame, and gives way when it is gone or not able', () => {
    const { shortcuts } = made()
    let able = true
    shortcuts.register('frame', [command('label.submit', ['Enter'])])
    const leave = shortcuts.register('view', [command('image.finish', ['Enter'], { enabled: () => able })])
    expect(shortcuts.find(['Enter'], free)?.id).toBe('image.finish')
    able = false
    expect(shortcuts.find(['Enter'], free)?.id).toBe('label.submit')
    able = true
    leave()
    expect(shortcuts.find(['Enter'], free)?.id).toBe('label.submit')
  })

  it('AUD5: in a text field only commands that say so are heard, by keys that type nothing', () => {
    const { shortcuts } = made()
    shortcuts.register('view', [command('audio.play', ['Space', 'Alt+k'], { inText: true })])
    shortcuts.register('frame', [command('label.undo', ['Mod+z'])])
    const inText = { inText: true, taken: false }
    expect(shortcuts.find(['Space'], inText)).toBeUndefined()
    expect(shortcuts.find(['Alt+k'], inText)?.id).toBe('audio.play')
    expect(shortcuts.find(['Mod+z'], inText)).toBeUndefined()
    expect(shortcuts.find(['Space'], free)?.id).toBe('audio.play')
  })

  it('leaves to a focused control the keys that it uses', () => {
    const { shortcuts } = made()
    shortcuts.register('frame', [command('label.submit', ['Mod+Enter', 'Enter'])])
    expect(shortcuts.find(['Enter'], { inText: false, taken: true })).toBeUndefined()
    expect(shortcuts.find(['Mod+Enter'], { inText: false, taken: true })?.id).toBe('label.submit')
  })

  it('IMG18: a key is changed, kept, and given back', () => {
    const { shortcuts, saved } = made()
    shortcuts.register('frame', [command('label.skip', ['s'])])
    expect(shortcuts.remap('label.skip', 'Shift+K')).toBeNull()
    expect(shortcuts.find(['Shift+k'], free)?.id).toBe('label.skip')
    expect(shortcuts.find(['s'], free)).toBeUndefined()
    expect(saved()).toEqual({ 'label.skip': ['Shift+k'] })
    shortcuts.reset('label.skip')
    expect(shortcuts.find(['s'], free)?.id).toBe('label.skip')
    expect(saved()).toEqual({})
  })

  it('IMG18: a clash is refused by name', () => {
    const { shortcuts, saved } = made()
    shortcuts.register('frame', [command('label.skip', ['s']), command('label.undo', ['Mod+z'])])
    expect(shortcuts.remap('label.skip', 'Mod+z')).toBe('label.undo')
    expect(saved()).toEqual({})
  })
})
