// Prepared queries: built and compiled once, run with other values each time. For the few that every claim and every
// submission runs: building a query costs as much as running it.
import type { Compilable, CompiledQuery, Kysely, Transaction } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { Tables } from './tables.ts'

type Reader = Kysely<Tables> | Transaction<Tables>
/** What a prepared query is run with. */
type Values = Record<string, string | number | null>

/** Stands in a query for a value that comes with each run. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Locks = Pick<Dialect, 'lockForClaim' | 'lockRow'>
const NO_LOCKS: Locks = { lockForClaim: (query) => query, lockRow: (query) => query }

/**
 * A query with named values.
 * @example
 * const byId = prepared<{ id: string }, TaskRow>((db, value) =>
 *   db.selectFrom('task').selectAll().where('id', '=', value('id')))
 * const rows = await byId(tx.db, { id })
 * @param build called once a database; each `value(name)` must stand where a bound value may; `locks` are the dialect's
 * where the query is run with one
 */
export function prepared<V extends Values, Row>(
  build: (db: Reader, value: <N extends keyof V & string>(name: N) => V[N], locks: Locks) => Compilable<Row>,
): (db: Reader, values: V, locks?: Locks) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery>()
  return async (db, values, locks) => {
    // All transactions of one database share its adapter.
    const { adapter } = db.getExecutor()
    const query =
      compiled.get(adapter) ??
      build(db, (name) => new Slot(name) as unknown as V[typeof name], locks ?? NO_LOCKS).compile()
    compiled.set(adapter, query)
    const parameters = query.parameters.map((given) => (given instanceof Slot ? (values[given.name] ?? null) : given))
    const result = await db.executeQuery<Row>({ ...query, parameters } as CompiledQuery<Row>)
    return result.rows
  }
}
