// Labelling against a server in memory and a real (fake-indexeddb) database: nothing is lost, nothing counts twice.
import 'fake-indexeddb/auto'
import { adding, changing, type Kind, type Patch, removing } from '@etabli/modality-kit'
import type { Clock, LeaseId, Mark, MarkId, Millis, Task } from '@etabli/schema'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Database, openDatabase } from '../local/database.ts'
import { dropDraft } from '../local/drop-draft.ts'
import { createOutbox, type Outbox } from '../local/outbox.ts'
import { createLabelling, type Labelling } from './labelling.ts'
import { safetyOf } from './safety.ts'
import { box, createFakeServer, type FakeServer, handTimers, project, taskNumber } from './testing/fake-server.ts'

const boxKind = {
  id: 'box',
  media: ['image'],
  many: true,
  labels: 'required',
  value: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  options: z.object({}),
  check: () => null,
  place: (a: unknown, b: unknown) => (JSON.stringify((a as Mark).value) === JSON.stringify((b as Mark).value) ? 1 : 0),
} as unknown as Kind
/** A kind that every project is asked by itself. */
const flagKind = {
  id: 'flag',
  media: ['image'],
  many: true,
  labels: 'none',
  value: z.object({}),
  options: z.object({}),
  check: () => null,
  implied: { id: 'flags', kind: 'flag', title: 'Flags', help: '', required: false, options: {}, labels: [] },
} as unknown as Kind
const flag: Mark = { ...box(9), question: 'flags' as never, kind: 'flag', label: null, value: {} }
const kinds = new Map([
  ['box', boxKind],
  ['flag', flagKind],
])

let count = 0
const ids = {
  next() {
    count += 1
    return `01${String(count).padStart(24, '0')}`
  },
}
let now = 1_000
const clock: Clock = { now: () => now as Millis }

interface Tab {
  readonly labelling: Labelling
  readonly outbox: Outbox
  readonly db: Database
  readonly timers: ReturnType<typeof handTimers>
  readonly faults: unknown[]
}

const tabs: Tab[] = []

/** A browser tab of the same person: opened again after a reload it finds the same database. */
function openTab(server: FakeServer, person: string, locked: ReadonlySet<LeaseId> = new Set()): Tab {
  const db = openDatabase(person)
  const timers = handTimers()
  const faults: unknown[] = []
  const outbox = createOutbox({ db, ask: server.ask, ready: server.ready, alone: (run) => run() })
  server.listen({ welcome: () => void outbox.flush() })
  const labelling = createLabelling({
    project,
    db,
    line: server,
    outbox,
    kinds,
    carry: (mark) => mark.value,
    clock,
    timers,
    ids,
    prefetch: () => {},
    lock: (lease) => Promise.resolve(!locked.has(lease)),
    unlock: () => {},
    onFault: (fault) => faults.push(fault),
  })
  const tab = { labelling, outbox, db, timers, faults }
  tabs.push(tab)
  return tab
}

/** As when the tab is killed: nothing is told, nothing is written any more. */
function kill(tab: Tab): void {
  tab.outbox.close()
  tab.db.close()
  tabs.splice(tabs.indexOf(tab), 1)
}

async function idle(tab: Tab): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await tab.labelling.settled()
    await tab.outbox.flush()
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const answers = (tab: Tab) => tab.labelling.editor.getState().document.answers
const current = (tab: Tab) => tab.labelling.queue.getState().current?.task.name ?? null
const add = (tab: Tab, n: number) => tab.labelling.commit([adding(box(n))])
const nameOf = (task: Task) => task.name

let person = 0
let name = ''
beforeEach(() => {
  person += 1
  name = `p${person}`
  now = 1_000
})
afterEach(() => {
  for (const tab of tabs.splice(0)) {
    tab.labelling.close()
    tab.outbox.close()
  }
})

describe('the queue', () => {
  it('holds two tasks ahead and shows the next at once', async () => {
    const server = createFakeServer([1, 2, 3, 4, 5].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    expect(current(tab)).toBe('shelf_1.jpg')
    expect(tab.labelling.queue.getState().ahead.map((leased) => nameOf(leased.task))).toEqual([
      'shelf_2.jpg',
      'shelf_3.jpg',
    ])
    tab.labelling.submit()
    // In the same turn of the event loop, before anything was stored or sent.
    expect(current(tab)).toBe('shelf_2.jpg')
    await idle(tab)
    expect(tab.labelling.queue.getState().ahead.map((leased) => nameOf(leased.task))).toEqual([
      'shelf_3.jpg',
      'shelf_4.jpg',
    ])
  })

  it('QUE6: says why it is empty', async () => {
    const server = createFakeServer([taskNumber(1)])
    const tab = openTab(server, name)
    await tab.labelling.start()
    tab.labelling.submit()
    await idle(tab)
    expect(current(tab)).toBeNull()
    expect(tab.labelling.queue.getState().empty).toEqual({ why: 'all-done', tasks: 1 })
  })

  it('leaves to another tab the task that it works on', async () => {
    const server = createFakeServer([1, 2, 3, 4, 5, 6].map((n) => taskNumber(n)))
    const first = openTab(server, name)
    await first.labelling.start()
    const held = new Set(server.held().map((leased) => leased.lease.id))
    const second = openTab(server, name, held)
    await second.labelling.start()
    expect(current(second)).toBe('shelf_4.jpg')
  })

  it('a lease that ended is replaced; work begun stays open and is still submitted', async () => {
    const server = createFakeServer([1, 2, 3, 4].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    const lease = tab.labelling.queue.getState().current!.lease
    server.say({ type: 'lease.lost', lease: lease.id, task: lease.task })
    expect(current(tab)).toBe('shelf_1.jpg')
    expect(tab.labelling.queue.getState().lost).toBe(true)
    tab.labelling.submit()
    await idle(tab)
    expect(server.taken.size).toBe(1)
  })

  it('the same task granted anew goes on as it is, and comes up once', async () => {
    const [first, second] = [taskNumber(1), taskNumber(2)]
    const server = createFakeServer([first, second])
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    const { lease } = tab.labelling.queue.getState().current!
    server.say({ type: 'lease.lost', lease: lease.id, task: lease.task })
    const anew = server.grantAnew(first)
    server.mend()
    await idle(tab)
    const { current: now, ahead, lost } = tab.labelling.queue.getState()
    expect([now?.lease.id, lost, ahead.map(({ task }) => task.name)]).toEqual([anew, false, ['shelf_2.jpg']])
    expect(answers(tab)).toHaveLength(1)
    kill(tab)
    const again = openTab(server, name)
    await again.labelling.start()
    // The younger lease comes after the other; what was done is there all the same.
    again.labelling.submit()
    expect([current(again), answers(again).length]).toEqual(['shelf_1.jpg', 1])
    again.labelling.submit()
    await idle(again)
    expect(current(again)).toBeNull()
    expect(server.taken.size).toBe(2)
    expect(again.faults).toEqual([])
  })

  it('skips with a reason', async () => {
    const server = createFakeServer([1, 2].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    tab.labelling.skip('unusable', 'black')
    expect(current(tab)).toBe('shelf_2.jpg')
    await idle(tab)
    expect(server.released).toEqual([{ task: 'shelf_1.jpg', reason: 'unusable' }])
  })
})

describe('drafts', () => {
  it('IMG1: a tab killed after an edit shows every shape when it is opened again, and says that it is a draft', async () => {
    const server = createFakeServer([1, 2, 3].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    add(tab, 2)
    await tab.labelling.settled()
    kill(tab)
    const again = openTab(server, name)
    await again.labelling.start()
    expect(current(again)).toBe('shelf_1.jpg')
    expect(answers(again).map((mark) => mark.id)).toEqual(['m1', 'm2'])
    expect(server.taken.size).toBe(0)
    expect(safetyOf({ line: 'online', waiting: 0, refused: 0, draft: 'kept' }).phrase).toBe('safety.draft')
  })

  it('what a kind asks by itself is in the draft after a reload, and under a new version of the questions', async () => {
    const server = createFakeServer([taskNumber(1)])
    const tab = openTab(server, name)
    await tab.labelling.start()
    tab.labelling.commit([adding(flag)])
    await idle(tab)
    kill(tab)
    const again = openTab(server, name)
    await again.labelling.start()
    expect(answers(again)).toEqual([flag])
    again.labelling.follow({ ...project, version: project.version + 1 })
    expect(answers(again)).toEqual([flag])
  })

  it('QUE3: the draft is found again under a new lease of the same task', async () => {
    const server = createFakeServer([taskNumber(1)])
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    await tab.labelling.settled()
    kill(tab)
    const later = createFakeServer([taskNumber(1)])
    await later.ask<'lease.claim'>({ type: 'lease.claim', project: project.id, count: 1 })
    const other = createFakeServer([taskNumber(1)])
    const again = openTab(other, name)
    await again.labelling.start()
    expect(answers(again).map((mark) => mark.id)).toEqual(['m1'])
  })

  it('IMG12: N undos then N redos restore the identical state, before and after a reload', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        async (gestures, cut) => {
          person += 1
          const who = `p${person}`
          const server = createFakeServer([taskNumber(1, [box(90), box(91)])])
          let tab = openTab(server, who)
          await tab.labelling.start()
          for (const [n, choice] of gestures.entries()) tab.labelling.commit(gesture(answers(tab), choice, n))
          const last = answers(tab)
          const steps = tab.labelling.editor.getState().document.history.past.length
          const reload = async (): Promise<void> => {
            await tab.labelling.settled()
            kill(tab)
            tab = openTab(server, who)
            await tab.labelling.start()
          }
          for (let n = 0; n < steps; n++) {
            if (n === cut % steps) await reload()
            tab.labelling.undo()
          }
          expect(answers(tab)).toEqual([box(90), box(91)])
          tab.labelling.undo()
          expect(current(tab)).toBe('shelf_1.jpg')
          await reload()
          for (let n = 0; n < steps; n++) tab.labelling.redo()
          expect(answers(tab)).toEqual(last)
          kill(tab)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('IMG12: the undone state is what is submitted', async () => {
    const server = createFakeServer([taskNumber(1)])
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    add(tab, 2)
    tab.labelling.undo()
    tab.labelling.submit()
    await idle(tab)
    expect([...server.taken.values()][0]?.answers.map((mark) => mark.id)).toEqual(['m1'])
  })

  it('counts the time worked across a reload', async () => {
    const server = createFakeServer([taskNumber(1)])
    const tab = openTab(server, name)
    await tab.labelling.start()
    now += 7_000
    add(tab, 1)
    await tab.labelling.settled()
    kill(tab)
    now += 3_600_000
    const again = openTab(server, name)
    await again.labelling.start()
    now += 2_000
    again.labelling.submit()
    await idle(again)
    expect([...server.taken.values()][0]?.activeMs).toBe(9_000)
  })
})

function gesture(marks: ReturnType<typeof answers>, choice: number, n: number): Patch[] {
  const mark = marks[choice % Math.max(1, marks.length)]
  if (!mark || choice < 2) return [adding(box(n))]
  if (choice < 4) return [changing(mark, { ...mark, value: { x: n, y: choice, width: 3, height: 4 } })]
  const patch = removing(marks, mark.id)
  return patch ? [patch] : []
}

describe('the outbox', () => {
  it('QUE4: a greeting from before the answer was taken brings no task back that is finished', async () => {
    const server = createFakeServer([1, 2].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    server.cut()
    tab.labelling.submit()
    await tab.labelling.settled()
    kill(tab)
    // The page is greeted, then what waited is sent, then the page looks at what the greeting said.
    const greeted = server.held()
    expect(greeted.map(({ task }) => nameOf(task))).toContain('shelf_1.jpg')
    server.mend()
    const again = openTab({ ...server, held: () => greeted }, name)
    await again.outbox.loaded()
    await again.outbox.flush()
    expect([...server.taken.values()].map(({ answers: said }) => said.length)).toEqual([1])
    await again.labelling.start()
    expect(current(again)).toBe('shelf_2.jpg')
    expect(again.labelling.queue.getState().ahead).toEqual([])
  })

  it('QUE8: 24 h without a line lose nothing, and the replay makes no second answer', async () => {
    const server = createFakeServer([1, 2, 3, 4].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    server.cut()
    for (const n of [1, 2, 3]) {
      add(tab, n)
      tab.labelling.submit()
    }
    await idle(tab)
    expect(tab.outbox.store.getState().rows).toHaveLength(3)
    expect(safetyOf({ line: 'waiting', waiting: 3, refused: 0, draft: 'none' })).toMatchObject({
      phrase: 'safety.offlineWaiting',
      count: 3,
    })
    kill(tab)
    now += 24 * 3_600_000
    const again = openTab(server, name)
    await again.outbox.loaded()
    server.mend()
    await idle(again)
    for (let replay = 0; replay < 10; replay++) await again.outbox.flush()
    expect([...server.taken.values()].map((draft) => draft.answers.map((mark) => mark.id))).toEqual([
      ['m1'],
      ['m2'],
      ['m3'],
    ])
    expect(again.outbox.store.getState().rows).toEqual([])
    expect(safetyOf({ line: 'online', waiting: 0, refused: 0, draft: 'none' }).phrase).toBe('safety.saved')
  })

  it('QUE8, A2: an answer that was taken but whose acknowledgement was lost is sent again under the same id', async () => {
    const server = createFakeServer([1, 2].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    server.loseNextReply()
    add(tab, 1)
    tab.labelling.submit()
    await idle(tab)
    expect(server.submissions()).toBeGreaterThan(1)
    expect(server.taken.size).toBe(1)
    expect(tab.outbox.store.getState().rows).toEqual([])
  })

  it('IMG2: after the session has ended work goes on; signing in again sends everything in order', async () => {
    const server = createFakeServer([1, 2, 3, 4].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    server.endSession()
    add(tab, 1)
    tab.labelling.submit()
    add(tab, 2)
    tab.labelling.submit()
    await idle(tab)
    expect(current(tab)).toBe('shelf_3.jpg')
    expect(server.taken.size).toBe(0)
    server.startSession()
    await idle(tab)
    expect([...server.taken.values()].map((draft) => draft.answers[0]?.id)).toEqual(['m1', 'm2'])
  })

  it('IMG2: a refused answer is kept and named with its reason; the others go through; it can be opened and corrected', async () => {
    const bad = taskNumber(1)
    const server = createFakeServer([bad, taskNumber(2), taskNumber(3)])
    const tab = openTab(server, name)
    await tab.labelling.start()
    server.refuse(bad, 'annotation.invalid')
    add(tab, 1)
    tab.labelling.submit()
    add(tab, 2)
    tab.labelling.submit()
    await idle(tab)
    expect([...server.taken.values()].map((draft) => draft.answers[0]?.id)).toEqual(['m2'])
    const [row] = tab.outbox.store.getState().rows
    expect(row).toMatchObject({ name: 'shelf_1.jpg', state: 'refused', problem: { code: 'annotation.invalid' } })
    expect(row?.problem?.issues?.[0]?.message).toBe('outside the image')
    expect(safetyOf({ line: 'online', waiting: 0, refused: 1, draft: 'none' }).phrase).toBe('safety.refused')

    server.refuse(bad, null)
    await tab.labelling.reopen(row!)
    expect(current(tab)).toBe('shelf_1.jpg')
    expect(answers(tab).map((mark) => mark.id)).toEqual(['m1' as MarkId])
    tab.labelling.submit()
    await idle(tab)
    expect(server.taken.size).toBe(2)
  })

  it('a reload without a line goes on with the tasks held', async () => {
    const server = createFakeServer([1, 2, 3, 4].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    tab.labelling.submit()
    await idle(tab)
    server.cut()
    kill(tab)
    const again = openTab(server, name)
    let started = false
    const starting = again.labelling.start().then(() => {
      started = true
    })
    while (!started) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      again.timers.run(1_500)
    }
    await starting
    expect(current(again)).toBe('shelf_2.jpg')
    add(again, 2)
    again.labelling.submit()
    expect(current(again)).toBe('shelf_3.jpg')
    server.mend()
    await idle(again)
    expect(server.taken.size).toBe(2)
  })

  it('goes back to the last submitted task, online by the server and offline from the outbox', async () => {
    const server = createFakeServer([1, 2, 3, 4].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    add(tab, 1)
    tab.labelling.submit()
    await idle(tab)
    add(tab, 5)
    await tab.labelling.back()
    expect(current(tab)).toBe('shelf_1.jpg')
    expect(answers(tab).map((mark) => mark.id)).toEqual(['m1'])
    add(tab, 2)
    tab.labelling.submit()
    // What was begun meanwhile is there again.
    expect(current(tab)).toBe('shelf_2.jpg')
    expect(answers(tab).map((mark) => mark.id)).toEqual(['m5'])
    await idle(tab)
    expect(server.taken.size).toBe(2)

    server.cut()
    tab.labelling.submit()
    await idle(tab)
    await tab.labelling.back()
    expect(current(tab)).toBe('shelf_2.jpg')
    server.mend()
    await idle(tab)
    expect(server.taken.size).toBe(2)
  })
})

describe('from task to task', () => {
  const said = (tab: Tab) => answers(tab).map((mark) => [mark.value, mark.label, mark.source])

  it('copies the marks submitted last, once, as one step of the person', async () => {
    const server = createFakeServer([1, 2].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    const { flow, editor } = tab.labelling
    expect(flow.copied(editor.getState().leased!, [])).toEqual([])
    add(tab, 1)
    tab.labelling.commit([adding(box(2, 'carton'))])
    tab.labelling.submit()
    const { leased } = editor.getState()
    tab.labelling.commit(flow.copied(leased!, answers(tab)))
    expect(said(tab)).toEqual([
      [box(1).value, 'can', 'person'],
      [box(2).value, 'carton', 'person'],
    ])
    expect(flow.copied(leased!, answers(tab))).toEqual([])
    tab.labelling.undo()
    expect(said(tab)).toEqual([])
  })

  it('while copying is on, each task begins with the marks of the one before, as proposed; a reload adds none', async () => {
    const server = createFakeServer([1, 2, 3].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    await tab.labelling.flow.keepCopying(true)
    add(tab, 1)
    tab.labelling.submit()
    expect(said(tab)).toEqual([[box(1).value, 'can', 'copy']])
    await idle(tab)
    // One removed, and the tab opened anew: what was removed stays so, and copying is still on.
    tab.labelling.commit([removing(answers(tab), answers(tab)[0]!.id)!])
    await idle(tab)
    kill(tab)
    const again = openTab(server, name)
    await again.labelling.start()
    expect(current(again)).toBe('shelf_2.jpg')
    expect(said(again)).toEqual([])
    add(again, 5)
    again.labelling.submit()
    expect(said(again)).toEqual([[box(5).value, 'can', 'copy']])
    await again.labelling.flow.keepCopying(false)
    expect(again.faults).toEqual([])
  })

  it('a greeting that comes before the device was read copies all the same, and takes each task in once', async () => {
    const server = createFakeServer([1, 2, 3].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    await tab.labelling.flow.keepCopying(true)
    add(tab, 1)
    tab.labelling.submit()
    await idle(tab)
    await dropDraft(tab.db, tab.labelling.editor.getState().leased!.task.id)
    kill(tab)
    const again = openTab(server, name)
    server.mend()
    await again.labelling.start()
    await idle(again)
    expect(current(again)).toBe('shelf_2.jpg')
    expect(said(again)).toEqual([[box(1).value, 'can', 'copy']])
    expect(again.labelling.queue.getState().ahead.map(({ task }) => task.name)).toEqual(['shelf_3.jpg'])
    expect(again.faults).toEqual([])
  })

  it('a task that came back opens with its own answers, whatever is copied', async () => {
    const server = createFakeServer([1, 2].map((n) => taskNumber(n)))
    const tab = openTab(server, name)
    await tab.labelling.start()
    await tab.labelling.flow.keepCopying(true)
    add(tab, 1)
    tab.labelling.submit()
    await idle(tab)
    await tab.labelling.back()
    expect(current(tab)).toBe('shelf_1.jpg')
    expect(said(tab)).toEqual([[box(1).value, 'can', 'person']])
  })
})
