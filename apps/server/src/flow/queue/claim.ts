// The claim: who gets what, in one transaction.
//
// Order: what was sent back to the person; then the queue by priority and import; then what they put off for later.
// L1: never a task that the person holds or did. L2: never more holders than the overlap: the slot is taken in the
// same transaction, under the row's lock.
import type { EmptyReason, LeasedTask } from '@etabli/protocol'
import { leaseExpiry, limits } from '@etabli/schema'
import { prepared } from '../../db/prepared.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../problem.ts'
import { type TaskRow, takeSlots } from '../tasks/index.ts'
import { fromMark, putOff, requeued, sentBack } from './candidates.ts'
import { emptyReason } from './empty.ts'
import { leasedTasks } from './leased-task.ts'
import { heldBy, insertLeases, lockMark, type Mark, type NewLease, writeMark } from './store.ts'

export type Claimed = { readonly leases: LeasedTask[] } | { readonly empty: EmptyReason }

/** A mark that lags further behind than this many positions is moved up. */
const LAG = 256

export interface ClaimRequest {
  readonly project: string
  /** The project's state where it was read in this transaction already. */
  readonly state?: string
  readonly person: string
  readonly count: number
}

/**
 * Grants up to `count` leases, fewer where the person would hold more than they may. The caller has checked the role.
 * @throws Problem `lease.too-many` where the person holds as many as they may
 */
export async function claim(tx: Tx, deps: Pick<Deps, 'ids' | 'dialect'>, want: ClaimRequest): Promise<Claimed> {
  const { project, person } = want
  if ((want.state ?? (await stateOf(tx, project))) !== 'open') return { empty: { why: 'paused' } }
  const mark = await lockMark(tx, deps.dialect, project, person)
  const room = limits.leasesPerPerson - (await heldBy(tx.db, person)).length
  if (room <= 0) throw new Problem('lease.too-many', { details: { most: limits.leasesPerPerson } })
  const count = Math.min(want.count, room)
  const basket = new Basket(tx, deps, want, mark, count)
  await basket.fill()
  if (basket.isEmpty) return { empty: await emptyReason(tx.db, want) }
  return { leases: await basket.grant() }
}

async function stateOf(tx: Tx, project: string): Promise<string> {
  const row = await tx.db.selectFrom('project').select('state').where('id', '=', project).executeTakeFirstOrThrow()
  return row.state
}

type Places = { project: string; person: string; priority: number; position: number; count: number }
type ForPerson = Pick<Places, 'project' | 'person' | 'count'>
type Value<V> = <N extends keyof V & string>(name: N) => V[N]

const wanted = (value: Value<Places>) => ({
  project: value('project'),
  person: value('person'),
  mark: { priority: value('priority'), position: value('position') },
  count: value('count'),
  without: 'touched' as const,
})
const sent = (value: Value<ForPerson>, putOff: boolean) => ({
  project: value('project'),
  person: value('person'),
  count: value('count'),
  putOff,
})
const back = prepared<ForPerson, TaskRow>((db, value) => sentBack(db, sent(value, false)).selectAll('task'))
const backLater = prepared<ForPerson, TaskRow>((db, value) => sentBack(db, sent(value, true)).selectAll('task'))
const again = prepared<Places, TaskRow>((db, value, locks) =>
  locks.lockForClaim(requeued(db, wanted(value)).selectAll('task')),
)
const ahead = prepared<Places, TaskRow>((db, value, locks) =>
  locks.lockForClaim(fromMark(db, wanted(value)).selectAll('task')),
)
const later = prepared<Places, TaskRow>((db, value, locks) =>
  locks.lockForClaim(putOff(db, wanted(value)).selectAll('task')),
)
const nearest = prepared<Places, Mark>((db, value) =>
  fromMark(db, wanted(value)).select(['task.priority', 'task.position']),
)

class Basket {
  private readonly rework: TaskRow[] = []
  private readonly label: TaskRow[] = []
  private readonly tx: Tx
  private readonly deps: Pick<Deps, 'ids' | 'dialect'>
  private readonly want: ClaimRequest
  private readonly mark: Mark
  private readonly count: number

  constructor(tx: Tx, deps: Pick<Deps, 'ids' | 'dialect'>, want: ClaimRequest, mark: Mark, count: number) {
    this.tx = tx
    this.deps = deps
    this.want = want
    this.mark = mark
    this.count = count
  }

  get isEmpty(): boolean {
    return this.room === this.count
  }

  private get room(): number {
    return this.count - this.rework.length - this.label.length
  }

  async fill(): Promise<void> {
    const { db } = this.tx
    const { dialect } = this.deps
    const { project, person } = this.want
    const want = () => ({ project, person, ...this.mark, count: this.room })
    this.rework.push(...(await back(db, { project, person, count: this.room })))
    if (this.room > 0) this.label.push(...(await again(db, want(), dialect)))
    if (this.room > 0) {
      const found = await ahead(db, want(), dialect)
      this.label.push(...found)
      await this.moveMark(found[0])
    }
    if (this.room > 0) this.label.push(...(await later(db, want(), dialect)))
    if (this.room > 0) this.rework.push(...(await backLater(db, { project, person, count: this.room })))
  }

  async grant(): Promise<LeasedTask[]> {
    const { project, person } = this.want
    const expiresAt = leaseExpiry(this.tx.now)
    const lease = (purpose: NewLease['purpose']) => (task: TaskRow) => ({
      id: this.deps.ids.next(),
      project,
      task: task.id,
      person,
      purpose,
      expiresAt,
    })
    await takeSlots(
      this.tx,
      project,
      this.label.map((task) => task.id),
    )
    const rows = await insertLeases(this.tx, [...this.rework.map(lease('rework')), ...this.label.map(lease('label'))])
    return leasedTasks(this.tx.db, rows, [...this.rework, ...this.label])
  }

  /**
   * Moves the mark up to the first task that could be theirs. It is looked for without locks and before anything is
   * granted: a task that another transaction holds at this instant must not be passed for good.
   */
  private async moveMark(first: TaskRow | undefined): Promise<void> {
    const { mark, want } = this
    if (!first || (first.priority === mark.priority && first.position - mark.position <= LAG)) return
    const [next] = await nearest(this.tx.db, { project: want.project, person: want.person, ...mark, count: 1 })
    if (next) await writeMark(this.tx, want.project, want.person, next)
  }
}
