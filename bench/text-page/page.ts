// The page of the text bench: the real stage over a text with made-up spans, and what the bench does to it.
import { views } from '@etabli/modalities/view'
import { apply, type Command, type Patch, type StageProps } from '@etabli/modality-kit'
import type { Answers, LabelId, Mark, MarkId, Question, QuestionId } from '@etabli/schema'
import { createElement, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { between, frame, random } from '../in-page.ts'

const CLASSES = 8
const labels = Array.from({ length: CLASSES }, (_, index) => ({
  id: `c${index}` as LabelId,
  name: ['Person', 'Place', 'Ship', 'Whale', 'Date', 'Work', 'Weather', 'Body part'][index] ?? '',
  colour: index,
  key: String(index + 1),
}))
const related: Question = {
  id: 'relations' as QuestionId,
  kind: 'relation',
  title: 'Relations',
  help: '',
  required: false,
  labels: ['knows', 'owns', 'hunts'].map((name, index) => ({
    id: name as LabelId,
    name,
    colour: index + 8,
    key: null,
  })),
  options: { form: 'directed' },
}
const question: Question = {
  id: 'spans' as QuestionId,
  kind: 'span',
  title: 'Spans',
  help: '',
  required: false,
  labels,
  options: {},
}

/** Spread over the text, one to four words each, some within others; the text is of the basic plane. */
function spansOf(text: string, count: number): Answers {
  const next = random(7)
  return Array.from({ length: count }, (_, index): Mark => {
    const wanted = Math.floor(((index + next()) / count) * (text.length - 60))
    const start = Math.max(0, text.slice(wanted, wanted + 40).search(/\b\w/)) + wanted
    const end = Math.min(text.length, start + 2 + Math.floor(next() * 24))
    return {
      id: `m${index}` as MarkId,
      question: question.id,
      kind: 'span',
      label: labels[index % CLASSES]?.id ?? null,
      value: { start, end },
      source: 'person',
      confidence: null,
    }
  })
}

/** From spans to others up to four further on. */
function relationsOf(spans: Answers, count: number): Answers {
  const next = random(11)
  return Array.from({ length: count }, (_, index): Mark => {
    const from = Math.floor((index / count) * (spans.length - 5))
    return {
      id: `r${index}` as MarkId,
      question: related.id,
      kind: 'relation',
      label: related.labels[index % 3]?.id ?? null,
      value: { from: `m${from}`, to: `m${from + 1 + Math.floor(next() * 4)}` },
      source: 'person',
      confidence: null,
    }
  })
}

const commands = new Map<string, Command>()
const NONE: never[] = []
let said: Answers = []
let choose: (label: LabelId | null) => void = () => undefined

function Page({ text, marks, Stage }: { text: string; marks: Answers; Stage: React.ComponentType<StageProps> }) {
  const [answers, setAnswers] = useState(marks)
  const [selection, setSelection] = useState<readonly MarkId[]>(NONE)
  const [label, setLabel] = useState<LabelId | null>(labels[0]?.id ?? null)
  said = answers
  choose = setLabel
  const palette = useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    return Array.from({ length: 12 }, (_, index) => style.getPropertyValue(`--label-${index}`).trim())
  }, [])
  const steady = useMemo(
    () => ({
      media: { type: 'text' as const, text },
      questions: marks.some(({ kind }) => kind === 'relation') ? [question, related] : [question],
      colour: (index: number) => palette[index % 12] ?? '',
      commit: (patches: readonly Patch[]) => setAnswers((before) => apply(before, patches)),
      register(list: readonly Command[]) {
        for (const command of list) commands.set(command.id, command)
        return () => undefined
      },
      activate: (_: QuestionId, next: LabelId | null) => setLabel(next),
      t: (key: string) => key,
      newId: () => `n${Math.random()}` as MarkId,
      announce: () => undefined,
      submit: () => undefined,
    }),
    [text, palette, marks],
  )
  const active = useMemo(() => ({ question: question.id, label }), [label])
  return createElement(Stage, {
    task: 'bench',
    ...steady,
    src: null,
    name: 'bench.txt',
    fields: {},
    answers,
    prefill: NONE,
    selection,
    select: setSelection,
    active,
    readOnly: false,
    layers: NONE,
    support: NONE,
    language: 'en',
    theme: 'light',
  })
}

const painted = async (): Promise<void> => {
  await frame()
  await between()
}

const found = (selector: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(selector)
  if (!element) throw new Error(`there is no ${selector}`)
  return element
}

function point(type: string, x: number, y: number): void {
  const buttons = type === 'pointerup' ? 0 : 1
  const pointer = { pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, buttons, bubbles: true }
  const target = document.elementFromPoint(x, y) ?? found('.text-passage')
  target.dispatchEvent(new PointerEvent(type, { ...pointer, clientX: x, clientY: y }))
}

type Action = 'nothing' | 'scroll' | 'fling' | 'drag'

/** Does the action once a frame; gives the milliseconds from frame to frame. */
async function run(action: Action, frames: number): Promise<number[]> {
  const stage = found('.text-stage')
  // Somewhere in the middle, elsewhere each time, where nothing has been drawn yet.
  stage.scrollTop = stage.scrollHeight * (0.2 + 0.6 * Math.random())
  for (let i = 0; i < 5; i++) await frame()
  if (action === 'drag') point('pointerdown', 500, 200)
  const times: number[] = []
  for (let step = 0; step < frames; step++) {
    times.push(await frame())
    await between()
    if (action === 'scroll') stage.scrollTop += 40
    if (action === 'fling') stage.scrollTop += 150
    if (action === 'drag') point('pointermove', 500 + 200 * Math.sin(step / 9), 400 + 250 * Math.sin(step / 20))
  }
  if (action === 'drag') {
    commands.get('text.cancel')?.run()
    point('pointerup', 500, 400)
  }
  await frame()
  return times.slice(1).map((time, index) => time - (times[index] ?? time))
}

/** The middle of a line of words in the window, some way from both ends. */
function words(): { readonly x: number; readonly y: number } {
  for (const piece of document.querySelectorAll('.text-piece')) {
    for (const { left, right, top, bottom } of piece.getClientRects()) {
      if (right - left > 140 && top > 40 && bottom < 860) return { x: (left + right) / 2, y: top + 12 }
    }
  }
  throw new Error('there are no words in the window')
}

/** Milliseconds from letting go of a drag over words to their span painted; a new place in the text each time. */
async function tagging(times: number): Promise<number[]> {
  const stage = found('.text-stage')
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    stage.scrollTop = stage.scrollHeight * (0.1 + (0.8 * n) / times)
    for (let i = 0; i < 3; i++) await frame()
    await between()
    const before = said.length
    choose(labels[n % CLASSES]?.id ?? null)
    await painted()
    const { x, y } = words()
    point('pointerdown', x - 60, y)
    point('pointermove', x + 60, y)
    await painted()
    const start = performance.now()
    point('pointerup', x + 60, y)
    while (said.length === before && performance.now() - start < 500) await between()
    await painted()
    // Where there was such a span already, none is made.
    if (said.length === before + 1) took.push(performance.now() - start)
  }
  if (took.length < times / 2) throw new Error(`${took.length} of ${times} spans were made`)
  return took
}

/** The same by keys: every fifth word is chosen, a label key tags it. */
async function keying(times: number): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    for (let walked = 0; walked < 5; walked++) commands.get('text.next')?.run()
    await painted()
    const before = said.length
    const start = performance.now()
    choose(labels[n % CLASSES]?.id ?? null)
    while (said.length === before && performance.now() - start < 2_000) await between()
    await painted()
    took.push(performance.now() - start)
    if (said.length !== before + 1) throw new Error(`${said.length - before} spans were made`)
  }
  return took
}

async function textOf(shape: Shape): Promise<string> {
  const text = await (await fetch('/book.txt')).text()
  if (shape === 'words') return text.split(' ').slice(0, 200_000).join(' ')
  if (shape === 'tenth') return text.slice(0, 100_000)
  const whole = text.slice(0, 1_000_000)
  return shape === 'one-line' ? whole.replace(/\s+/g, ' ') : whole
}

type Shape = 'lines' | 'one-line' | 'words' | 'tenth'

/** Opens a text with so many spans and relations between them; the milliseconds until its first words and spans are painted. */
async function open(shape: Shape, spans: number, relations = 0): Promise<number> {
  const root = document.getElementById('stage')
  const view = await views['text']?.()
  if (!root || !view?.view.Stage) throw new Error('there is no stage to mount')
  const text = await textOf(shape)
  const tagged = spansOf(text, spans)
  const marks = [...tagged, ...relationsOf(tagged, relations)]
  const { Stage } = view.view
  await painted()
  const start = performance.now()
  flushSync(() => createRoot(root).render(createElement(Page, { text, marks, Stage })))
  await painted()
  const took = performance.now() - start
  if (!document.querySelector('.text-piece-marked')) throw new Error('no span is on the page')
  for (let i = 0; i < 20; i++) await frame()
  return took
}

/** Milliseconds from a jump to anywhere in the text to its rows painted. */
async function jumping(times: number): Promise<number[]> {
  const stage = found('.text-stage')
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    await painted()
    const start = performance.now()
    stage.scrollTop = stage.scrollHeight * (((n * 37) % times) / times)
    await painted()
    took.push(performance.now() - start)
  }
  return took
}

/** How much of the text is in the document. */
const weight = () => ({
  elements: document.querySelectorAll('.text-stage *').length,
  rows: document.querySelectorAll('[data-row]').length,
  arcs: document.querySelectorAll('[data-arc]').length,
})

const page = { open, run, tagging, keying, jumping, weight }
export type TextPage = typeof page
Object.assign(window, { page })
