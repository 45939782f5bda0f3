// NeMo manifests: a line as NeMo's documentation gives it, refused fields, our own fields.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NemoEntry, nemo, nemoLine, readNemo, streamNemo } from './nemo.ts'
import { codecContract } from './testing/index.ts'

describe('nemo', () => {
  it('reads a line and keeps other fields', () => {
    const line =
      '{"audio_filepath": "/path/to/audio.wav", "text": "the transcription", "offset": 301.75, "duration": 0.82, "utt": "utterance_id", "ctm_utt": "en_4156", "side": "A"}'
    expect(nemo.read(line).document).toEqual([
      {
        audio_filepath: '/path/to/audio.wav',
        text: 'the transcription',
        offset: 301.75,
        duration: 0.82,
        extra: { utt: 'utterance_id', ctm_utt: 'en_4156', side: 'A' },
      },
    ])
  })

  it('AUD8: refuses by line and field', () => {
    const file =
      '{"audio_filepath":"a.wav"}\n{"text":"x"}\n{"audio_filepath":"a.wav","duration":-1}\n[]\n{"audio_filepath":"b.wav","text":5}'
    const { document, issues } = nemo.read(file)
    expect(document.map(({ audio_filepath }) => audio_filepath)).toEqual(['a.wav'])
    expect(issues.map(({ line, path, code }) => [line, path, code])).toEqual([
      [2, 'audio_filepath', 'nemo.field'],
      [3, 'duration', 'nemo.field'],
      [4, 'line', 'nemo.field'],
      [5, 'text', 'nemo.field'],
    ])
  })

  it('writes NeMo’s fields first, seconds without noise', () => {
    const entry = {
      audio_filepath: 'a.wav',
      duration: 0.1 + 0.2,
      offset: null,
      text: 'é',
      extra: { verdict: 'correct' },
    }
    expect(nemoLine(entry)).toBe('{"audio_filepath":"a.wav","duration":0.3,"text":"é","verdict":"correct"}\n')
  })

  it('streams both ways', async () => {
    const entries: NemoEntry[] = [{ audio_filepath: 'a.wav', duration: 2, offset: null, text: 'x', extra: {} }]
    const chunks = await Array.fromAsync(streamNemo([entries]))
    expect(await Array.fromAsync(readNemo(chunks))).toEqual([{ line: 1, value: entries[0] }])
  })
})

const seconds = fc.option(fc.integer({ min: 0, max: 1_000_000_000 }).map((n) => n / 1_000_000))
const documents = fc.array(
  fc.record({
    audio_filepath: fc.string({ unit: 'grapheme', minLength: 1 }),
    duration: seconds,
    offset: seconds,
    text: fc.string({ unit: 'grapheme' }),
    extra: fc.dictionary(
      fc.constantFrom('lang', 'verdict', 'words'),
      fc.json().map((text) => JSON.parse(text) as unknown),
    ),
  }),
)

codecContract({ codec: nemo, documents, sample: '{"audio_filepath":"a.wav","duration":1.5,"text":"hello"}\n' })
