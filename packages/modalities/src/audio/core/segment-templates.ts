// The project template of segments: who speaks when, and what is said.
import type { Template } from '@etabli/modality-kit'
import { Question } from '@etabli/schema'
import { LANGUAGES } from './languages.ts'

const words = {
  en: { segments: 'Who says what', speaker: 'Speaker', noise: 'Noise or music', language: 'Language' },
  fr: { segments: 'Qui dit quoi', speaker: 'Locuteur', noise: 'Bruit ou musique', language: 'Langue' },
}

const SPEAKERS = [1, 2, 3, 4] as const

export const segmentTranscripts: Template = {
  id: 'segment-transcripts',
  media: 'audio',
  questions(language) {
    const t = words[language]
    return [
      Question.parse({
        id: 'segments',
        kind: 'segment',
        title: t.segments,
        required: false,
        labels: [
          ...SPEAKERS.map((number, index) => ({
            id: `speaker-${number}`,
            name: `${t.speaker} ${number}`,
            colour: index,
            key: String(number),
          })),
          { id: 'noise', name: t.noise, colour: 11, key: '5' },
        ],
        attributes: [{ id: 'language', name: t.language, type: 'choice', choices: [...LANGUAGES], key: 'l' }],
        options: { transcript: true, labelled: true },
      }),
    ]
  },
}
