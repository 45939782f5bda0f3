// People and projects for tests of the flow, written straight into the tables; what they submit; multipart bodies.
import type { AnnotationId, Answers } from '@etabli/schema'
import { toJson } from '../src/db/json.ts'
import type { Deps } from '../src/deps.ts'
import { submitIn } from '../src/flow/annotations/index.ts'
import { beginSession } from '../src/flow/people/sessions.ts'
import { grantTask } from '../src/flow/queue/index.ts'

export interface TestPerson {
  readonly id: string
  /** Of every request. */
  readonly headers: { readonly cookie: string }
}

/** A person who is signed in, with a role in a project. */
export async function person(
  deps: Deps,
  name: string,
  role: 'manager' | 'reviewer' | 'annotator' | null,
  project: string | null,
  simulated = false,
): Promise<TestPerson> {
  const id = deps.ids.next()
  return deps.transact(async (tx) => {
    await tx.db
      .insertInto('person')
      .values({
        id,
        email: `${name.toLowerCase()}@example.test`,
        name,
        password: null,
        admin_at: null,
        simulated_at: simulated ? tx.now : null,
        demo_at: null,
        removed_at: null,
        created_at: tx.now,
      })
      .execute()
    if (role !== null && project !== null) {
      await tx.db.insertInto('membership').values({ project, person: id, role, created_at: tx.now }).execute()
    }
    const { secret } = await beginSession(tx, deps, id, 'test')
    return { id, headers: { cookie: `etabli_session=${secret}` } }
  })
}

export interface TestProject {
  readonly media?: 'image' | 'audio' | 'text' | 'none'
  readonly questions?: readonly unknown[]
  readonly overlap?: number
  readonly sample?: boolean
  readonly pay?: { readonly per: 'task' | 'hour'; readonly minor: number; readonly currency: string } | null
}

/** An open project. */
export async function project(deps: Deps, options: TestProject = {}): Promise<string> {
  const id = deps.ids.next()
  await deps.transact(async (tx) => {
    const questions = toJson(options.questions ?? [])
    await tx.db
      .insertInto('project')
      .values({
        id,
        name: 'Trial',
        media: options.media ?? 'text',
        questions,
        brief: toJson({ who: 'We.', why: 'To try.', use: 'Tests.', sensitive: null, pay: options.pay ?? null }),
        guidelines: '',
        overlap: options.overlap ?? 2,
        visibility: 'blind',
        state: 'open',
        version: 1,
        sample_at: options.sample ? tx.now : null,
        created_by: id,
        created_at: tx.now,
      })
      .execute()
    await tx.db.insertInto('tally').values({ project: id }).execute()
    await tx.db
      .insertInto('project_version')
      .values({ project: id, version: 1, questions, created_at: tx.now })
      .execute()
  })
  return id
}

export interface TestAnswer {
  readonly project: string
  readonly task: string
  readonly who: TestPerson
  readonly answers: Answers
  readonly activeMs?: number
}

/** The person is granted the task and submits these answers; the annotation's id. */
export async function answerTask(deps: Deps, { project, task, who, answers, activeMs = 1_000 }: TestAnswer) {
  const id = deps.ids.next() as AnnotationId
  await deps.transact(async (tx) => {
    const lease = await grantTask(tx, deps, { project, person: who.id, task })
    const draft = { id, answers, activeMs, version: 1 }
    await submitIn(tx, deps, { caller: { id: who.id, admin: false }, lease, draft })
  })
  return id
}

/** The person submits of every task of the project what it came with. */
export async function answerAsGiven(deps: Deps, project: string, who: TestPerson): Promise<void> {
  const tasks = await deps.db.selectFrom('task').select(['id', 'prefill']).where('project', '=', project).execute()
  for (const { id, prefill } of tasks) {
    await answerTask(deps, { project, task: id, who, answers: JSON.parse(prefill) })
  }
}

/** A multipart body with those files, and the header that goes with it. */
export function upload(files: Readonly<Record<string, string | Buffer>>): {
  readonly payload: Buffer
  readonly headers: { readonly 'content-type': string }
} {
  const boundary = 'etabli-boundary'
  const parts = Object.entries(files).flatMap(([name, body]) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
