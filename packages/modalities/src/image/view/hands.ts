// The tools in use: runs events through the tool in hand, commits what comes of it, says it to screen readers.
import { type Box, boxFromCorners, clampBox, type ImagePoint, type Size, toImage, visibleBox } from '@etabli/geometry'
import { adding, type StageProps, type Step, type ToolEvent } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId, Question } from '@etabli/schema'
import { boxOf, MIN_SIDE } from '../core/kinds/box.ts'
import { boxTool, newBox } from '../core/tools/box.ts'
import { nudge, selectTool, stretch } from '../core/tools/select.ts'
import { reveal } from './framing.ts'
import { isBusy, keepInHand, type StageModel, type ToolName } from './model.ts'

/** What the hands must know of now; read anew at each event. */
export interface Surroundings {
  readonly props: StageProps
  readonly image: Size
  /** The question and class of the next box, or null where none can be drawn. */
  readonly next: { readonly question: Question; readonly label: LabelId } | null
  readonly describe: (mark: Mark) => string
}

export interface Hands {
  send(event: ToolEvent<ImagePoint>): void
  take(tool: ToolName): void
  /** Lets go of the gesture, else of the selection. */
  cancel(): void
  /** Moves the chosen boxes, or the one being placed by keys. */
  nudge(dx: number, dy: number): void
  /** Moves their right and lower edges. */
  stretch(dx: number, dy: number): void
  remove(): void
  /** Chooses the next (1) or previous (−1) box in the list; false where there is none. */
  walk(by: 1 | -1): boolean
  canWalk(by: 1 | -1): boolean
  chooseAll(): void
  /** Begins a box by keys, at the pointer or in the middle. */
  begin(): void
  place(): void
}

export function createHands(model: StageModel, around: () => Surroundings): Hands {
  const boxes = () => around().props.answers.filter((mark) => boxOf(mark))
  const chosen = () => {
    const { props } = around()
    return props.answers.filter((mark) => props.selection.includes(mark.id) && boxOf(mark))
  }
  const say = (key: string, mark: Mark) => {
    const { props, describe } = around()
    props.announce(props.t(`image.said.${key}`, { mark: describe(mark) }))
  }

  function finish(step: Pick<Step<unknown>, 'patches' | 'select'>, burst?: string): void {
    const { props } = around()
    if (step.select && !sameIds(step.select, props.selection)) props.select(step.select)
    if (!step.patches || step.patches.length === 0 || props.readOnly) return
    props.commit(step.patches, burst)
    const [patch] = step.patches
    if (patch?.after) say(patch.before ? 'changed' : 'added', patch.after)
  }

  function send(event: ToolEvent<ImagePoint>): void {
    const { props, image, next } = around()
    const state = model.get()
    if (state.tool === 'draw' && next && !props.readOnly) {
      const context = { image, question: next.question.id, label: next.label, newId: props.newId }
      const step = boxTool.step(state.draw, event, context)
      model.set({ draw: step.state })
      finish(step)
      return
    }
    const step = selectTool.step(state.select, event, { image, answers: props.answers, selection: props.selection })
    const editing = step.state.name === 'moving' || step.state.name === 'resizing'
    model.set({ select: props.readOnly && editing ? selectTool.rest : step.state })
    finish(step)
  }

  function show(mark: Mark | undefined): boolean {
    if (!mark) return false
    const { props, image, describe } = around()
    props.select([mark.id])
    const box = boxOf(mark)
    if (box) reveal(model, image, box)
    props.announce(describe(mark))
    return true
  }

  function neighbour(by: 1 | -1): Mark | undefined {
    const list = boxes()
    const last = around().props.selection.at(-1)
    const place = list.findIndex((mark) => mark.id === last)
    if (place < 0) return by === 1 ? list[0] : list.at(-1)
    return list[place + by]
  }

  function reshape(box: Box, change: Partial<Box>): void {
    const { image } = around()
    const wanted = { ...box, ...change }
    const width = between(wanted.width, MIN_SIDE, image.width)
    const height = between(wanted.height, MIN_SIDE, image.height)
    const x = between(wanted.x, 0, image.width - width)
    const y = between(wanted.y, 0, image.height - height)
    model.set({ keyed: { x, y, width, height } })
  }

  /** Image pixels of one press of an arrow while a box is placed by keys: about eight on the screen, by Shift or not. */
  const stride = () => Math.max(1, Math.round(8 / model.get().camera.scale))

  /** Presses in a row on the same boxes are one undo step. */
  const burstOf = (what: string) => `image.${what} ${around().props.selection.join(' ')}`

  return {
    send,
    take(tool) {
      if (isBusy(model.get())) this.cancel()
      keepInHand(tool)
      model.set({ tool })
    },
    cancel() {
      const state = model.get()
      if (state.keyed) model.set({ keyed: null })
      else if (isBusy(state)) send({ type: 'cancel' })
      else around().props.select([])
    },
    nudge(dx, dy) {
      const { keyed } = model.get()
      if (keyed) {
        const step = stride()
        if (Math.abs(dx + dy) > 1) {
          reshape(keyed, { width: keyed.width + Math.sign(dx) * step, height: keyed.height + Math.sign(dy) * step })
        } else reshape(keyed, { x: keyed.x + dx * step, y: keyed.y + dy * step })
        return
      }
      finish({ patches: nudge(chosen(), dx, dy, around().image) }, burstOf('nudge'))
    },
    stretch(dx, dy) {
      const { keyed } = model.get()
      if (keyed) reshape(keyed, { width: keyed.width + dx, height: keyed.height + dy })
      else finish({ patches: stretch(chosen(), dx, dy, around().image) }, burstOf('stretch'))
    },
    remove() {
      const { props } = around()
      const marks = chosen()
      if (marks.length === 0 || props.readOnly) return
      // From the end, so that each patch's place is still true when it is taken back.
      const patches = props.answers
        .flatMap((before, at) => (marks.includes(before) ? [{ id: before.id, before, after: null, at }] : []))
        .toReversed()
      props.select([])
      props.commit(patches)
      props.announce(props.t('image.said.removed', { count: marks.length }))
    },
    walk: (by) => show(neighbour(by)),
    canWalk: (by) => neighbour(by) !== undefined,
    chooseAll() {
      const ids: MarkId[] = boxes().map((mark) => mark.id)
      around().props.select(ids)
    },
    begin() {
      const { image, next, props } = around()
      if (!next || props.readOnly) return
      if (isBusy(model.get())) this.cancel()
      const { camera, viewport, pointer } = model.get()
      const seen = clampBox(visibleBox(camera, viewport), image)
      const side = Math.max(MIN_SIDE, Math.min(seen.width, seen.height) / 6)
      const at = pointer ?? toImage(camera, { x: viewport.width / 2, y: viewport.height / 2 })
      const half = side / 2
      const box = boxFromCorners(round({ x: at.x - half, y: at.y - half }), round({ x: at.x + half, y: at.y + half }))
      props.select([])
      reshape(box, {})
      props.announce(props.t('image.said.keyed'))
    },
    place() {
      const { keyed } = model.get()
      const { next, props } = around()
      if (!keyed || !next) return
      model.set({ keyed: null })
      finish({
        patches: [adding(newBox(keyed, { question: next.question.id, label: next.label, newId: props.newId }))],
      })
    },
  }
}

function round({ x, y }: ImagePoint): ImagePoint {
  return { x: Math.round(x), y: Math.round(y) }
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function sameIds(a: readonly MarkId[], b: readonly MarkId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
