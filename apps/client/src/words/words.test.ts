// The catalogue is whole: both languages say the same things, nothing is empty, and every phrase the code asks for exists.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { errors } from '@etabli/protocol'
import { describe, expect, it } from 'vitest'
import { offers } from '../screens/project/create/offers.ts'
import { catalogue, preferredLanguage, startWords } from './words.ts'

const here = import.meta.dirname
const client = join(here, '..')
const modalities = join(here, '../../../../packages/modalities/src')

function readLanguage(language: string): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const file of readdirSync(join(here, language)).filter((name) => name.endsWith('.json'))) {
    flatten(JSON.parse(readFileSync(join(here, language, file), 'utf8')), file.replace(/\.json$/, ''), flat)
  }
  return flat
}

function flatten(value: unknown, path: string, into: Record<string, string>): void {
  if (typeof value === 'string') into[path] = value
  else for (const [key, inner] of Object.entries(value as object)) flatten(inner, `${path}.${key}`, into)
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [path] : []
  })
}

const en = readLanguage('en')
const fr = readLanguage('fr')
const placeholders = (phrase: string) => [...phrase.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort()

describe('the catalogue', () => {
  it('has the same keys in English and French', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort())
  })

  it('has no empty phrase', () => {
    expect(Object.entries({ ...en, ...fr }).filter(([, phrase]) => phrase.trim() === '')).toEqual([])
  })

  it('fills the same places in both languages', () => {
    const differing = Object.keys(en).filter((key) => {
      // A singular may say "one" in words, so it may leave its number out.
      if (key.endsWith('_one')) return false
      return placeholders(en[key]!).join() !== placeholders(fr[key] ?? '').join()
    })
    expect(differing).toEqual([])
  })

  it('has every phrase that the code asks for', () => {
    const asked = new Map<string, string>()
    for (const path of [...sources(client), ...sources(modalities)]) {
      const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
      for (const match of text.matchAll(/\bt\(\s*'([a-z][\w.-]*\.[\w.-]+)'/g)) asked.set(match[1]!, path)
    }
    const missing = [...asked].filter(([key]) => !(key in en) && !(`${key}_other` in en))
    expect(missing).toEqual([])
    expect(asked.size).toBeGreaterThan(10)
  })

  it('has a phrase for every refusal', () => {
    expect(Object.keys(errors).filter((code) => !(`errors.${code}` in en))).toEqual([])
  })

  it('names everything that a new project can start from', () => {
    const said = ['title', 'about', 'example']
    const asked = offers.flatMap(({ id }) => said.map((word) => `projects.templates.${id}.${word}`))
    expect(asked.filter((key) => !(key in en))).toEqual([])
  })

  it('chooses what was asked for, then what the browser wants, then English', () => {
    expect(preferredLanguage('fr', ['en-GB'])).toBe('fr')
    expect(preferredLanguage(null, ['de-DE', 'fr-CA', 'en'])).toBe('fr')
    expect(preferredLanguage(null, ['de-DE'])).toBe('en')
    expect(preferredLanguage('xx', ['en-US'])).toBe('en')
  })

  it('counts in French as the French do, millions included', async () => {
    const words = await startWords('fr')
    const key = Object.keys((await catalogue('fr'))['ui'] ?? {})[0]
    expect(words.t(`ui.${key}`)).toBe(fr[`ui.${key}`])
    words.addResourceBundle(
      'fr',
      'translation',
      { probe: { n_one: '{{count}} tâche', n_other: '{{count}} tâches', n_many: '{{count}} tâches' } },
      true,
    )
    expect(words.t('probe.n', { count: 0 })).toBe('0 tâche')
    expect(words.t('probe.n', { count: 1_000_000 })).toBe('1000000 tâches')
  })
})
