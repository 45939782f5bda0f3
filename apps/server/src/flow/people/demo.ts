// Demo people: only where a new data folder is tried out on this machine, and never usable once demo mode is off.
import type { ServerInfo } from '@etabli/protocol'
import type { Deps } from '../../deps.ts'
import { createPerson } from './accounts.ts'
import { hashPassword } from './secrets.ts'
import { personByEmail } from './store.ts'

const PASSWORD = 'try-it-out-here'

/** Shown on the sign-in page in demo mode. Maya may do everything; the others get their role in the sample projects. */
export const demoPeople: ServerInfo['demoPeople'] = [
  { name: 'Maya Manager', email: 'maya@demo.etabli', role: 'manager', password: PASSWORD },
  { name: 'Rui Reviewer', email: 'rui@demo.etabli', role: 'reviewer', password: PASSWORD },
  { name: 'Ana Annotator', email: 'ana@demo.etabli', role: 'annotator', password: PASSWORD },
  { name: 'Ben Annotator', email: 'ben@demo.etabli', role: 'annotator', password: PASSWORD },
  { name: 'Chloé Annotator', email: 'chloe@demo.etabli', role: 'annotator', password: PASSWORD },
]

/** Makes the demo people that are not there yet. */
export async function makeDemoPeople(deps: Deps): Promise<void> {
  for (const { name, email, role, password } of demoPeople) {
    if (await personByEmail(deps.db, email)) continue
    const hash = await hashPassword(deps.config, password)
    const admin = role === 'manager'
    await deps.transact((tx) => createPerson(tx, deps, { name, email, password: hash, admin, demo: true }))
  }
}
