// The page of the canvas bench: the real stage over made-up marks, and what the bench does to it, one event a frame.
import { views } from '@etabli/modalities/view'
import { apply, type Command, changing, type Patch, type StageProps } from '@etabli/modality-kit'
import type { Answers, BlobHash, LabelId, Mark, MarkId, Question, QuestionId } from '@etabli/schema'
import { createElement, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { between, frame, random } from '../in-page.ts'

const WIDTH = 2880
const HEIGHT = 1800
const CLASSES = 8

const labels = Array.from({ length: CLASSES }, (_, index) => ({
  id: `c${index}` as LabelId,
  name: `Class ${index}`,
  colour: index,
  key: null,
}))
const questions: readonly Question[] = ['box', 'polygon'].map((kind) => ({
  id: `${kind}s` as QuestionId,
  kind,
  title: kind,
  help: '',
  required: false,
  labels,
  options: {},
}))

function marksOf(boxes: number, polygons: number): Answers {
  const next = random(7)
  const mark = (index: number, kind: string, value: Mark['value']): Mark => ({
    id: `${kind}${index}` as MarkId,
    question: `${kind}s` as QuestionId,
    kind,
    label: labels[index % CLASSES]?.id ?? null,
    value,
    source: 'person',
    confidence: null,
  })
  const spread = Math.sqrt((WIDTH * HEIGHT) / Math.max(1, boxes + polygons))
  const made = Array.from({ length: boxes }, (_, index) => {
    const width = spread * (0.4 + next())
    const height = spread * (0.4 + next())
    return mark(index, 'box', { x: next() * (WIDTH - width), y: next() * (HEIGHT - height), width, height })
  })
  const outlines = Array.from({ length: polygons }, (_, index) => {
    const [x, y] = [100 + next() * (WIDTH - 200), 100 + next() * (HEIGHT - 200)]
    const points = Array.from({ length: 24 }, (_unused, corner) => {
      const radius = 40 + next() * 50
      const turn = (corner / 24) * 2 * Math.PI
      return { x: x + radius * Math.cos(turn), y: y + radius * Math.sin(turn) }
    })
    return mark(index, 'polygon', { points })
  })
  // The one that is dragged: small, so that it is chosen before all others, and in the middle.
  const held = mark(0, 'box', { x: WIDTH / 2 - 12, y: HEIGHT / 2 - 12, width: 24, height: 24 })
  return [...made, ...outlines, { ...held, id: 'held' as MarkId }]
}

async function picture(): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')
  const next = random(3)
  for (let i = 0; pen && i < 4_000; i++) {
    pen.fillStyle = `rgb(${next() * 255} ${next() * 255} ${next() * 255} / 0.4)`
    pen.fillRect(next() * WIDTH, next() * HEIGHT, next() * 300, next() * 200)
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.85)
  })
  if (!blob) throw new Error('the picture could not be made')
  return URL.createObjectURL(blob)
}

const commands = new Map<string, Command>()
let chosen: readonly MarkId[] = []
let said: Answers = []
let desk: Pick<StageProps, 'commit' | 'select'> | null = null

function Page({ src, marks, Stage }: { src: string; marks: Answers; Stage: React.ComponentType<StageProps> }) {
  const [answers, setAnswers] = useState(marks)
  const [selection, setSelection] = useState<readonly MarkId[]>([])
  chosen = selection
  said = answers
  const steady = useMemo(
    () => ({
      media: {
        type: 'image' as const,
        blob: '0'.repeat(64) as BlobHash,
        mime: 'image/jpeg',
        bytes: 1,
        width: WIDTH,
        height: HEIGHT,
        orientation: 1 as const,
      },
      colour: (index: number) =>
        getComputedStyle(document.documentElement)
          .getPropertyValue(`--label-${index % 12}`)
          .trim(),
      commit: (patches: readonly Patch[]) => setAnswers((before) => apply(before, patches)),
      register: (list: readonly Command[]) => {
        for (const command of list) commands.set(command.id, command)
        return () => undefined
      },
    }),
    [],
  )
  desk = { commit: steady.commit, select: setSelection }
  return createElement(Stage, {
    task: 'bench',
    ...steady,
    src,
    name: 'bench.jpg',
    fields: {},
    questions,
    answers,
    prefill: [],
    newId: () => `n${Math.random()}` as MarkId,
    selection,
    select: setSelection,
    active: null,
    activate: () => undefined,
    readOnly: false,
    layers: NONE,
    support: NONE,
    t: (key) => key,
    language: 'en',
    theme: 'light',
    announce: () => undefined,
    submit: () => undefined,
  })
}

const NONE: readonly never[] = []

type Action = 'nothing' | 'pan' | 'zoom' | 'drag'

const glass = () => {
  const element = document.querySelector<HTMLElement>('.image-stage-glass')
  if (!element) throw new Error('there is no stage')
  return element
}

function point(type: string, x: number, y: number, button = 0): void {
  const buttons = type === 'pointerup' ? 0 : button === 1 ? 4 : 1
  const pointer = { pointerId: 1, pointerType: 'mouse', isPrimary: true, button, buttons, detail: 1, bubbles: true }
  glass().dispatchEvent(new PointerEvent(type, { ...pointer, clientX: x, clientY: y }))
}

/** Where the held box is on the screen. */
function heldAt(): { readonly x: number; readonly y: number } {
  const [x = 0, y = 0, scale = 1] = (document.querySelector('.image-stage')?.getAttribute('data-camera') ?? '')
    .split(' ')
    .map(Number)
  return { x: (WIDTH / 2) * scale + x, y: (HEIGHT / 2) * scale + y }
}

/** Does the action once a frame; gives the milliseconds from frame to frame. */
async function run(action: Action, frames: number): Promise<number[]> {
  const at = heldAt()
  if (action === 'pan') point('pointerdown', at.x, at.y, 1)
  if (action === 'drag') {
    commands.get('image.select')?.run()
    point('pointerdown', at.x, at.y)
  }
  const times: number[] = []
  for (let step = 0; step < frames; step++) {
    times.push(await frame())
    await between()
    // There and back within a few pixels, so that all marks stay in view.
    const by = 10 * Math.sin(step / 6)
    if (action === 'pan') point('pointermove', at.x + by, at.y + by, 1)
    if (action === 'drag') point('pointermove', at.x + by * 12, at.y + by * 8)
    if (action === 'zoom') {
      const wheel = { deltaY: by, clientX: at.x, clientY: at.y, bubbles: true, cancelable: true }
      glass().dispatchEvent(new WheelEvent('wheel', wheel))
    }
  }
  if (action === 'pan') point('pointerup', at.x, at.y, 1)
  if (action === 'drag') point('pointerup', at.x, at.y)
  commands.get('image.fit')?.run()
  await frame()
  await frame()
  return times.slice(1).map((time, index) => time - (times[index] ?? time))
}

/** Milliseconds from the press to the frame after the one that paints: choosing one, and letting go of a move. */
async function reactions(): Promise<{ readonly select: number; readonly finish: number }> {
  commands.get('image.select')?.run()
  const at = heldAt()
  await frame()
  await between()
  let start = performance.now()
  point('pointerdown', at.x, at.y)
  point('pointerup', at.x, at.y)
  await frame()
  await between()
  const select = performance.now() - start
  if (chosen.length !== 1) throw new Error(`${chosen.length} marks are chosen`)
  point('pointerdown', at.x, at.y)
  point('pointermove', at.x + 9, at.y + 9)
  await frame()
  await between()
  start = performance.now()
  point('pointerup', at.x + 9, at.y + 9)
  await frame()
  await between()
  return { select, finish: performance.now() - start }
}

const BULK = 500

/**
 * Milliseconds until painted, with so many marks chosen: another class, a move by a key, a duplicate, a removal.
 * Each is one commit, and so one step to undo.
 */
async function bulk(): Promise<Readonly<Record<'class' | 'move' | 'copy' | 'delete', number>>> {
  const timed = async (act: () => void): Promise<number> => {
    // Spread over the image, as a rubber band or a filter would choose them.
    const step = Math.max(1, Math.floor((said.length - 1) / BULK))
    desk?.select(
      said
        .filter((_, place) => place % step === 0)
        .slice(0, BULK)
        .map(({ id }) => id),
    )
    await frame()
    await frame()
    await between()
    if (chosen.length !== BULK) throw new Error(`${chosen.length} marks are chosen`)
    const before = said
    const start = performance.now()
    act()
    // Rendered first, then painted in the next frame.
    while (said === before && performance.now() - start < 5_000) await between()
    await frame()
    await between()
    const took = performance.now() - start
    if (said === before) throw new Error('nothing has changed')
    return took
  }
  const relabel = () => {
    const held = new Set(chosen)
    const label = labels[CLASSES - 1]?.id ?? null
    const marks = said.filter(({ id }) => held.has(id))
    desk?.commit(marks.map((mark) => changing(mark, { ...mark, label })))
  }
  const run = (id: string) => () => {
    const command = commands.get(id)
    if (!command) throw new Error(`there is no command ${id}`)
    command.run()
  }
  return {
    class: await timed(relabel),
    move: await timed(run('image.nudge-right')),
    copy: await timed(run('image.duplicate')),
    delete: await timed(run('image.delete')),
  }
}

async function open(boxes: number, polygons: number): Promise<void> {
  const root = document.getElementById('stage')
  const view = await views['image']?.()
  if (!root || !view?.view.Stage) throw new Error('there is no stage to mount')
  const marks = marksOf(boxes, polygons)
  createRoot(root).render(createElement(Page, { src: await picture(), marks, Stage: view.view.Stage }))
  while (document.querySelector('.image-stage')?.getAttribute('data-picture') !== 'ready') await frame()
  for (let i = 0; i < 20; i++) await frame()
}

const page = { open, run, reactions, bulk }
export type CanvasPage = typeof page
Object.assign(window, { page })
