// The dataset card (README.md of an export): who asked, who labelled, for how long and how much, how far they agreed.
import type { ExportRequest } from '@etabli/protocol'
import type { Figure, Pay, Project } from '@etabli/schema'
import { TALLY } from './decide.ts'
import type { ExportPerson } from './records.ts'

export interface CardInput {
  readonly project: Project
  readonly request: ExportRequest
  readonly annotators: readonly ExportPerson[]
  readonly tally: Readonly<Record<string, number>>
  readonly leftOut: Readonly<Record<string, number>>
  readonly warnings: readonly string[]
  readonly figures: readonly Figure[]
  /** Tasks with two or more annotations on which the figures were measured. */
  readonly measured: number
  /** YAML for a hub, or null. */
  readonly head: string | null
}

const ANSWERS = {
  consensus: 'the consensus of the annotators, or a reviewer’s answers where a reviewer settled the task',
  reviewed: 'answers that a reviewer accepted or corrected, and no others',
  all: 'every annotator’s own answers, one folder each under `by/`',
} as const

const UNITS = {
  image: 'Coordinates are pixels of the image as displayed (EXIF orientation applied), from the top left corner.',
  audio: 'Times are seconds from the start of the recording.',
  text: 'Offsets are Unicode code points, half-open `[start, end)`, as Python slices.',
  none: 'Answers are values; there is no medium.',
} as const

const WHY = {
  'nothing-shared': 'no task was answered by two people',
  'one-rater': 'only one person answered',
  'one-label': 'only one label was used',
} as const

/** The card in Markdown. Nothing in it depends on when it was written. */
export function datasetCard(input: CardInput): string {
  const { project, request } = input
  const head = input.head === null ? [] : ['---', input.head.trimEnd(), '---', '']
  const lines = [...head, `# ${oneLine(project.name)}`, '']
  if (project.sample || input.annotators.some((person) => person.simulated)) {
    lines.push(
      '> **Simulated annotators.** Some or all of these annotations were made by programs of known skill, not by',
      '> people. Do not use their agreement or pay as evidence of anything about people.',
      '',
    )
  }
  lines.push('## Who asked, and why', '', ...briefOf(project), '## What is inside', '')
  lines.push(`Answers: ${ANSWERS[request.answers]}. ${UNITS[project.media]}`, '')
  if (request.split) {
    const [train, val, test] = request.split
    lines.push(
      `Split: ${train} % train, ${val} % validation, ${test} % test, drawn by task name with seed ${request.seed}.`,
      '',
    )
  }
  lines.push('| tasks | number |', '| --- | --: |')
  for (const word of TALLY) lines.push(`| ${word.replaceAll('-', ' ')} | ${input.tally[word] ?? 0} |`)
  lines.push(`| **all** | **${sum(Object.values(input.tally))}** |`, '', ...leftOutOf(input))
  lines.push('## Who labelled', '', ...workOf(input), '## How far they agreed', '', ...agreementOf(input))
  return `${lines.join('\n').trimEnd()}\n`
}

function briefOf({ brief }: Project): string[] {
  const parts = [brief.who, brief.why, brief.use, brief.sensitive ? `Sensitive content: ${brief.sensitive}` : '']
  const said = parts.filter((part) => part.trim() !== '')
  return said.length === 0 ? ['The project has no brief.', ''] : said.flatMap((part) => [part.trim(), ''])
}

/** How many marks or tasks were left out and why, a sentence a reason. */
export function countedOut(leftOut: CardInput['leftOut']): string[] {
  const reasons = Object.entries(leftOut).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return reasons.map(([reason, count]) => `${count} left out: ${reason}`)
}

function leftOutOf({ leftOut, warnings }: CardInput): string[] {
  const all = [...countedOut(leftOut), ...warnings].map((line) => `- ${line}`)
  return all.length === 0 ? [] : [...all, '']
}

function workOf({ project, annotators, request }: CardInput): string[] {
  const annotations = sum(annotators.map((person) => person.annotations))
  const hours = sum(annotators.map((person) => person.activeMs)) / 3_600_000
  const simulated = annotators.filter((person) => person.simulated).length
  const lines = [
    `${annotators.length} annotators (${simulated} of them simulated) made ${annotations} annotations in ${hours.toFixed(2)} hours of active time,`,
    `with ${project.overlap} wanted for each task. They appear here under pseudonyms only.`,
    '',
    payOf(project.brief.pay, annotations, hours),
    '',
  ]
  if (request.answers === 'consensus') {
    lines.push('An object or answer is in the consensus where more than half of its task’s annotators gave it.', '')
  }
  lines.push('Questions:', '')
  for (const question of project.questions) {
    const labels = question.labels.map((label) => oneLine(label.name)).join(', ')
    lines.push(`- ${oneLine(question.title)} (\`${question.id}\`, ${question.kind}${labels ? `: ${labels}` : ''})`)
  }
  return [...lines, '']
}

function payOf(pay: Pay | null, annotations: number, hours: number): string {
  if (!pay) return 'The work was unpaid.'
  const digits = minorDigits(pay.currency)
  const money = (minor: number) => `${(minor / 10 ** digits).toFixed(digits)} ${pay.currency}`
  const due = pay.per === 'task' ? pay.minor * annotations : pay.minor * hours
  const hourly = hours > 0 ? `, which is ${money(due / hours)} for an hour of active time` : ''
  return `Pay: ${money(pay.minor)} per ${pay.per}; ${money(due)} due in all${hourly}.`
}

/** Decimals of a currency's minor unit (ISO 4217): 2 for most, 0 for the yen. */
function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

function agreementOf({ figures, measured }: CardInput): string[] {
  if (figures.length === 0) return ['No figure is defined for these questions.', '']
  const lines = [
    '| question | measure | value | 95 % interval | tasks | raters | formula |',
    '| --- | --- | --: | --- | --: | --: | --- |',
  ]
  for (const figure of figures) {
    const value =
      figure.value === null ? `not computable: ${figure.why ? WHY[figure.why] : 'no data'}` : figure.value.toFixed(3)
    const interval = figure.interval ? `${figure.interval[0].toFixed(3)} to ${figure.interval[1].toFixed(3)}` : ''
    const cells = [figure.question, figure.measure, value, interval, figure.n, figure.raters, figure.formula]
    lines.push(`| ${cells.map((cell) => oneLine(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`)
  }
  return [...lines, '', `Measured on the ${measured} tasks that two people or more answered.`, '']
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
