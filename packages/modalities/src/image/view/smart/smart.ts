// Smart help on the stage: snaps chosen boxes to edges, proposes look-alikes; each is one undo step, and can be let go.
import type { Patch } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import {
  intoPart,
  outOfPart,
  type Part,
  partToSearch,
  partToSnap,
  plainBoxOf,
  proposing,
  snapping,
  takenIn,
} from '../../core/smart.ts'
import { chosenMarks, type Surroundings } from '../hands.ts'
import type { StageModel } from '../model.ts'
import type { Picture } from '../use-picture.ts'
import type { Asking } from './asking.ts'
import type { PixelSource } from './pixels.ts'
import { type SmartSettings, smartSettings } from './settings.ts'

export interface SmartState {
  readonly job: 'snap' | 'alike' | null
  /** What came of the last one: a phrase of `image.smart.said` and its number; null once it is old. */
  readonly said: { readonly phrase: string; readonly count: number } | null
}

export interface Smart {
  get(): SmartState
  subscribe(listener: () => void): () => void
  /** Whether boxes are chosen that it can work on. */
  canSnap(): boolean
  /** Whether one box is chosen. */
  canSearch(): boolean
  snap(): Promise<void>
  search(): Promise<void>
  /** Calls off what is under way. */
  letGo(): void
  /** Told of each commit of a tool: snaps what was just drawn, where that is wanted. */
  drawn(patches: readonly Patch[]): void
  toggle(setting: keyof SmartSettings): void
  /** What was said is old: something else is chosen. */
  quiet(): void
  /** Ends the worker. */
  close(): void
}

export function createSmart(
  model: StageModel,
  around: () => Surroundings & { readonly picture: Picture },
  asking: Asking,
): Smart {
  let state: SmartState = { job: null, said: null }
  /** Counts the jobs, so that an answer to one that was let go is not heard. */
  let turn = 0
  const listeners = new Set<() => void>()
  const set = (next: SmartState) => {
    state = next
    for (const listener of listeners) listener()
  }
  const source = (): PixelSource => {
    const { image, picture, props } = around()
    return { image, picture, tiles: props.tiles ?? null }
  }
  const boxes = () => chosenMarks(around(), model.get()).filter((mark) => plainBoxOf(mark))
  const say = (phrase: string, count: number) => {
    set({ job: null, said: { phrase, count } })
    const { props } = around()
    props.announce(props.t(`image.smart.said.${phrase}`, { count }))
  }
  const isStill = (mark: Mark) => around().props.answers.some((other) => other === mark)

  /** Runs one job; what it gives back is said. Null: it was let go, and nothing came of it. */
  async function run(job: 'snap' | 'alike', work: () => Promise<{ phrase: string; count: number } | null>) {
    if (around().props.readOnly) return
    if (state.job) letGo()
    turn += 1
    const mine = turn
    set({ job, said: null })
    let result: Awaited<ReturnType<typeof work>>
    try {
      result = await work()
    } catch {
      // Whatever kept the pixels away (a tile, the canvas, the worker): the person is told, the marks stay.
      result = { phrase: 'failed', count: 0 }
    }
    if (mine !== turn) return
    if (result) say(result.phrase, result.count)
    else set({ job: null, said: null })
  }

  function letGo(): void {
    if (!state.job) return
    turn += 1
    asking.letGo()
    say('letGo', 0)
  }

  async function tightened(mark: Mark): Promise<Patch[] | null> {
    const rough = plainBoxOf(mark)
    const { image } = around()
    if (!rough) return []
    const part: Part = partToSnap(rough, image)
    const found = await asking.ask(source(), { task: 'snap', part, box: intoPart(part, rough), taken: [] })
    if (!found) return null
    const [tight] = found
    const patch = tight && isStill(mark) ? snapping(mark, outOfPart(part, tight.box), image) : null
    return patch ? [patch] : []
  }

  async function snapAll(marks: readonly Mark[]): Promise<void> {
    await run('snap', async () => {
      const patches: Patch[] = []
      for (const mark of marks) {
        const some = await tightened(mark)
        if (!some) return null
        patches.push(...some)
      }
      // A mark that was changed while the next ones were looked at stays as the person made it.
      const still = patches.filter(({ before }) => before && isStill(before))
      around().props.commit(still)
      return { phrase: still.length > 0 ? 'snapped' : 'noEdges', count: still.length }
    })
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    canSnap: () => boxes().length > 0,
    canSearch: () => boxes().length === 1,
    snap: () => snapAll(boxes()),
    async search() {
      const [mark] = boxes()
      const box = mark && plainBoxOf(mark)
      if (!mark || !box) return
      await run('alike', async () => {
        const { image, props } = around()
        const part = partToSearch(box, image)
        const taken = takenIn(props.answers, mark.id, part)
        const found = await asking.ask(source(), { task: 'alike', part, box: intoPart(part, box), taken })
        if (!found) return null
        const finds = found.map(({ box: place, likeness }) => ({ box: outOfPart(part, place), likeness }))
        const { answers, newId, commit } = around().props
        const patches = proposing(answers, mark, finds, image, newId)
        commit(patches)
        // What is tiny in a huge picture is looked for in its surroundings only: that is said with what came of it.
        const phrase = patches.length > 0 ? 'found' : 'none'
        const isWhole = part.box.width >= image.width && part.box.height >= image.height
        return { phrase: isWhole ? phrase : `${phrase}Near`, count: patches.length }
      })
    },
    letGo,
    drawn(patches) {
      const { on, auto } = smartSettings.get()
      const [patch] = patches
      const mark = patches.length === 1 && patch?.before === null ? patch.after : null
      if (!on || !auto || mark?.source !== 'person' || model.get().tool !== 'draw' || !plainBoxOf(mark)) return
      // The commit must have reached the answers, which the page gives with its next drawing.
      setTimeout(() => void snapAll(around().props.answers.filter(({ id }) => id === mark.id)), 0)
    },
    toggle(setting) {
      const value = !smartSettings.get()[setting]
      smartSettings.set(setting === 'auto' && value ? { on: true, auto: true } : { [setting]: value })
      if (!value && setting === 'on') letGo()
      const { props } = around()
      props.announce(props.t(`image.smart.said.${setting}${value ? 'On' : 'Off'}`))
    },
    quiet() {
      if (state.said) set({ ...state, said: null })
    },
    close() {
      turn += 1
      state = { job: null, said: null }
      asking.letGo()
    },
  }
}
