// The project templates of recordings: check a machine transcript and give a verdict; record sentences for others to check.
import type { Template } from '@etabli/modality-kit'
import { LabelId, Question, QuestionId } from '@etabli/schema'

const words = {
  en: {
    recording: 'Read the sentence aloud',
    transcript: 'What was said',
    verdict: 'Verdict',
    correct: 'Correct',
    corrected: 'Corrected',
    unintelligible: 'Unintelligible',
    notSpeech: 'Not speech',
    falseAlarm: 'Wake word false alarm',
  },
  fr: {
    recording: 'Lisez la phrase à voix haute',
    transcript: 'Ce qui a été dit',
    verdict: 'Verdict',
    correct: 'Correct',
    corrected: 'Corrigé',
    unintelligible: 'Inintelligible',
    notSpeech: 'Pas de parole',
    falseAlarm: 'Réveil intempestif',
  },
}

export const transcriptCheck: Template = {
  id: 'transcript-check',
  media: 'audio',
  questions(language) {
    const t = words[language]
    return [
      Question.parse({ id: 'transcript', kind: 'transcript', title: t.transcript, required: false }),
      Question.parse({
        id: 'verdict',
        kind: 'single',
        title: t.verdict,
        required: true,
        labels: [
          { id: 'correct', name: t.correct, colour: 2, key: '1' },
          { id: 'corrected', name: t.corrected, colour: 0, key: '2' },
          { id: 'unintelligible', name: t.unintelligible, colour: 4, key: '3' },
          { id: 'not-speech', name: t.notSpeech, colour: 11, key: '4' },
          { id: 'false-alarm', name: t.falseAlarm, colour: 7, key: '5' },
        ],
      }),
    ]
  },
}

export const recordSentences: Template = {
  id: 'record-sentences',
  media: 'text',
  questions: (language) => [
    Question.parse({ id: 'recording', kind: 'recording', title: words[language].recording, required: true }),
  ],
}

/** The verdicts of the template, by which the view's one-key "accept" and "corrected" set the answer. */
export const VERDICT = {
  question: QuestionId.parse('verdict'),
  correct: LabelId.parse('correct'),
  corrected: LabelId.parse('corrected'),
} as const
