// Consensus of one text that three people marked: 5,000, 10,000 and 20,000 spans each.
// Work that grows with the spans alone takes as long for each thousand of them.
import { kinds } from '@etabli/modalities'
import { settleTask } from '@etabli/modality-kit'
import { type Answers, type Mark, type MarkId, type Media, type Millis, Question, type TaskId } from '@etabli/schema'
import type { Figure } from './figure.ts'

const PEOPLE = ['a', 'b', 'c']
const question = Question.parse({
  id: 'spans',
  kind: 'span',
  title: 'Spans',
  labels: ['person', 'place', 'thing'].map((id, colour) => ({ id, name: id, colour, key: null })),
})

/** Characters from the start of one span to that of the next: far apart, or each of them over two or three others. */
const APART = { sparse: 70, crowded: 8 }

export async function* consensus(): AsyncGenerator<Figure> {
  for (const [how, apart] of Object.entries(APART)) {
    const least = timed(settling(5_000, apart), 8)
    for (const spans of [10_000, 20_000]) {
      const baseline = (least * spans) / 5_000
      const value = timed(settling(spans, apart), 5)
      yield {
        bench: 'consensus',
        case: `one text, ${spans} ${how} spans × 3 people`,
        value,
        unit: 'ms',
        baseline,
        ratio: value / baseline,
        goal: '≤ 1.5 × the time of 5,000 spans for each thousand',
        ok: value / baseline <= 1.5,
      }
    }
  }
}

function settling(spans: number, apart: number): () => unknown {
  const media: Media = { type: 'text', text: 'word '.repeat(Math.ceil((spans * apart) / 5) + 10) }
  const annotations = PEOPLE.map((person) => ({
    id: person as never,
    person: person as never,
    answers: marksOf(person, spans, apart),
  }))
  return () => settleTask({ task: 't' as TaskId, media, questions: [question], annotations }, kinds, 0 as Millis)
}

/** A span every `apart` characters, 5 to 34 long; one in ten is missing, one in three is cut otherwise, one in ten mislabelled. */
function marksOf(person: string, spans: number, apart: number): Answers {
  let own = person.codePointAt(0) ?? 1
  const chance = () => {
    own = (Math.imul(own, 1_664_525) + 1_013_904_223) >>> 0
    return own / 2 ** 32
  }
  return Array.from({ length: spans }, (_, index): Mark => {
    const start = index * apart + (chance() < 1 / 3 ? Math.floor(chance() * 4) : 0)
    return {
      id: `${person}${index}` as MarkId,
      question: question.id,
      kind: 'span',
      label: question.labels[chance() < 0.1 ? 0 : index % 3]?.id ?? null,
      value: { start, end: start + 5 + ((index * 7) % 30) },
      source: 'person',
      confidence: null,
    }
  }).filter(() => chance() > 0.1)
}

/** Milliseconds of the quickest of so many runs. */
function timed(run: () => unknown, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Math.min(...times)
}
