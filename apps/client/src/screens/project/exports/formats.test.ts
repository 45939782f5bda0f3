// Which formats are offered, by what a project asks for.
import type { Project } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { formatsFor } from './formats.ts'

const asking = (media: string, ...kinds: string[]) =>
  ({
    id: 'p',
    name: 'P',
    media,
    questions: kinds.map((kind) => ({
      id: kind,
      kind,
      title: kind,
      help: '',
      required: false,
      labels: [],
      options: {},
    })),
  }) as unknown as Project

const refusals = (project: Project) => new Map(formatsFor(project).map(({ format, refusal }) => [format, refusal]))

describe('the formats of an export', () => {
  it('leaves out corpora of speech where a project of texts asks for no recordings', () => {
    const offered = refusals(asking('text', 'span'))
    for (const format of ['nemo', 'common-voice'] as const) expect(offered.has(format)).toBe(false)
    expect(refusals(asking('text', 'recording')).get('nemo')).toBeNull()
  })

  it('shows what one more question would make possible, with why it is not yet', () => {
    const offered = refusals(asking('text', 'words'))
    expect(offered.get('brat')).toEqual(expect.any(String))
    expect(offered.get('raw')).toBeNull()
    expect(refusals(asking('text', 'span')).get('brat')).toBeNull()
  })
})
