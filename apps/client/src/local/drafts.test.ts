// Drafts in a real (fake-indexeddb) database: small to write, and the same document when they are read again.
import 'fake-indexeddb/auto'
import { adding, changing, type Document, type Edit, edited, emptyHistory, removingAll } from '@etabli/modality-kit'
import type { LeasedTask } from '@etabli/protocol'
import type { Mark } from '@etabli/schema'
import { Dexie } from 'dexie'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, leaseOf, taskNumber } from '../stores/testing/fake-server.ts'
import { type Database, openDatabase } from './database.ts'
import { createDrafts, type DraftHead, type Drafts } from './drafts.ts'
import { dropDraft } from './drop-draft.ts'

const head = (leased: LeasedTask): DraftHead => ({ lease: leased.lease.id, version: 1, activeMs: 5, updatedAt: 6 })
const boxes = (count: number): Mark[] => Array.from({ length: count }, (_, n) => box(n))
const unexpected = (fault: unknown): void => {
  throw fault
}

let people = 0
function someone(): Database {
  people += 1
  return openDatabase(`drafts-${people}`)
}

/** Moves a mark by a pixel. */
function nudged(mark: Mark): Edit {
  const value = mark.value as { x: number }
  return { do: 'commit', patches: [changing(mark, { ...mark, value: { ...value, x: value.x + 1 } })], burst: undefined }
}

/** Does an edit and has it written. */
function added(drafts: Drafts, leased: LeasedTask, from: Document, edit: Edit): Document {
  const to = edited(from, edit)
  drafts.add(leased.task.id, edit, { from, to }, head(leased))
  return to
}

/** Bytes of everything put into the tables of drafts, as JSON. */
function weighed(db: Database): () => number {
  let bytes = 0
  const weigh = (_: unknown, row: unknown): void => {
    bytes += JSON.stringify(row).length
  }
  for (const table of [db.drafts, db.wholes, db.edits]) table.hook('creating', weigh)
  db.drafts.hook('updating', (changes) => {
    bytes += JSON.stringify(changes).length
  })
  return () => bytes
}

describe('drafts', () => {
  it('IMG10: the bytes that an edit saves do not grow with the number of marks', async () => {
    const costs: number[] = []
    for (const count of [10, 10_000]) {
      const db = someone()
      const bytes = weighed(db)
      const drafts = createDrafts(db, unexpected)
      const leased = leaseOf(1, taskNumber(1))
      let document: Document = { answers: boxes(count), history: emptyHistory }
      await drafts.load(leased, document)
      for (let n = 0; n < 100; n += 1) {
        const edit = nudged(document.answers[n % 10] as Mark)
        document = added(drafts, leased, document, edit)
        await drafts.settled()
      }
      costs.push(bytes() / 100)
      db.close()
    }
    const [few = 0, many = 0] = costs
    expect(few).toBeGreaterThan(100)
    expect(many).toBeLessThanOrEqual(few * 1.05)
  })

  it('IMG1, IMG12: whatever was done comes back, undo and redo with it, whenever the tab is killed', async () => {
    const some = boxes(4)
    const gesture = fc.constantFrom(
      'add',
      'move',
      'move all often',
      'remove',
      'burst',
      'undo',
      'redo',
      'reload',
      'whole',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(gesture, { maxLength: 30 }), async (gestures) => {
        const db = someone()
        const leased = leaseOf(1, taskNumber(1))
        let drafts = createDrafts(db, unexpected)
        const first: Document = { answers: some, history: emptyHistory }
        let document = first
        await drafts.load(leased, first)
        for (const [n, act] of gestures.entries()) {
          if (act === 'reload') {
            await drafts.settled()
            drafts = createDrafts(db, unexpected)
            const again = (await drafts.load(leased, first))?.document ?? first
            expect(again).toEqual(document)
            document = again
            continue
          }
          if (act === 'whole') {
            drafts.put(leased.task.id, document, head(leased))
            continue
          }
          for (const edit of editsOf(act, document, n)) {
            if (edited(document, edit) !== document) document = added(drafts, leased, document, edit)
          }
        }
        await drafts.settled()
        const read = await createDrafts(db, unexpected).load(leased, first)
        expect(read?.document ?? first).toEqual(document)
        db.close()
      }),
      { numRuns: 60 },
    )
  })

  it('writes the draft whole once its edits outweigh it, and takes the edits away', async () => {
    const db = someone()
    const drafts = createDrafts(db, unexpected)
    const leased = leaseOf(1, taskNumber(1))
    let document: Document = { answers: boxes(2), history: emptyHistory }
    await drafts.load(leased, document)
    for (let n = 0; n < 501; n += 1) {
      document = added(drafts, leased, document, nudged(document.answers[0] as Mark))
      if (n === 499) {
        await drafts.settled()
        expect(await db.edits.count()).toBe(500)
      }
    }
    await drafts.settled()
    expect(await db.edits.count()).toBe(0)
    expect((await db.wholes.toArray()).map(({ upTo }) => upTo)).toEqual([501])
    db.close()
  })

  it('tells of an edit that the device refused, and holds it with the next', async () => {
    const db = someone()
    const faults: unknown[] = []
    const drafts = createDrafts(db, (fault) => faults.push(fault))
    const leased = leaseOf(1, taskNumber(1))
    const first: Document = { answers: boxes(1), history: emptyHistory }
    await drafts.load(leased, first)
    const refuse = (): never => {
      throw new Error('no room')
    }
    db.edits.hook('creating', refuse)
    const one = added(drafts, leased, first, nudged(first.answers[0] as Mark))
    await drafts.settled()
    expect(faults).toHaveLength(1)
    db.edits.hook('creating').unsubscribe(refuse)
    const two = added(drafts, leased, one, nudged(one.answers[0] as Mark))
    await drafts.settled()
    expect((await createDrafts(db, unexpected).load(leased, first))?.document).toEqual(two)
    db.close()
  })

  it('says that a refused edit is not kept until it is, and writes it with the next time worked', async () => {
    const db = someone()
    const kept: boolean[] = []
    const drafts = createDrafts(
      db,
      () => undefined,
      (is) => kept.push(is),
    )
    const leased = leaseOf(1, taskNumber(1))
    const first: Document = { answers: boxes(1), history: emptyHistory }
    await drafts.load(leased, first)
    const one = added(drafts, leased, first, nudged(first.answers[0] as Mark))
    await drafts.settled()
    const refuse = (): never => {
      throw new Error('no room')
    }
    db.edits.hook('creating', refuse)
    db.wholes.hook('creating', refuse)
    const two = added(drafts, leased, one, nudged(one.answers[0] as Mark))
    await drafts.settled()
    // There is room for how long it took, which is a few bytes, and still not for what was done.
    drafts.touch(leased.task.id, head(leased))
    await drafts.settled()
    expect(kept.at(-1)).toBe(false)
    db.edits.hook('creating').unsubscribe(refuse)
    db.wholes.hook('creating').unsubscribe(refuse)
    drafts.touch(leased.task.id, head(leased))
    await drafts.settled()
    expect(kept.at(-1)).toBe(true)
    expect((await createDrafts(db, unexpected).load(leased, first))?.document).toEqual(two)
    db.close()
  })

  it('waits for no draft of a task that has ended', async () => {
    const db = someone()
    const kept: boolean[] = []
    const drafts = createDrafts(
      db,
      () => undefined,
      (is) => kept.push(is),
    )
    const [leased, other] = [leaseOf(1, taskNumber(1)), leaseOf(2, taskNumber(2))]
    const first: Document = { answers: boxes(1), history: emptyHistory }
    await drafts.load(leased, first)
    await drafts.load(other, first)
    const refuse = (): never => {
      throw new Error('no room')
    }
    db.edits.hook('creating', refuse)
    added(drafts, leased, first, nudged(first.answers[0] as Mark))
    await drafts.settled()
    db.edits.hook('creating').unsubscribe(refuse)
    drafts.forget(leased.task.id)
    added(drafts, other, first, nudged(first.answers[0] as Mark))
    await drafts.settled()
    expect(kept.at(-1)).toBe(true)
    db.close()
  })

  it('writes all of a document that is another than the one on the device', async () => {
    const db = someone()
    const leased = leaseOf(1, taskNumber(1))
    const first: Document = { answers: boxes(3), history: emptyHistory }
    const drafts = createDrafts(db, unexpected)
    await drafts.load(leased, first)
    // As questions of today leave it: without the first mark. Its last is then moved to the front.
    const now: Document = { answers: first.answers.slice(1), history: emptyHistory }
    const last = now.answers[1] as Mark
    const patches = [...removingAll(now.answers, new Set([last.id])), { ...adding(last), at: 0 }]
    const after = added(drafts, leased, now, { do: 'commit', patches })
    await drafts.settled()
    expect((await createDrafts(db, unexpected).load(leased, first))?.document).toEqual(after)
    db.close()
  })

  it('does not mix what two tabs do to one task, nor follows a draft that was submitted', async () => {
    const db = someone()
    const [early, late] = [leaseOf(1, taskNumber(1)), leaseOf(2, taskNumber(1))]
    const first: Document = { answers: boxes(2), history: emptyHistory }
    const [here, there] = [createDrafts(db, unexpected), createDrafts(db, unexpected)]
    const read = async () => (await createDrafts(db, unexpected).load(late, first))?.document
    await here.load(early, first)
    const one = added(here, early, first, nudged(first.answers[0] as Mark))
    await here.settled()
    const loaded = (await there.load(late, first))?.document ?? first
    const two = added(here, early, one, nudged(one.answers[0] as Mark))
    await here.settled()
    const other = added(there, late, loaded, nudged(loaded.answers[1] as Mark))
    await there.settled()
    expect(await read()).toEqual(other)
    here.touch(early.task.id, head(early))
    await here.settled()
    expect(await read()).toEqual(other)
    const three = added(here, early, two, nudged(two.answers[0] as Mark))
    await here.settled()
    expect(await read()).toEqual(three)
    await dropDraft(db, early.task.id)
    here.touch(early.task.id, head(early))
    await here.settled()
    expect(await read()).toBeUndefined()
    const four = added(here, early, three, nudged(three.answers[1] as Mark))
    await here.settled()
    expect(await read()).toEqual(four)
    db.close()
  })

  it('says nothing of a draft some of whose edits are gone', async () => {
    const db = someone()
    const drafts = createDrafts(db, unexpected)
    const leased = leaseOf(1, taskNumber(1))
    const first: Document = { answers: boxes(2), history: emptyHistory }
    await drafts.load(leased, first)
    let document = first
    for (const mark of first.answers) document = added(drafts, leased, document, nudged(mark))
    await drafts.settled()
    await db.edits.delete([leased.task.id, 1])
    expect(await createDrafts(db, unexpected).load(leased, first)).toBeNull()
    db.close()
  })

  it('finds a draft that an earlier version of the page wrote', async () => {
    const leased = leaseOf(1, taskNumber(1))
    const answers = boxes(2)
    const patches = [adding(box(1))]
    const earlier = new Dexie('etabli-drafts-earlier')
    earlier.version(1).stores({ drafts: 'task', outbox: '++seq, task', held: 'lease, project', kept: 'key' })
    await earlier.table('drafts').put({
      task: leased.task.id,
      lease: leased.lease.id,
      answers,
      history: { past: [patches], future: [] },
      activeMs: 4_000,
      updatedAt: 1,
    })
    earlier.close()
    const db = openDatabase('drafts-earlier')
    const read = await createDrafts(db, unexpected).load(leased, { answers: [], history: emptyHistory })
    expect(read).toEqual({
      document: { answers, history: { past: [patches], future: [] } },
      activeMs: 4_000,
      version: 0,
    })
    db.close()
  })
})

/** What a gesture comes to on this document. */
function editsOf(act: string, { answers }: Document, n: number): Edit[] {
  const mark = answers[n % Math.max(1, answers.length)]
  if (act === 'undo' || act === 'redo') return [{ do: act }]
  if (act === 'add') return [{ do: 'commit', patches: [adding(box(100 + n))] }]
  if (!mark) return []
  if (act === 'remove') return [{ do: 'commit', patches: removingAll(answers, new Set([mark.id])) }]
  if (act === 'burst') return [{ ...nudged(mark), burst: 'nudge' } as Edit]
  if (act === 'move') return [nudged(mark)]
  return Array.from({ length: 150 }, (_, turn) => {
    const patches = answers.map((each) => {
      const value = each.value as { x: number }
      return changing(each, { ...each, value: { ...value, x: value.x + turn } })
    })
    return { do: 'commit', patches }
  })
}
