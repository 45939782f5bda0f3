// The clipboard of marks: as JSON text, so that they can be carried to the next task, another tab or a file.
import { livingLabels, Mark, type Question } from '@etabli/schema'
import * as z from 'zod/mini'

/** A mark as it is carried: all but who it is. */
export type Clip = Omit<Mark, 'id'>

const Text = z.object({ etabli: z.literal('marks'), version: z.literal(1), marks: z.array(z.omit(Mark, { id: true })) })

/** At most so many characters are read from a clipboard. */
const MOST = 8_000_000

export function clipText(marks: readonly Mark[]): string {
  const clips = marks.map(({ id: _, ...clip }) => clip)
  return JSON.stringify({ etabli: 'marks', version: 1, marks: clips })
}

/** The marks in a text, or null where it is none of ours. */
export function clipsIn(text: string): Clip[] | null {
  if (text.length > MOST || !text.startsWith('{"etabli":"marks"')) return null
  const parsed = Text.safeParse(jsonIn(text))
  return parsed.success ? parsed.data.marks : null
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Text from outside: what is no JSON is simply no marks.
    return null
  }
}

/**
 * The clips that these questions take: each goes to its own question, else to the first of its kind that has its class
 * for new marks. What has no place is left out.
 */
export function fittingClips(clips: readonly Clip[], questions: readonly Question[]): Clip[] {
  return clips.flatMap((clip) => {
    const takes = (question: Question) =>
      question.kind === clip.kind && livingLabels(question.labels).some((label) => label.id === clip.label)
    const question = questions.find((each) => each.id === clip.question && takes(each)) ?? questions.find(takes)
    return question ? [{ ...clip, question: question.id }] : []
  })
}
