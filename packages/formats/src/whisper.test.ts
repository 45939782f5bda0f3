// Whisper's JSON as its command line writes it.
import { describe, expect, it } from 'vitest'
import { readWhisper } from './whisper.ts'

/** Cut from `whisper en.wav --output_format json --word_timestamps True`; other fields left out. */
const FILE = {
  text: ' Turn off the light.',
  segments: [
    {
      id: 0,
      start: 0,
      end: 1.4,
      text: ' Turn off the light.',
      words: [
        { word: ' Turn', start: 0, end: 0.3, probability: 0.91 },
        { word: ' off', start: 0.3, end: 0.52, probability: 0.42 },
        { word: ' the', start: 0.52, end: 0.7 },
        { word: ' light.', start: 0.7, end: 1.4, probability: 0.99 },
      ],
    },
  ],
  language: 'en',
}

describe('Whisper', () => {
  it('gives segments and words, without the blanks before them', () => {
    const { document, issueCount } = readWhisper(JSON.stringify(FILE))
    expect(issueCount).toBe(0)
    expect(document).toEqual([
      {
        start: 0,
        end: 1.4,
        text: 'Turn off the light.',
        words: [
          { word: 'Turn', start: 0, end: 0.3, probability: 0.91 },
          { word: 'off', start: 0.3, end: 0.52, probability: 0.42 },
          { word: 'the', start: 0.52, end: 0.7, probability: null },
          { word: 'light.', start: 0.7, end: 1.4, probability: 0.99 },
        ],
      },
    ])
  })
  it('names what does not fit', () => {
    const bad = {
      segments: [
        { start: 2, end: 1, text: 'x' },
        { start: 0, end: 1, text: 'y', words: [{ word: 'y' }] },
      ],
    }
    const { document, issues } = readWhisper(JSON.stringify(bad), { file: 'a.json' })
    expect(document).toEqual([{ start: 0, end: 1, text: 'y', words: [] }])
    expect(issues).toMatchObject([{ file: 'a.json', path: 'segments[0]', code: 'whisper.segment' }])
    expect(readWhisper('[1]').issues).toMatchObject([{ code: 'whisper.form' }])
    expect(readWhisper('{"segments":').issueCount).toBe(1)
  })
})
