// The stage without a screen: what the hands and the keys do to answers, selection and what is said.
import { apply, type Patch, type StageProps } from '@etabli/modality-kit'
import type { LabelId, Mark, MarkId, Question } from '@etabli/schema'
import { LABEL_KEYS } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { imageOf, itemOf, question } from '../core/testing-shapes.ts'
import { createActs } from './acts.ts'
import { commandsOf } from './commands.ts'
import { fitted, fitView, resizeView, reveal, zoomView } from './framing.ts'
import { createHands, type Surroundings } from './hands.ts'
import { createModel, draftOf } from './model.ts'

const image = { width: 200, height: 100 }
const boxes = [
  ['can', { x: 10, y: 10, width: 20, height: 20 }],
  ['jar', { x: 50, y: 10, width: 20, height: 20 }],
  ['bag', { x: 90, y: 10, width: 20, height: 20 }],
] as const

/** A stage of 400 × 200 on the image at twice its size, over a document that takes what is committed. */
function stage(
  change: Partial<Pick<Question, 'options'>> & {
    readonly readOnly?: boolean
    readonly answers?: readonly Mark[]
  } = {},
) {
  const asked: Question = {
    ...question,
    ...(change.options ? { options: change.options } : {}),
  }
  const said: string[] = []
  const bursts: (string | undefined)[] = []
  const steps: (readonly Patch[])[] = []
  let answers = change.answers ?? itemOf(0, 'a.png', image, boxes).answers
  let selection: readonly MarkId[] = []
  let made = 0
  const model = createModel('draw')
  model.set({ viewport: { width: 400, height: 200 }, camera: { x: 0, y: 0, scale: 2 }, fitted: false })
  const around = (): Surroundings => ({
    image,
    next: { question: asked, label: 'jar' as LabelId },
    describe: (mark) => `${mark.label}`,
    props: {
      media: imageOf(200, 100),
      questions: [asked],
      answers: [...answers],
      selection,
      readOnly: change.readOnly ?? false,
      newId: () => `n${++made}` as MarkId,
      commit(patches: readonly Patch[], burst?: string) {
        steps.push(patches)
        bursts.push(burst)
        answers = apply([...answers], patches)
      },
      select: (ids: readonly MarkId[]) => {
        selection = ids
      },
      announce: (sentence: string) => said.push(sentence),
      t: (key: string, values: Record<string, unknown> = {}) => `${key} ${Object.values(values).join()}`.trim(),
    } as unknown as StageProps,
  })
  const hands = createHands(model, around)
  const acts = createActs(model, around)
  const commands = commandsOf({ model, hands, acts, around, focused: () => 'stage' })
  const press = (key: string) => {
    const command = commands.find(({ keys, enabled }) => keys.includes(key) && (enabled?.() ?? true))
    command?.run()
    return command !== undefined
  }
  const point = (type: 'down' | 'move' | 'up', x: number, y: number) =>
    hands.send({
      type,
      at: { x, y },
      unitsPerPixel: 0.5,
      pointer: 'mouse',
      clicks: 1,
      shift: false,
      alt: false,
      mod: false,
    })
  return {
    model,
    hands,
    commands,
    press,
    point,
    choose: (...ids: string[]) => {
      selection = ids as MarkId[]
    },
    said,
    bursts,
    steps,
    get answers() {
      return answers
    },
    get selection() {
      return selection
    },
  }
}
const valueIn = (mark: Mark | undefined) => mark?.value

describe('hands', () => {
  it('draws with the active class, says so, and leaves nothing selected, so that the next class key is for the next box', () => {
    const on = stage()
    on.press('Tab')
    on.point('down', 100, 50)
    on.point('move', 130, 60)
    on.point('up', 140, 80)
    expect(on.answers.at(-1)).toMatchObject({ label: 'jar', value: { x: 100, y: 50, width: 40, height: 30 } })
    expect(on.selection).toEqual([])
    expect(on.said.at(-1)).toBe('image.said.added jar')
  })

  it('IMG18: makes, places, walks, moves, sizes and deletes boxes by keys alone', () => {
    const on = stage({ answers: [] })
    expect(on.press('n')).toBe(true)
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown']) on.press(key)
    expect(on.answers).toEqual([])
    // A sixth of the height, in the middle, on whole pixels; a stride is 8 screen pixels, so 4 of the image.
    const first = { x: 96, y: 42, width: 20, height: 20 }
    expect(on.model.get().keyed).toEqual({ kind: 'box', box: first, angle: 0 })
    expect(on.press('Enter')).toBe(true)
    expect(on.press('Enter')).toBe(false)
    expect(valueIn(on.answers[0])).toEqual(first)
    on.press('Tab')
    expect(on.selection).toEqual(['n1'])
    for (const key of ['ArrowLeft', 'Shift+ArrowUp', 'Mod+ArrowRight', 'Mod+Shift+ArrowDown']) on.press(key)
    // At twice the size a press is half a pixel, with Shift ten times that.
    expect(valueIn(on.answers[0])).toEqual({ x: 95.5, y: 37, width: 20.5, height: 25 })
    expect(on.bursts.slice(-2)).toEqual(['image.stretch n1', 'image.stretch n1'])
    expect(on.press('Tab')).toBe(false)
    on.press('Delete')
    expect(on.answers).toEqual([])
  })

  it('Escape drops the box being placed, then the selection', () => {
    const on = stage()
    on.press('n')
    on.press('Escape')
    expect([on.model.get().keyed, on.steps.length]).toEqual([null, 0])
    on.press('Tab')
    on.press('Escape')
    expect(on.selection).toEqual([])
    expect(on.press('Escape')).toBe(false)
  })

  it('IMG15: deletes all that are chosen in one step that is undone in place', () => {
    const on = stage()
    const before = on.answers
    on.press('Mod+a')
    on.press('Delete')
    expect(on.answers).toEqual([])
    expect(on.steps).toHaveLength(1)
    expect(
      apply(
        [],
        on.steps[0]!.toReversed().map((patch) => ({ ...patch, before: patch.after, after: patch.before })),
      ),
    ).toEqual(before)
  })

  it('changes nothing where it may only be read', () => {
    const on = stage({ readOnly: true })
    on.press('v')
    on.point('down', 20, 20)
    on.point('up', 20, 20)
    expect(on.selection).toEqual(['b0'])
    on.point('down', 20, 20)
    on.point('move', 60, 60)
    on.point('up', 60, 60)
    for (const key of ['ArrowLeft', 'Delete', 'n', 'b']) on.press(key)
    expect(on.steps).toEqual([])
  })

  it('IMG18: no class key is a key of the stage', () => {
    const taken = stage().commands.flatMap(({ keys }) => keys)
    expect(LABEL_KEYS.filter((key) => taken.includes(key))).toEqual([])
    expect(new Set(taken).size).toBe(taken.length)
  })
})

describe('framing', () => {
  it('fits the whole image beside the bar, or above it in a narrow window', () => {
    // 1,056 − 56 for the bar, less 12 a side: 976 for 200 pixels.
    const wide = fitted(image, { width: 1_056, height: 900 })
    expect(wide.scale).toBeCloseTo(976 / 200, 9)
    expect(wide.x).toBeCloseTo(56 + 12, 9)
    expect(fitted(image, { width: 390, height: 700 })).toMatchObject({ x: 12, scale: 366 / 200 })
  })
  it('follows the window while fitted; keeps the middle once the person has zoomed', () => {
    const model = createModel('draw')
    resizeView(model, image, { width: 1_056, height: 900 })
    expect(model.get().camera).toEqual(fitted(image, { width: 1_056, height: 900 }))
    zoomView(model, image, 2)
    const middle = (model.get().viewport.width / 2 - model.get().camera.x) / model.get().camera.scale
    resizeView(model, image, { width: 800, height: 600 })
    expect((400 - model.get().camera.x) / model.get().camera.scale).toBeCloseTo(middle, 9)
    fitView(model, image)
    expect(model.get()).toMatchObject({ fitted: true, camera: fitted(image, { width: 800, height: 600 }) })
  })
  it('brings a box into view only where it is not', () => {
    const model = createModel('draw')
    model.set({ viewport: { width: 400, height: 200 }, camera: { x: 0, y: 0, scale: 20 } })
    reveal(model, image, { x: 5, y: 5, width: 2, height: 2 })
    expect(model.get().camera.x).toBe(0)
    reveal(model, image, { x: 100, y: 50, width: 2, height: 2 })
    expect(model.get().camera).toEqual({ x: 200 - 101 * 20, y: 100 - 51 * 20, scale: 20 })
  })
})

describe('what can be done with chosen marks', () => {
  const xs = (answers: readonly Mark[]) => answers.map((mark) => (mark.value as { x: number }).x)

  it('IMG18: every act has a key: copies, pastes beside, duplicates, orders, groups, merges', () => {
    const on = stage()
    on.press('Tab')
    for (const key of ['Mod+c', 'Mod+v']) expect(on.press(key)).toBe(true)
    // 12 CSS pixels beside, at twice the size.
    expect(xs(on.answers)).toEqual([10, 50, 90, 16])
    expect(on.selection).toEqual(['n1'])
    on.press('Mod+d')
    expect(xs(on.answers).at(-1)).toBe(22)
    on.press('[')
    expect(on.answers[0]?.id).toBe('n2')
    on.press(']')
    expect(on.answers.at(-1)?.id).toBe('n2')
    on.press('Mod+a')
    on.press('Mod+g')
    expect(new Set(on.answers.map(({ group }) => group)).size).toBe(1)
    on.press('Mod+Shift+g')
    expect(on.answers.every((mark) => mark.group === undefined)).toBe(true)
    on.hands.cancel()
    // The first, its copy and the copy's copy are cans: x from 10 to 22 + 20.
    on.choose('b0', 'n1', 'n2')
    expect(on.press('Shift+m')).toBe(true)
    expect(valueIn(on.answers[0])).toEqual({ x: 10, y: 10, width: 32, height: 32 })
    expect(on.answers).toHaveLength(3)
  })

  it('carries copies to the next task', () => {
    const on = stage()
    on.press('Mod+a')
    on.press('Mod+x')
    expect(on.answers).toEqual([])
    const next = stage({ answers: [] })
    next.press('Mod+v')
    expect(xs(next.answers)).toEqual([10, 50, 90])
    expect(next.steps).toHaveLength(1)
  })

  it('what is locked or hidden is neither hit nor changed, and comes back by a key', () => {
    const on = stage()
    on.choose('b0')
    on.press('Shift+l')
    on.press('v')
    for (const key of ['ArrowLeft', 'Delete', 'Mod+x']) on.press(key)
    on.point('down', 20, 20)
    on.point('up', 20, 20)
    expect([on.steps.length, on.selection]).toEqual([0, []])
    on.choose('b1')
    on.press('Shift+h')
    on.press('Mod+a')
    expect(on.selection).toEqual(['b2'])
    for (const key of ['Shift+a', 'Mod+Shift+l', 'Mod+a']) on.press(key)
    expect(on.selection).toEqual(['b0', 'b1', 'b2'])
    on.choose('b1')
    on.press('Shift+i')
    on.press('Mod+a')
    expect(on.selection).toEqual(['b1'])
    on.press('Shift+i')
    on.press('Mod+a')
    expect(on.selection).toHaveLength(3)
  })

  it('turns only where the question lets boxes be turned', () => {
    const plain = stage()
    plain.choose('b0')
    expect(plain.press('>')).toBe(false)
    const on = stage({ options: { rotated: true } })
    on.choose('b0', 'b1')
    for (const key of ['>', '.', '.']) on.press(key)
    expect(on.answers.map((mark) => (mark.value as { angle?: number }).angle)).toEqual([17, 17, undefined])
    expect(new Set(on.bursts)).toEqual(new Set(['image.turn b0 b1']))
  })

  it('Tab goes round what lies under a resting pointer once, then on in the list', () => {
    const nested = [
      ['can', { x: 0, y: 0, width: 200, height: 100 }],
      ['jar', { x: 10, y: 10, width: 50, height: 50 }],
      ['bag', { x: 20, y: 20, width: 10, height: 10 }],
      ['can', { x: 150, y: 50, width: 10, height: 10 }],
    ] as const
    const on = stage({ answers: itemOf(0, 'a.png', image, nested).answers })
    on.model.set({ pointer: { x: 25, y: 25 } })
    const chosen = Array.from({ length: 5 }, () => {
      on.press('Tab')
      return on.selection[0]
    })
    // The smallest first, then the larger ones; then the list goes on after the last of them.
    expect(chosen).toEqual(['b2', 'b1', 'b0', 'b1', 'b2'])
    on.model.set({ pointer: { x: 26, y: 25 } })
    on.press('Shift+Tab')
    expect(on.selection).toEqual(['b0'])
  })

  it('draws the last size again at the pointer', () => {
    const on = stage()
    on.model.set({ pointer: { x: 195, y: 50 } })
    on.press('Shift+g')
    expect(on.answers.at(-1)).toMatchObject({ label: 'jar', value: { x: 180, y: 40, width: 20, height: 20 } })
  })

  it('IMG12: while drawing by points, the key of undo takes one point back and leaves the answers alone', () => {
    const on = stage()
    on.press('e')
    for (const [x, y] of [
      [100, 30],
      [90, 40],
    ] as const) {
      on.point('down', x, y)
      on.point('up', x, y)
    }
    expect(on.press('Mod+z')).toBe(true)
    expect(draftOf(on.model.get())?.points).toEqual([{ x: 100, y: 30 }])
    on.press('Mod+z')
    expect([draftOf(on.model.get()), on.steps.length]).toEqual([null, 0])
    // At rest the key is the frame's own again.
    expect(on.press('Mod+z')).toBe(false)
    on.press('e')
  })

  it('IMG15: 500 chosen of 2,000: move, copy, delete each below 300 ms and one step', () => {
    const many = Array.from(
      { length: 2_000 },
      (_, i) => ['can', { x: i % 190, y: i % 90, width: 5, height: 5 }] as const,
    )
    const on = stage({ answers: itemOf(0, 'a.png', image, many).answers })
    on.choose(...Array.from({ length: 500 }, (_, i) => `b${i * 4}`))
    for (const key of ['ArrowRight', 'Mod+d', 'Delete']) {
      const [begun, steps] = [performance.now(), on.steps.length]
      on.press(key)
      expect(performance.now() - begun, key).toBeLessThan(300)
      expect(on.steps.length).toBe(steps + 1)
    }
  })
})
