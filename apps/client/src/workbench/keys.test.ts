// Keys on the layouts that people have (IMG18): QWERTY, AZERTY, Cyrillic, and Alt on a Mac.
import { describe, expect, it } from 'vitest'
import { type KeyPress, namesOf, normalKey, typesNothing } from './keys.ts'

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('namesOf', () => {
  it('IMG18: digits of the row above the letters are digits on AZERTY, with Shift or without', () => {
    expect(namesOf(press('&', 'Digit1'), false)).toEqual(['&', '1'])
    expect(namesOf(press('1', 'Digit1', { shiftKey: true }), false)).toEqual(['1'])
    expect(namesOf(press('1', 'Digit1'), false)).toEqual(['1'])
    expect(namesOf(press('1', 'Numpad1'), false)).toEqual(['1'])
  })

  it('IMG18: letters go by what they print on AZERTY', () => {
    expect(namesOf(press('z', 'KeyW', { ctrlKey: true }), false)).toEqual(['Mod+z'])
    expect(namesOf(press('a', 'KeyQ'), false)).toEqual(['a'])
  })

  it('IMG18: on a Cyrillic layout letters go by their place', () => {
    expect(namesOf(press('я', 'KeyZ', { ctrlKey: true }), false)).toContain('Mod+z')
    expect(namesOf(press('Ы', 'KeyS', { shiftKey: true }), false)).toContain('Shift+s')
  })

  it('reads Alt on a Mac by place, since it prints other characters', () => {
    expect(namesOf(press('˚', 'KeyK', { altKey: true }), true)).toEqual(['Alt+k'])
    expect(namesOf(press('Dead', 'KeyE', { altKey: true }), true)).toEqual(['Alt+e'])
  })

  it('takes signs by what they print, Shift left out', () => {
    expect(namesOf(press('?', 'Slash', { shiftKey: true }), false)).toEqual(['?'])
    expect(namesOf(press('?', 'KeyM', { shiftKey: true }), false)).toContain('?')
  })

  it('leaves AltGr and composition to typing', () => {
    expect(namesOf(press('@', 'Digit0', { ctrlKey: true, altKey: true, altGraph: true }), false)).toEqual(['@'])
    expect(namesOf(press('a', 'KeyA', { isComposing: true }), false)).toEqual([])
    expect(namesOf(press('Shift', 'ShiftLeft', { shiftKey: true }), false)).toEqual([])
  })

  it('names what prints nothing', () => {
    expect(namesOf(press(' ', 'Space'), false)).toEqual(['Space'])
    expect(namesOf(press('Enter', 'Enter', { metaKey: true }), true)).toEqual(['Mod+Enter'])
    expect(namesOf(press('Backspace', 'Backspace', { shiftKey: true }), false)).toEqual(['Shift+Backspace'])
  })
})

describe('normalKey', () => {
  it('orders modifiers and makes letters small', () => {
    expect(normalKey('Shift+Mod+Z')).toBe('Mod+Shift+z')
    expect(normalKey('+')).toBe('+')
    expect(normalKey('Mod++')).toBe('Mod++')
  })
})

describe('typesNothing', () => {
  it('AUD5: in a text field only combinations that type nothing are heard', () => {
    expect(['Alt+k', 'Mod+Enter', 'F2', 'Alt+ArrowUp'].every(typesNothing)).toBe(true)
    expect(['Space', 'a', 'Shift+a', 'ArrowLeft', 'Enter'].some(typesNothing)).toBe(false)
  })
})
