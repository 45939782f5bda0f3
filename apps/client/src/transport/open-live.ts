// Opens the database, the connection and the outbox of whoever is signed in.
import type { Me } from '@etabli/protocol'
import type { LeaseId, PersonId } from '@etabli/schema'
import { type Database, openDatabase } from '../local/database.ts'
import { createOutbox, type Outbox } from '../local/outbox.ts'
import { createTakes, type Takes } from '../local/takes.ts'
import { noticesStore, tell } from '../stores/notices.ts'
import { sessionStore } from '../stores/session.ts'
import { api } from './api.ts'
import { aloneAs, clock, openSocket, timers } from './browser.ts'
import { type Connection, createConnection } from './connection.ts'

export interface Live {
  readonly person: PersonId
  readonly db: Database
  readonly connection: Connection
  readonly outbox: Outbox
  readonly takes: Takes
}

/** Says that the device will not store, once: work goes on, but a reload would lose it. */
export function tellFault(fault: unknown): void {
  tell(noticesStore, {
    id: 'device',
    tone: 'danger',
    phrase: { key: 'safety.device' },
    details: fault instanceof Error ? [fault.message] : [],
  })
}

async function uploadTake(lease: LeaseId, file: ArrayBuffer): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob([file], { type: 'audio/wav' }), 'take.wav')
  await api.call('takes.bring', { params: { lease }, body: form })
}

/** Opens everything that one person's work needs: database, connection, outbox. */
export function openLive(me: Me, holding: () => readonly LeaseId[]): Live {
  const db = openDatabase(me.person.id)
  const connection = createConnection({
    open: openSocket,
    timers,
    clock,
    session: sessionStore,
    holding,
  })
  const takes = createTakes({ db, clock, ready: connection.ready, upload: uploadTake })
  const outbox = createOutbox({
    db,
    ask: connection.ask,
    ready: connection.ready,
    alone: aloneAs(`etabli-outbox-${me.person.id}`),
    bring: takes.bring,
    bringAgain: takes.bringAgain,
    onAccepted: (row) => void takes.end(row).catch(tellFault),
    onRefused: (row, problem) =>
      tell(noticesStore, {
        id: `refused-${row.seq}`,
        tone: 'danger',
        phrase: { key: 'safety.refusedTask', values: { name: row.name } },
        details: problem.issues?.map((issue) => issue.message) ?? [problem.message],
      }),
    onFault: tellFault,
  })
  connection.listen({
    welcome() {
      void takes.flush().catch(tellFault)
      void outbox.flush()
    },
  })
  return { person: me.person.id, db, connection, outbox, takes }
}
