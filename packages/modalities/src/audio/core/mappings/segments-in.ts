// Segments as files tell them → proposed marks; one that is none is named by its line and left out.
import { kaldiName } from '@etabli/formats'
import type { MappingIssue, MarkSeed } from '@etabli/modality-kit'
import type { AttributeValue, Project, Question } from '@etabli/schema'
import { attributeFault, limits } from '@etabli/schema'
import * as z from 'zod/mini'
import { rulesOf, SegmentValue } from '../kinds/segment-value.ts'
import { TimedWord } from '../kinds/transcript-value.ts'
import { attributeNames, BOUNDS, SPEAKERS, TEXTS } from './row-names.ts'
import { asCell, type RowPlace } from './spoken.ts'

/** A stretch of a recording as a file tells it; times in seconds. */
export interface HeardSegment {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly speaker: string | null
  /** Its own name, where the file gives it one. */
  readonly id?: string | null
  readonly line?: number
  /** With measured times, where the file has them by segment. */
  readonly words?: readonly TimedWord[]
}

/** The question whose marks segments are: the project's first. */
export function segmentQuestion(project: Pick<Project, 'questions'>): Question | undefined {
  return project.questions.find(({ kind }) => kind === 'segment')
}

/** Longer words and longer lists cannot be taken: a text then comes without their times. */
export function fitting(words: readonly TimedWord[]): readonly TimedWord[] {
  const fits = words.length <= limits.wordsPerTranscript && words.every(({ word }) => word.length <= 200)
  return fits ? words : []
}

export interface SegmentSeeds {
  readonly seeds: readonly MarkSeed[]
  readonly issues: readonly MappingIssue[]
}

/** What a file tells of a recording's stretches; those without a place (a list of clips) are none. */
export function heardSeeds(
  segments: readonly HeardSegment[],
  question: Question | undefined,
  file: string,
): SegmentSeeds {
  const placed = segments.filter(({ start, end }) => start !== 0 || end !== 0)
  const seeds: MarkSeed[] = []
  const issues: MappingIssue[] = []
  if (!question) return { seeds, issues }
  for (const { start, end, text, speaker, id, line, words } of placed) {
    const value = { start, end, ...textOf(question, text), ...(words && words.length > 0 ? { words } : {}) }
    const parsed = SegmentValue.safeParse(value)
    const place = { file, ...(line === undefined ? {} : { line }) }
    if (!parsed.success) issues.push({ ...place, ...(start < end ? tooLong(start, end) : notASegment(start, end)) })
    else
      seeds.push({ ...seedOf(question, parsed.data, speaker), ...named(id), ...(line === undefined ? {} : { line }) })
  }
  return { seeds, issues }
}

/** True for a row that tells of one segment: it has a start and an end, or an offset into its recording. */
export function isSegmentRow(row: Readonly<Record<string, unknown>>): boolean {
  return boundsIn(row) !== null
}

/** The segment of a row (start, end, speaker, text, id, attributes by their ids), or what is wrong with it. */
export function segmentOfRow(
  row: Readonly<Record<string, unknown>>,
  question: Question,
  place: RowPlace,
): { readonly seed: MarkSeed } | { readonly issue: MappingIssue } {
  const refuse = (path: string, message: string) => ({ issue: { ...place, path, code: 'audio.segment', message } })
  const bounds = boundsIn(row)
  if (!bounds) return refuse('start', 'A segment needs a start and an end in seconds.')
  const [from, to] = bounds
  const [start, end] = [secondsOf(from.value), secondsOf(to.value)]
  if (start === null) return refuse(from.key, `${quoted(from.value)} is no number of seconds.`)
  if (end === null) return refuse(to.key, `${quoted(to.value)} is no number of seconds.`)
  const until = to.key === 'duration' ? start + end : end
  const words = z.optional(z.array(TimedWord)).safeParse(row['words'] ?? undefined)
  if (!words.success) return refuse('words', 'Each word takes word, start and end in seconds.')
  const text = TEXTS.map((key) => row[key]).find((said) => typeof said === 'string')
  const parsed = SegmentValue.safeParse({
    start,
    end: until,
    ...textOf(question, typeof text === 'string' ? text : ''),
    ...(words.data ? { words: words.data } : {}),
  })
  if (!parsed.success) return { issue: { ...place, path: to.key, ...notASegment(start, until) } }
  const speaker = SPEAKERS.map((key) => row[key]).find((name) => typeof name === 'string' && name.trim() !== '')
  const attributes = attributesIn(row, question)
  if (typeof attributes === 'string') return refuse('attributes', attributes)
  const confidence = row['confidence']
  const sure = typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? confidence : null
  return {
    seed: {
      ...seedOf(question, parsed.data, typeof speaker === 'string' ? speaker : null),
      ...named(row['id'] ?? row['segment']),
      confidence: sure,
      line: place.line,
      ...(attributes ? { attributes } : {}),
    },
  }
}

interface Cell {
  readonly key: string
  readonly value: unknown
}

function boundsIn(row: Readonly<Record<string, unknown>>): readonly [Cell, Cell] | null {
  const has = (key: string) => row[key] !== undefined && row[key] !== null && row[key] !== ''
  const cell = (key: string): Cell => ({ key, value: row[key] })
  const bounds = BOUNDS.find(([from]) => has(from)) ?? (has('end') ? BOUNDS[0] : undefined)
  if (bounds) return [cell(bounds[0]), cell(bounds[1])]
  return has('offset') && has('duration') ? [cell('offset'), cell('duration')] : null
}

function secondsOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null
}

function attributesIn(row: Readonly<Record<string, unknown>>, question: Question): MarkSeed['attributes'] | string {
  const said: [string, AttributeValue][] = []
  const names = attributeNames(question)
  for (const attribute of question.attributes ?? []) {
    const cell = row[names.get(attribute.id) ?? attribute.id]
    if (cell === undefined || cell === null || cell === '') continue
    const value = attributeValue(cell, attribute.type)
    const fault = value === null ? `"${attribute.name}" does not fit` : attributeFault(attribute, value)
    if (fault !== null || value === null) return `${fault}.`
    said.push([attribute.id, value])
  }
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

function attributeValue(cell: unknown, type: string): AttributeValue | null {
  if (type === 'checkbox' && typeof cell === 'string') return cell === 'true' ? true : cell === 'false' ? false : null
  if (type === 'number' && typeof cell === 'string') return Number(cell)
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null
}

function textOf(question: Question, text: string): Pick<SegmentValue, 'text'> {
  return rulesOf(question).transcript ? { text: text.trim() } : {}
}

function seedOf(question: Question, value: SegmentValue, speaker: string | null): MarkSeed {
  const label = speaker?.trim() ?? ''
  return {
    question: question.id,
    kind: question.kind,
    label: label === '' ? null : knownAs(question, label),
    value,
    source: 'model',
  }
}

/** The name of the class that a file calls so; lists of NIST and Kaldi have no blanks in names. */
function knownAs({ labels }: Question, written: string): string {
  const exact = labels.find(({ id, name }) => name === written || id === written)
  const found = exact ?? labels.find(({ name }) => asCell(name) === written || kaldiName(name) === written)
  return found?.name ?? written
}

function named(id: unknown): Pick<MarkSeed, 'id'> {
  const name = typeof id === 'number' ? String(id) : id
  return typeof name === 'string' && name !== '' ? { id: name } : {}
}

function notASegment(start: number, end: number): Pick<MappingIssue, 'code' | 'message'> {
  return {
    code: 'audio.segment',
    message: `A segment from ${start} to ${end} s has no length: its end must come after its start.`,
  }
}

function tooLong(start: number, end: number): Pick<MappingIssue, 'code' | 'message'> {
  return { code: 'audio.segment', message: `What is said from ${start} to ${end} s is too long for one segment.` }
}

function quoted(value: unknown): string {
  return `"${String(value ?? '').slice(0, 60)}"`
}
