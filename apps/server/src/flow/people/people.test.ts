// People: set-up, sign-in, sessions, tokens, invitations and roles, over HTTP.
import type { SessionRow } from '@etabli/protocol'
import { limits } from '@etabli/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addMember, addPerson, addProject, ask, codeOf, get } from '../../../test/people.ts'
import { needsSetup, newSetupSecret } from './accounts.ts'
import { hashPassword } from './secrets.ts'

const PASSWORD = 'correct horse battery'
let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const account = { name: 'Ada', email: 'Ada@Example.org', password: PASSWORD }
const cookieOf = (reply: { headers: Record<string, unknown> }) =>
  String(reply.headers['set-cookie']).split(';')[0] ?? ''
const signIn = (email: string, password: string) => ask(harness, null, 'session.start', { body: { email, password } })

async function withPassword(): Promise<string> {
  const secret = await newSetupSecret(harness.deps)
  await get(harness, null, 'setup.finish', { body: { secret: secret!, ...account } })
  return 'ada@example.org'
}

describe('set-up', () => {
  it('OPS2: the link makes the first admin, once', async () => {
    expect(await needsSetup(harness.deps)).toBe(true)
    const secret = (await newSetupSecret(harness.deps))!
    const me = await get(harness, null, 'setup.finish', { body: { secret, ...account } })
    expect(me.person).toMatchObject({ email: 'ada@example.org', admin: true })
    const again = await ask(harness, null, 'setup.finish', { body: { secret, ...account, email: 'b@example.org' } })
    expect([again.statusCode, codeOf(again)]).toEqual([410, 'setup.done'])
    expect(await newSetupSecret(harness.deps)).toBe(null)
  })

  it('SEC5: keeps no secret and no password in the database', async () => {
    await withPassword()
    const dump = JSON.stringify([
      await harness.deps.db.selectFrom('person').selectAll().execute(),
      await harness.deps.db.selectFrom('session').selectAll().execute(),
      await harness.deps.db.selectFrom('setting').selectAll().execute(),
    ])
    expect(dump).not.toContain(PASSWORD)
    expect(dump).toContain('$argon2id$')
  })
})

describe('sign-in', () => {
  it('gives a session in a cookie that scripts cannot read and other sites do not send', async () => {
    const email = await withPassword()
    const reply = await signIn(email, PASSWORD)
    const cookie = String(reply.headers['set-cookie'])
    expect(cookie).toMatch(/^etabli_session=[\w-]{43};/)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const me = await ask(harness, null, 'session.me', { headers: { cookie: cookieOf(reply) } })
    expect(me.json()).toMatchObject({ person: { email } })
  })

  it('says the same of a wrong password and of an unknown address', async () => {
    const email = await withPassword()
    const wrong = await signIn(email, 'not the password')
    const unknown = await signIn('nobody@example.org', 'not the password')
    const body = (reply: typeof wrong) => ({ ...(reply.json() as object), request: null })
    expect(body(wrong)).toEqual(body(unknown))
    expect(wrong.statusCode).toBe(401)
  })

  it('SEC5: is rate-limited by account, and works again a minute later', async () => {
    const email = await withPassword()
    for (let n = 0; n < 10; n++) expect((await signIn(email, 'wrong')).statusCode).toBe(401)
    const refused = await signIn(email, PASSWORD)
    expect([refused.statusCode, codeOf(refused)]).toEqual([429, 'sign-in.too-often'])
    harness.clock.advance(60_000)
    expect((await signIn(email, PASSWORD)).statusCode).toBe(200)
  })

  it('SEC5: a new password ends every other session and token', async () => {
    const email = await withPassword()
    const [here, there] = [await signIn(email, PASSWORD), await signIn(email, PASSWORD)]
    const headers = { cookie: cookieOf(here) }
    const { token } = (await ask(harness, null, 'tokens.create', { body: { name: 'ci' }, headers })).json() as {
      token: string
    }
    const change = { current: PASSWORD, next: 'a quite different one' }
    expect((await ask(harness, null, 'password.change', { body: change, headers })).statusCode).toBe(200)
    expect((await ask(harness, null, 'session.me', { headers })).statusCode).toBe(200)
    const other = await ask(harness, null, 'session.me', { headers: { cookie: cookieOf(there) } })
    expect(codeOf(other)).toBe('session.expired')
    const program = await ask(harness, null, 'session.me', { headers: { authorization: `Bearer ${token}` } })
    expect(codeOf(program)).toBe('session.expired')
    expect((await signIn(email, PASSWORD)).statusCode).toBe(401)
  })

  it('SEC5: the current password cannot be guessed from an open page', async () => {
    const email = await withPassword()
    const headers = { cookie: cookieOf(await signIn(email, PASSWORD)) }
    const change = (current: string) =>
      ask(harness, null, 'password.change', { body: { current, next: 'a quite different one' }, headers })
    for (let n = 0; n < 10; n++) expect(codeOf(await change('wrong'))).toBe('sign-in.refused')
    expect(codeOf(await change(PASSWORD))).toBe('sign-in.too-often')
    harness.clock.advance(60_000)
    expect((await change(PASSWORD)).statusCode).toBe(200)
  })

  it('a session ends after thirty days without use; a token does not', async () => {
    const email = await withPassword()
    const headers = { cookie: cookieOf(await signIn(email, PASSWORD)) }
    const person = await addPerson(harness)
    harness.clock.advance(29 * 24 * 3_600_000)
    expect((await ask(harness, null, 'session.me', { headers })).statusCode).toBe(200)
    harness.clock.advance(29 * 24 * 3_600_000)
    expect((await ask(harness, null, 'session.me', { headers })).statusCode).toBe(200)
    harness.clock.advance(31 * 24 * 3_600_000)
    expect(codeOf(await ask(harness, null, 'session.me', { headers }))).toBe('session.expired')
    expect((await ask(harness, person, 'session.me')).statusCode).toBe(200)
  })

  it('demo people are nobody outside demo mode', async () => {
    const { deps } = harness
    const password = await hashPassword(deps.config, PASSWORD)
    await deps.transact((tx) =>
      tx.db
        .insertInto('person')
        .values({
          id: deps.ids.next(),
          email: 'maya@demo.etabli',
          name: 'Maya',
          password,
          admin_at: null,
          simulated_at: null,
          demo_at: 1,
          removed_at: null,
          created_at: 1,
        })
        .execute(),
    )
    expect((await signIn('maya@demo.etabli', PASSWORD)).statusCode).toBe(401)
    const info = await get(harness, null, 'server.info')
    expect(info).toMatchObject({ demo: false, demoPeople: [], needsSetup: true })
  })
})

describe('one’s own sessions and tokens', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const from = (email: string, agent: string) =>
    ask(harness, null, 'session.start', { body: { email, password: PASSWORD }, headers: { 'user-agent': agent } })
  const list = async (headers: Record<string, string>) =>
    ((await ask(harness, null, 'sessions.list', { headers })).json() as { rows: SessionRow[] }).rows

  it('are listed with their device, this one marked, and no one else’s', async () => {
    const email = await withPassword()
    const here = { cookie: cookieOf(await from(email, FIREFOX)) }
    await addPerson(harness)
    const rows = await list(here)
    // The session that set-up began, and this one; the stranger's token is not among them.
    expect(rows.map(({ kind, name, current }) => [kind, name, current]).sort()).toEqual([
      ['session', '', false],
      ['session', 'Firefox, Linux', true],
    ])
  })

  it('end one by one, or everywhere else at once; tokens stay', async () => {
    const email = await withPassword()
    const [here, there] = [await from(email, FIREFOX), await from(email, FIREFOX)].map((reply) => ({
      cookie: cookieOf(reply),
    })) as [{ cookie: string }, { cookie: string }]
    const { token } = (await ask(harness, null, 'tokens.create', { body: { name: 'ci' }, headers: here })).json() as {
      token: string
    }
    const stranger = await addPerson(harness)
    const ended = await ask(harness, null, 'sessions.end-others', { headers: here })
    expect(ended.json()).toEqual({ ended: 2 })
    expect((await ask(harness, null, 'session.me', { headers: there })).statusCode).toBe(401)
    expect((await ask(harness, null, 'session.me', { headers: here })).statusCode).toBe(200)
    const program = { authorization: `Bearer ${token}` }
    expect((await ask(harness, null, 'session.me', { headers: program })).statusCode).toBe(200)
    expect((await ask(harness, stranger, 'session.me')).statusCode).toBe(200)
    const row = (await list(here)).find(({ kind }) => kind === 'token')!
    const revoke = (who: { headers: Record<string, string> } | typeof stranger) =>
      'token' in who
        ? ask(harness, who, 'sessions.revoke', { params: { session: row.id } })
        : ask(harness, null, 'sessions.revoke', { params: { session: row.id }, ...who })
    // To anyone else it is as if it did not exist.
    expect(codeOf(await revoke(stranger))).toBe('not-found')
    expect((await ask(harness, null, 'session.me', { headers: program })).statusCode).toBe(200)
    expect((await revoke({ headers: here })).statusCode).toBe(200)
    expect((await ask(harness, null, 'session.me', { headers: program })).statusCode).toBe(401)
  })

  it('SEC5: tokens are bounded a person', async () => {
    const person = await addPerson(harness)
    const other = await addPerson(harness)
    const make = (who: typeof person) => ask(harness, who, 'tokens.create', { body: { name: 'more' } })
    // The test's own token is the first.
    for (let n = 1; n < limits.tokensPerPerson; n++) expect((await make(person)).statusCode).toBe(200)
    expect(codeOf(await make(person))).toBe('token.too-many')
    expect((await make(other)).statusCode).toBe(200)
  })

  it('a name can be changed by its owner, to something', async () => {
    const [ada, ben] = [await addPerson(harness, { name: 'Ada' }), await addPerson(harness, { name: 'Ben' })]
    const me = await get(harness, ada, 'me.rename', { body: { name: '  Ada Lovelace ' } })
    expect(me.person).toMatchObject({ id: ada.id, name: 'Ada Lovelace' })
    expect((await get(harness, ben, 'session.me')).person.name).toBe('Ben')
    expect(codeOf(await ask(harness, ada, 'me.rename', { body: { name: '   ' } }))).toBe('request.invalid')
    expect(codeOf(await ask(harness, null, 'me.rename', { body: { name: 'X' } }))).toBe('session.missing')
  })
})

describe('pages from elsewhere', () => {
  const start = (h: Harness, headers: Record<string, string>) =>
    ask(h, null, 'session.start', { body: { email: 'a@example.org', password: 'x' }, headers })

  it('SEC3, OPS2: are refused on every change with the name of the setting', async () => {
    const reply = await start(harness, { origin: 'https://evil.example' })
    expect(reply.statusCode).toBe(403)
    expect(reply.json()).toMatchObject({ code: 'request.origin', details: { setting: 'ETABLI_URL' } })
    expect((reply.json() as { message: string }).message).toContain('ETABLI_URL')
    expect((await start(harness, { origin: 'http://localhost:80', host: 'localhost:80' })).statusCode).toBe(401)
  })

  it('OPS2: works behind a TLS proxy on a sub-path, stripped or not', async () => {
    const proxied = await startHarness({ config: { url: 'https://label.example.org/tools/etabli' } })
    try {
      expect((await start(proxied, { origin: 'https://label.example.org' })).statusCode).toBe(401)
      expect((await start(proxied, { origin: 'https://label.example.org:444' })).statusCode).toBe(403)
      for (const url of ['/api/info', '/tools/etabli/api/info']) {
        expect((await proxied.app.inject({ url })).statusCode).toBe(200)
      }
      const secret = await newSetupSecret(proxied.deps)
      const reply = await ask(proxied, null, 'setup.finish', { body: { secret: secret!, ...account } })
      expect(String(reply.headers['set-cookie'])).toMatch(/Path=\/tools\/etabli\/; .*Secure/)
    } finally {
      await proxied.close()
    }
  })
})

describe('invitations and roles', () => {
  it('bring a new person in with the role, and nobody once withdrawn', async () => {
    const { project, manager } = await addProject(harness)
    const at = { project: project.id }
    const made = await get(harness, manager, 'invitations.create', { params: at, body: { role: 'annotator' } })
    const secret = made.secret!
    const look = await get(harness, null, 'invitations.look', { params: { secret } })
    expect(look).toMatchObject({ projectName: project.name, role: 'annotator' })
    const me = await get(harness, null, 'invitations.accept', { params: { secret }, body: { account } })
    expect(me.roles).toEqual([{ project: project.id, role: 'annotator' }])
    const taken = await ask(harness, null, 'invitations.accept', { params: { secret }, body: { account } })
    expect(codeOf(taken)).toBe('email.taken')
    const listed = await get(harness, manager, 'invitations.list', { params: at })
    expect(listed.rows).toMatchObject([{ uses: 1 }])
    expect(JSON.stringify(listed)).not.toContain(secret)
    await get(harness, manager, 'invitations.withdraw', { params: { ...at, invitation: made.id } })
    const gone = await ask(harness, null, 'invitations.look', { params: { secret } })
    expect(codeOf(gone)).toBe('invitation.unknown')
  })

  it('keep a role that is there, and a manager in each project', async () => {
    const { project, manager } = await addProject(harness)
    const at = { project: project.id }
    const made = await get(harness, manager, 'invitations.create', { params: at, body: { role: 'annotator' } })
    const accept = { params: { secret: made.secret! }, body: { account: null } }
    expect((await get(harness, manager, 'invitations.accept', accept)).roles).toMatchObject([{ role: 'manager' }])
    const last = await ask(harness, manager, 'members.role', {
      params: { ...at, person: manager.id },
      body: { role: null },
    })
    expect(codeOf(last)).toBe('not-allowed')
  })

  it('a role taken away ends the access at once', async () => {
    const { project, manager } = await addProject(harness)
    const person = await addMember(harness, project.id, 'annotator')
    const at = { project: project.id }
    expect((await ask(harness, person, 'projects.get', { params: at })).statusCode).toBe(200)
    await get(harness, manager, 'members.role', { params: { ...at, person: person.id }, body: { role: null } })
    expect((await ask(harness, person, 'projects.get', { params: at })).statusCode).toBe(404)
  })
})
