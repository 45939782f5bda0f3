// Makes the crowd set: what simulated annotators of known skill answer to half of each sample set.
// Run after shelf, assistant and tickets: node --conditions=@etabli/source datasets/generate/crowd.ts
import { readFileSync } from 'node:fs'
import { drawBoxes, type TrueBox } from './crowd/boxes.ts'
import { activeMs, LABELLED_SHARE, type Person, team } from './crowd/people.ts'
import { type TaggedSpan, tagText } from './crowd/spans.ts'
import { bare, checkTranscript } from './crowd/transcripts.ts'
import { inSets, readLines, writeLines } from './files.ts'
import { type Random, seeded } from './random.ts'

/** One annotation by a simulated person. */
export interface CrowdRow<Answers> {
  /** File name or id as in the set's import file. */
  readonly item: string
  readonly annotator: string
  readonly skill: string
  readonly answers: Answers
  readonly active_ms: number
}

/** Gives about half of the items to two or three people each; `answer` says what one of them does, and in how long. */
function label<Item, Answers>(
  set: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  answer: (item: Item, person: Person, random: Random) => { answers: Answers; seconds: number },
): CrowdRow<Answers>[] {
  const random = seeded(`crowd/${set}`)
  const chosen = new Set(random.shuffle(items).slice(0, Math.round(items.length * LABELLED_SHARE)))
  return items
    .filter((item) => chosen.has(item))
    .flatMap((item) =>
      team(random).map((person) => {
        const own = seeded(`crowd/${set}/${nameOf(item)}/${person.annotator}`)
        const { answers, seconds } = answer(item, person, own)
        return {
          item: nameOf(item),
          annotator: person.annotator,
          skill: person.skill,
          answers,
          active_ms: activeMs(seconds, person.skill, own),
        }
      }),
    )
}

interface Coco {
  images: { id: number; file_name: string; width: number; height: number }[]
  annotations: {
    image_id: number
    category_id: number
    bbox: [number, number, number, number]
    attributes: { visible: number }
  }[]
  categories: { id: number; name: string }[]
}

function shelf() {
  const coco = JSON.parse(readFileSync(inSets('shelf', 'annotations.json'), 'utf8')) as Coco
  const names = new Map(coco.categories.map(({ id, name }) => [id, name]))
  const labels = coco.categories.map(({ name }) => name)
  return label(
    'shelf',
    coco.images,
    (image) => image.file_name,
    (image, person, random) => {
      const truth = coco.annotations
        .filter((annotation) => annotation.image_id === image.id)
        .map(
          ({ category_id, bbox: [x, y, width, height], attributes }): TrueBox => ({
            label: names.get(category_id) ?? '',
            x,
            y,
            width,
            height,
            visible: attributes.visible,
          }),
        )
      const answers = drawBoxes(truth, labels, image, person.skill, random)
      return { answers, seconds: 6 + 4.2 * answers.length }
    },
  )
}

interface Utterance {
  audio_filepath: string
  duration: number
  text: string
  machine: { text: string }
}

function assistant() {
  return label(
    'assistant',
    readLines<Utterance>(inSets('assistant', 'utterances.jsonl')),
    (row) => row.audio_filepath,
    (row, person, random) => {
      const answers = checkTranscript(row.text, row.machine.text, person.skill, random)
      const typed =
        answers.verdict === 'corrected' ? Math.abs(bare(answers.text).length - bare(row.machine.text).length) + 18 : 0
      return { answers, seconds: 2 * row.duration + 2 + 0.28 * typed }
    },
  )
}

interface TicketRow {
  id: string
  entities: TaggedSpan[]
  intent: string
}

function tickets() {
  const texts = new Map(
    readLines<{ id: string; text: string }>(inSets('tickets', 'tickets.jsonl')).map(({ id, text }) => [id, text]),
  )
  const truth = readLines<TicketRow>(inSets('tickets', 'truth.jsonl'))
  const project = JSON.parse(readFileSync(inSets('tickets', 'project.json'), 'utf8')) as {
    questions: { id: string; labels: { id: string }[] }[]
  }
  const labelsOf = (id: string) =>
    project.questions.find((question) => question.id === id)?.labels.map((one) => one.id) ?? []
  const labels = { entities: labelsOf('entities'), intents: labelsOf('intent') }
  return label(
    'tickets',
    truth,
    (row) => row.id,
    (row, person, random) => {
      const text = texts.get(row.id) ?? ''
      const answers = tagText(text, row, labels, person.skill, random)
      return { answers, seconds: 4 + text.length / 22 + 2.4 * answers.entities.length }
    },
  )
}

function main(): void {
  for (const [name, rows] of Object.entries({ shelf: shelf(), assistant: assistant(), tickets: tickets() })) {
    writeLines(inSets('crowd', `${name}.jsonl`), rows)
    console.log(`${name}: ${rows.length} annotations of ${new Set(rows.map((row) => row.item)).size} items`)
  }
}

if (import.meta.main) main()
