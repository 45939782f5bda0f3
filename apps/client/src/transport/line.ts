// Line: what labelling needs of the connection, so that it can be tested without one.
import type { LeasedTask, ServerMessage } from '@etabli/protocol'
import type { Stream } from '@etabli/sdk'

export interface LineListener {
  /** The server greeted us: these leases are held, of all projects. */
  readonly welcome?: (held: readonly LeasedTask[]) => void
  /** Something that answers no request. */
  readonly message?: (message: ServerMessage) => void
}

export interface Line {
  readonly ask: Stream['ask']
  /** True while the line stands and the server greeted us. */
  ready(): boolean
  /** Leases held at the last greeting. */
  held(): readonly LeasedTask[]
  listen(listener: LineListener): () => void
}
