// Label Studio out: a JSON of tasks with labels, relations and answers by fields, and the labelling configuration for it.
// Offsets are code points, as Label Studio's own page counts since version 1.4 (label-studio-frontend, "Fix offsets in
// Text with emoji").
import { type LabelStudioResult, streamLabelStudio } from '@etabli/formats'
import {
  type ExportInput,
  type ExportMapping,
  fieldColumn,
  isPlainKind,
  plainAnswers,
  plainQuestions,
} from '@etabli/modality-kit'
import type { Mark, Project, Question } from '@etabli/schema'
import { stretchOf } from '../stretches.ts'
import { bySplit, carriedOf, type Lose, type TextItem, textExport } from './frame-out.ts'
import { nameOfLabel, spanQuestions } from './spans.ts'

export const labelStudioOut: ExportMapping = textExport({
  format: 'label-studio',
  warnings: () => [
    'Offsets are code points, as Label Studio has counted since version 1.4.',
    'Spans in several parts are left out and counted.',
  ],
  async *files(input, lose) {
    yield* bySplit(
      input,
      (split) => `${split ?? 'texts'}.json`,
      (items) => streamLabelStudio(tasks(items, input, lose)),
    )
    yield { path: 'labeling_config.xml', chunks: [configOf(input.project)] }
  },
})

async function* tasks(items: AsyncIterable<TextItem>, { project }: ExportInput, lose: Lose) {
  let id = 0
  for await (const item of items) {
    id += 1
    const fields = Object.entries(item.task.fields).map(([name, value]) => [
      fieldColumn(name, project, ['text']),
      value,
    ])
    yield {
      id,
      data: { text: item.passage.text, id: item.task.name, ...Object.fromEntries(fields) } as Record<string, unknown>,
      annotations: [
        { result: resultsOf(item, project, lose), cancelled: false, groundTruth: false, score: null, model: null },
      ],
      predictions: [],
    }
  }
}

function resultsOf(item: TextItem, project: Project, lose: Lose): LabelStudioResult[] {
  const { spans, relations } = carriedOf(item, { parts: false, relations: true, answers: true }, lose)
  const ids = new Map<string, string>(spans.map(({ id }, index) => [id, `s${index + 1}`]))
  const regions = spans.flatMap((mark) => regionOf(mark, ids.get(mark.id) ?? '', item, project))
  const links = relations.map((mark) => ({
    type: 'relation',
    from_id: ids.get(mark.ends.from),
    to_id: ids.get(mark.ends.to),
    direction: 'right',
    labels: [nameOfLabel(mark, project)],
  }))
  return [...regions, ...links, ...answersOf(item, project)]
}

/** A region and, under its id, what is said of it. */
function regionOf(mark: Mark, id: string, item: TextItem, project: Project): LabelStudioResult[] {
  const { start, end } = stretchOf(mark)
  const text = item.passage.index.slice(start, end)
  const votes = item.votes?.get(mark.id)
  const region = { id, from_name: mark.question as string, to_name: 'text' }
  const said = Object.entries(mark.attributes ?? {}).map(([name, value]) => ({
    ...region,
    from_name: name,
    type: typeof value === 'number' ? 'number' : 'choices',
    value: { start, end, text, ...(typeof value === 'number' ? { number: value } : { choices: [String(value)] }) },
  }))
  return [
    {
      ...region,
      type: 'labels',
      value: { start, end, text, labels: [nameOfLabel(mark, project)] },
      ...(votes ? { score: votes.votes / votes.of } : {}),
    },
    ...said,
  ]
}

function answersOf(item: TextItem, project: Project): LabelStudioResult[] {
  const plain = plainAnswers(project, item.answers)
  return plainQuestions(project).flatMap((question) => {
    const answer = plain[question.id]
    if (answer === undefined || answer === null) return []
    const { type, value } = controlOf(question, answer)
    return [{ id: `q-${question.id}`, from_name: question.id as string, to_name: 'text', type, value }]
  })
}

function controlOf(question: Question, answer: string | number | readonly string[]) {
  if (question.kind === 'rating') return { type: 'rating', value: { rating: answer } }
  if (question.kind === 'number') return { type: 'number', value: { number: answer } }
  if (question.kind === 'words') return { type: 'textarea', value: { text: [answer] } }
  return { type: 'choices', value: { choices: typeof answer === 'object' ? answer : [answer] } }
}

/** The configuration that a Label Studio project needs to show these tasks (labelstud.io/tags). */
function configOf(project: Project): string {
  const lines = ['<View>']
  for (const question of spanQuestions(project)) {
    lines.push(`  <Labels name="${question.id}" toName="text">`)
    for (const { name } of question.labels) lines.push(`    <Label value="${escaped(name)}"/>`)
    lines.push('  </Labels>')
  }
  lines.push('  <Text name="text" value="$text"/>')
  const relations = project.questions.filter(({ kind }) => kind === 'relation').flatMap(({ labels }) => labels)
  if (relations.length > 0) {
    lines.push('  <Relations>')
    for (const { name } of relations) lines.push(`    <Relation value="${escaped(name)}"/>`)
    lines.push('  </Relations>')
  }
  for (const question of project.questions.filter(({ kind }) => isPlainKind(kind)))
    lines.push(...controlLines(question))
  return `${[...lines, '</View>'].join('\n')}\n`
}

function controlLines(question: Question): string[] {
  const head = `name="${question.id}" toName="text"`
  if (question.kind === 'rating') return [`  <Rating ${head}/>`]
  if (question.kind === 'number') return [`  <Number ${head}/>`]
  if (question.kind === 'words') return [`  <TextArea ${head}/>`]
  return [
    `  <Choices ${head} choice="${question.kind === 'single' ? 'single' : 'multiple'}">`,
    ...question.labels.map(({ name }) => `    <Choice value="${escaped(name)}"/>`),
    '  </Choices>',
  ]
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
