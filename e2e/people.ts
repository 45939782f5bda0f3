// People of a test: an admin by the set-up link, others by invitation; each with an API client of their own.

import type { ProjectId, Role } from '@etabli/schema'
import { createHttp, type HttpClient, keepCookies } from '@etabli/sdk'
import type { RunningServer } from './server.ts'

export interface TestPerson {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly api: HttpClient
}

const PASSWORD = 'correct horse battery'

/** A client that keeps its session cookie, as a browser would. */
export function apiOf(url: string): HttpClient {
  const kept = keepCookies(url, (address, init) => fetch(address, init as RequestInit))
  return createHttp({ base: url, fetch: kept.fetch })
}

/** Makes the first admin with the link that a new server prints. */
export async function setUpAdmin(server: RunningServer): Promise<TestPerson> {
  const secret = /\/setup\/([\w-]{16,})/.exec(server.output())?.[1]
  if (secret === undefined) throw new Error(`no set-up link was printed:\n${server.output()}`)
  const person = { name: 'Ada Admin', email: 'ada@example.org', password: PASSWORD, api: apiOf(server.url) }
  await person.api.call('setup.finish', {
    body: { secret, name: person.name, email: person.email, password: person.password },
  })
  return person
}

/** Brings a new person into a project by an invitation of its manager. */
export async function invite(
  server: RunningServer,
  manager: TestPerson,
  project: ProjectId,
  role: Role,
  name: string,
): Promise<TestPerson> {
  const invitation = await manager.api.call('invitations.create', { params: { project }, body: { role } })
  const person = {
    name,
    email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`,
    password: PASSWORD,
    api: apiOf(server.url),
  }
  await person.api.call('invitations.accept', {
    params: { secret: invitation.secret ?? '' },
    body: { account: { name, email: person.email, password: PASSWORD } },
  })
  return person
}
