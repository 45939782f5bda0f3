// Preferences as trainers read them: prompt, chosen and rejected (TRL, Hugging Face), and the whole rankings beside them.
// The explicit-prompt form of https://huggingface.co/docs/trl/dataset_formats#preference.
import { streamJsonl } from '@etabli/formats'
import {
  type ExportFile,
  type ExportInput,
  type ExportItem,
  type ExportMapping,
  modelsIn,
  promptIn,
  type Ranking,
  responsesIn,
} from '@etabli/modality-kit'
import { rankingMarks, rankingQuestions } from './rankings.ts'
import { bySplit } from './rows-out.ts'

export const preferenceOut: ExportMapping = {
  format: 'preference',
  media: ['none', 'image'],
  refuses: (project) => (rankingQuestions(project).length > 0 ? null : 'No question of this project compares answers.'),
  warnings: () => ['A tie, and answers that are all bad, make no pair of chosen and rejected: they are counted.'],
  async *write(input): AsyncGenerator<ExportFile> {
    yield* bySplit(input, 'jsonl', (items) => streamJsonl(pairs(items, input)), 'preferences')
    for await (const file of bySplit(input, 'jsonl', (items) => streamJsonl(wholes(items)), 'all')) {
      yield { ...file, path: `rankings/${file.path}` }
    }
  },
}

/** A row for each pair of answers of which one was ranked before the other. */
async function* pairs(items: AsyncIterable<ExportItem>, input: ExportInput): AsyncGenerator<unknown> {
  const several = rankingQuestions(input.project).length > 1
  for await (const item of items) {
    const other = item.answers.filter(({ kind }) => kind !== 'ranking').length
    if (other > 0) input.leaveOut('not a comparison', other)
    const { fields } = item.task
    const responses = responsesIn(fields)
    for (const { question, ranking } of rankingMarks(item.answers)) {
      for (const [chosen, rejected] of orderedPairs(ranking, input)) {
        yield {
          ...(item.file === null ? {} : { images: [item.file] }),
          prompt: promptIn(fields),
          ...asTrained(promptIn(fields), responses[chosen] ?? '', responses[rejected] ?? ''),
          id: item.task.name,
          ...(several ? { question } : {}),
          ...(ranking.strength === undefined ? {} : { strength: ranking.strength }),
          ...modelsOf(item, chosen, rejected),
        }
      }
    }
  }
}

/** Texts beside a text; where the prompt is a conversation, the assistant's turn of it. */
function asTrained(prompt: ReturnType<typeof promptIn>, chosen: string, rejected: string) {
  if (typeof prompt === 'string') return { chosen, rejected }
  const turn = (content: string) => [{ role: 'assistant', content }]
  return { chosen: turn(chosen), rejected: turn(rejected) }
}

function modelsOf({ task }: ExportItem, chosen: number, rejected: number) {
  const models = modelsIn(task.fields)
  return models ? { chosen_model: models[chosen], rejected_model: models[rejected] } : {}
}

function* orderedPairs({ ranks, bad }: Ranking, input: ExportInput): Generator<readonly [number, number]> {
  if (bad) {
    input.leaveOut('all answers are bad')
    return
  }
  let ties = 0
  let open = 0
  for (let a = 0; a < ranks.length; a += 1) {
    for (let b = a + 1; b < ranks.length; b += 1) {
      const [left, right] = [ranks[a] ?? null, ranks[b] ?? null]
      if (left === null || right === null) open += 1
      else if (left === right) ties += 1
      else yield left < right ? [a, b] : [b, a]
    }
  }
  if (ties > 0) input.leaveOut('a tie has no chosen and rejected', ties)
  if (open > 0) input.leaveOut('a pair that was not ranked', open)
}

/** A row for each ranking with all that was said, answers in the order of the file. */
async function* wholes(items: AsyncIterable<ExportItem>): AsyncGenerator<unknown> {
  for await (const { task, answers, file } of items) {
    const models = modelsIn(task.fields)
    for (const { question, ranking } of rankingMarks(answers)) {
      const { order, ranks, bad = false, ...said } = ranking
      yield {
        id: task.name,
        question,
        ...(file === null ? {} : { images: [file] }),
        prompt: promptIn(task.fields),
        responses: responsesIn(task.fields),
        ...(models ? { models } : {}),
        ranks,
        all_bad: bad,
        ...said,
        shown: order,
      }
    }
  }
}
