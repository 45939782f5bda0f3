// Every sentence by which a format refuses a project or tells what it loses has a phrase in both languages.
import { exportsFor } from '@etabli/modalities'
import type { MediaType, Project } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import en from '../../../words/en/exports.json' with { type: 'json' }
import fr from '../../../words/fr/exports.json' with { type: 'json' }
import { sayLoss } from './say-loss.ts'

const say = (phrases: Readonly<Record<string, string>>) => (key: string, values?: Record<string, string | number>) =>
  (phrases[key.replace('exports.said.', '')] ?? `no phrase ${key}`).replace('{{list}}', String(values?.['list'] ?? ''))

function project(media: MediaType, kinds: readonly string[]): Project {
  const labels = [{ id: 'a', name: 'A', colour: 0, key: null }]
  const attributes = [{ id: 'seen', name: 'Seen' }]
  const options = { rotated: true }
  const questions = kinds.map((kind) => ({ id: kind, kind, title: kind, labels, required: false, attributes, options }))
  return { id: 'p', name: 'P', media, questions, sample: true } as unknown as Project
}

describe('what a format refuses or loses', () => {
  const kinds = ['box', 'polygon', 'keypoints', 'span', 'transcript', 'recording', 'single', 'words', 'sentence']
  const projects = (media: MediaType) => [[], ...kinds.map((kind) => [kind]), kinds].map((some) => project(media, some))
  const sentences = (['image', 'audio', 'text', 'none'] as const).flatMap((media) =>
    exportsFor(media).flatMap((mapping) =>
      projects(media).flatMap((made) => [mapping.refuses(made) ?? [], mapping.warnings(made)].flat()),
    ),
  )

  it('is said in French for every mapping', () => {
    expect(new Set(sentences).size).toBeGreaterThan(8)
    expect(sentences.filter((sentence) => sayLoss(sentence, say(fr.said)) === sentence)).toEqual([])
    expect(sentences.map((sentence) => sayLoss(sentence, say(fr.said))).join()).not.toContain('no phrase')
    expect(sentences.map((sentence) => sayLoss(sentence, say(en.said))).join()).not.toContain('no phrase')
  })

  it('keeps the questions that are left out by name', () => {
    expect(sayLoss('Left out, as a row cannot hold drawn marks: “Objects”, “Details”.', say(fr.said))).toContain(
      '“Objects”, “Details”',
    )
  })

  it('says how many were left out and why; a reason that it does not know stays as it came', () => {
    const t = (key: string, values: Record<string, string | number> = {}) =>
      key === 'exports.said.counted'
        ? fr.said.counted.replace('{{number}}', `${values['number']}`).replace('{{reason}}', `${values['reason']}`)
        : ((fr.reasons as Record<string, string>)[key.replace('exports.reasons.', '')] ?? key)
    expect(sayLoss('8 left out: not a span', t)).toBe('8 laissés de côté : pas un passage')
    expect(sayLoss('2 left out: moods', t)).toBe('2 laissés de côté : moods')
  })

  it('shows a sentence that it does not know as it came', () => {
    expect(sayLoss('Something new is lost.', say(fr.said))).toBe('Something new is lost.')
  })
})
