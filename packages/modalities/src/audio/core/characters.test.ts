// Which characters a project writes with.
import { describe, expect, it } from 'vitest'
import { characterName, readCharacters, straysIn } from './characters.ts'

const stray = (text: string, written: string, tokens: string[] = []) =>
  straysIn(text, readCharacters(written), tokens).map(({ start, end, character }) => [start, end, character])

describe('allowed characters', () => {
  it('reads characters and ranges; a hyphen at an end is itself', () => {
    expect(readCharacters("a-z é ' -")).toEqual([
      [97, 122],
      [233, 233],
      [39, 39],
      [45, 45],
    ])
    expect(readCharacters('z-a')).toBeNull()
    expect(readCharacters('')).toEqual([])
  })
  it('finds what is none of them, by place in UTF-16 units', () => {
    expect(stray('wait 20 😀 x', 'a-z')).toEqual([
      [5, 6, '2'],
      [6, 7, '0'],
      [8, 10, '😀'],
    ])
  })
  it('blanks, line ends and the palette’s tokens are allowed; without a list everything is', () => {
    expect(stray('um <noise>\nyes\t<', 'a-z', ['<noise>'])).toEqual([[15, 16, '<']])
    expect(stray('Ünïcödé 7', '')).toEqual([])
  })
  it('a letter written as a letter and a mark is the one with the mark', () => {
    expect(stray('e\u0301te\u0301', 'a-z é')).toEqual([])
    expect(stray('e\u0301', 'a-z')).toEqual([[0, 2, 'e\u0301']])
  })
  it('Arabic by its block', () => {
    expect(stray('مرحبا، hi', 'ء-ي')).toEqual([
      [5, 6, '،'],
      [7, 8, 'h'],
      [8, 9, 'i'],
    ])
  })
  it('names what cannot be seen by its number', () => {
    expect(characterName('€')).toBe('€')
    expect(characterName('\u200f')).toBe('U+200F')
  })
})
