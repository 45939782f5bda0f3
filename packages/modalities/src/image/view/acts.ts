// What can be done with the chosen marks beside drawing: copying, order, groups, merging, locking, hiding.
import { type ImagePoint, type ScreenPoint, toImage, toScreen } from '@etabli/geometry'
import { type Patch, removingAll } from '@etabli/modality-kit'
import type { Mark, MarkId } from '@etabli/schema'
import { type Clip, fittingClips } from '../core/clip.ts'
import { canMerge, copying, grouping, merging, reorder, withGroups } from '../core/edits.ts'
import { hullOf, shapeOf } from '../core/shape.ts'
import { gripAt } from '../core/tools/grips.ts'
import { REACH, under } from '../core/tools/select.ts'
import { carriedNow, carry, readSystem } from './clipboard.ts'
import { chosenMarks, type Surroundings } from './hands.ts'
import { isUntouchable, keepHabits, type Sight, type StageModel } from './model.ts'

/** How far beside its model a copy lies, in CSS pixels. */
const BESIDE = 12

export interface Acts {
  copy(): void
  cut(): void
  paste(): void
  duplicate(): void
  reorder(to: 'front' | 'back'): void
  merge(): void
  canMerge(): boolean
  group(): void
  ungroup(): void
  canUngroup(): boolean
  /** Locks what is chosen, or unlocks it where all of it is locked. */
  lock(): void
  hide(): void
  /** Shows only what is chosen; shows all again where some are isolated. */
  isolate(): void
  showAll(): void
  unlockAll(): void
  toggleSnap(): void
  toggleExtremes(): void
  /** Opens the menu at a point of the screen, choosing what lies there; null: at the chosen mark. */
  openMenu(at: ScreenPoint | null): void
}

export function createActs(model: StageModel, around: () => Surroundings): Acts {
  const chosen = () => chosenMarks(around(), model.get())
  const ids = () => new Set(chosen().map(({ id }) => id))
  const say = (key: string, count: number) => {
    const { props } = around()
    props.announce(props.t(`image.said.${key}`, { count }))
  }

  /** One gesture: its patches, what is chosen after it, and what is said. */
  function act(patches: readonly Patch[], key: string, select?: readonly MarkId[]): void {
    const { props } = around()
    if (patches.length === 0 || props.readOnly) return
    props.commit(patches)
    if (select) props.select(select)
    say(key, new Set(patches.map(({ id }) => id)).size)
  }

  function add(clips: readonly Omit<Mark, 'id'>[], key: string): void {
    const { props, image } = around()
    const by = BESIDE / model.get().camera.scale
    const patches = copying(props.answers, clips, { x: by, y: by }, image, props.newId)
    const made = patches.map(({ id }) => id)
    act(patches, key, made)
  }

  function pasteClips(clips: readonly Clip[]): void {
    const { props } = around()
    const fitting = fittingClips(clips, props.questions)
    if (fitting.length > 0) add(fitting, 'pasted')
    else props.announce(props.t('image.said.nothingToPaste'))
  }

  function look(change: Partial<Sight>): void {
    model.set({ sight: { ...model.get().sight, ...change } })
  }

  function menuPlace(): ScreenPoint {
    const { camera, viewport } = model.get()
    const [first] = chosen()
    const shape = first && shapeOf(first)
    if (!shape) return { x: viewport.width / 2, y: viewport.height / 2 }
    const { x, y, width, height } = hullOf(shape)
    return toScreen(camera, { x: x + width / 2, y: y + height / 2 })
  }

  /** Chooses what lies there, unless it is chosen already or a point of what is chosen lies there; takes that point. */
  function choose(at: ImagePoint): void {
    const { props } = around()
    const { sight } = model.get()
    const [only, other] = chosen()
    if (only && !other && press(only, at)) return
    const found = under({ answers: props.answers, untouchable: (id) => isUntouchable(sight, id) }, at, 0)
    if (found.some((id) => props.selection.includes(id))) return
    const choice = withGroups(props.answers, found.slice(0, 1))
    props.select(choice)
    const mark = choice.length === 1 ? props.answers.find(({ id }) => id === choice[0]) : undefined
    if (mark) press(mark, at)
  }

  /** Takes the point of an outline or pose that lies there, so that the menu means it; false where none does. */
  function press(mark: Mark, at: ImagePoint): boolean {
    const { camera, touch } = model.get()
    const shape = shapeOf(mark)
    if (!shape || shape.kind === 'box') return false
    const reaching = {
      image: around().image,
      unitsPerPixel: 1 / camera.scale,
      reach: touch ? REACH.touch : REACH.mouse,
    }
    const grip = gripAt(shape, at, { ...reaching, turns: false })
    const vertex = grip?.kind === 'vertex' ? { mark: mark.id, index: grip.index } : null
    model.set({ select: { name: 'idle', last: null, ...(vertex ? { vertex } : {}) } })
    return vertex !== null
  }

  return {
    copy() {
      const marks = chosen()
      if (marks.length === 0) return
      carry(marks)
      say('copied', marks.length)
    },
    cut() {
      const marks = chosen()
      if (marks.length === 0 || around().props.readOnly) return
      carry(marks)
      act(removingAll(around().props.answers, ids()), 'cut', [])
    },
    paste() {
      const carried = carriedNow()
      if (carried.length > 0) pasteClips(carried)
      else void readSystem().then(pasteClips)
    },
    duplicate() {
      add(
        chosen().map(({ id: _, ...clip }) => clip),
        'duplicated',
      )
    },
    reorder(to) {
      act(reorder(around().props.answers, ids(), to), to)
    },
    merge() {
      const { props, image } = around()
      const marks = chosen()
      act(
        merging(props.answers, marks, image),
        'merged',
        marks.slice(0, 1).map(({ id }) => id),
      )
    },
    canMerge: () => canMerge(chosen()),
    group() {
      const marks = chosen()
      if (marks.length > 1) act(grouping(marks, around().props.newId()), 'grouped')
    },
    ungroup() {
      act(grouping(chosen(), null), 'ungrouped')
    },
    canUngroup: () => chosen().some((mark) => mark.group !== undefined),
    lock() {
      const { selection } = around().props
      const { locked } = model.get().sight
      const chosenIds = new Set(selection)
      const all = selection.length > 0 && selection.every((id) => locked.has(id))
      look({ locked: new Set(all ? [...locked].filter((id) => !chosenIds.has(id)) : [...locked, ...selection]) })
      say(all ? 'unlocked' : 'locked', selection.length)
    },
    hide() {
      const { props } = around()
      const hiding = new Set(props.selection)
      look({ hidden: new Set([...model.get().sight.hidden, ...hiding]) })
      props.select([])
      say('hidden', hiding.size)
    },
    isolate() {
      const { selection } = around().props
      const { isolated } = model.get().sight
      look({ isolated: isolated ? null : new Set(selection) })
      if (isolated) say('shown', around().props.answers.length)
      else say('isolated', selection.length)
    },
    showAll() {
      look({ hidden: new Set(), isolated: null })
      say('shown', around().props.answers.length)
    },
    unlockAll() {
      const { locked } = model.get().sight
      look({ locked: new Set() })
      say('unlocked', locked.size)
    },
    toggleSnap() {
      const snap = !model.get().snap
      keepHabits({ snap })
      model.set({ snap })
      const { props } = around()
      props.announce(props.t(snap ? 'image.said.snapOn' : 'image.said.snapOff'))
    },
    toggleExtremes() {
      const mode = model.get().mode === 'extremes' ? 'corners' : 'extremes'
      keepHabits({ mode, tool: 'draw' })
      model.set({ mode, tool: 'draw' })
      const { props } = around()
      props.announce(props.t(mode === 'extremes' ? 'image.said.extremesOn' : 'image.said.extremesOff'))
    },
    openMenu(at) {
      if (at) choose(toImage(model.get().camera, at))
      model.set({ menu: at ?? menuPlace() })
    },
  }
}
