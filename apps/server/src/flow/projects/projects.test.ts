// Projects over HTTP: made, edited under a guard, and never robbed of what annotations use.
import { modalities } from '@etabli/modalities'
import { type AnnotationId, Question } from '@etabli/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { addMember, addPerson, addProject, answer, ask, codeOf, get, plainDraft } from '../../../test/people.ts'
import { submit } from '../annotations/index.ts'
import { recomputeRelabelled } from '../consensus/index.ts'
import { claim } from '../queue/index.ts'
import { applyOverlap } from '../tasks/index.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

it('are made by admins and managers; their maker is their manager', async () => {
  const admin = await addPerson(harness, { admin: true })
  const made = await get(harness, admin, 'projects.create', { body: plainDraft() })
  expect(made).toMatchObject({ state: 'draft', version: 1, overlap: 3, blind: true, sample: false })
  const card = await get(harness, admin, 'projects.get', { params: { project: made.id } })
  expect(card).toMatchObject({ role: 'manager', forYou: 0, progress: { tasks: 0 } })
  const stranger = await addPerson(harness)
  expect(codeOf(await ask(harness, stranger, 'projects.create', { body: plainDraft() }))).toBe('not-allowed')
})

it('refuse questions that no kind can answer, by name', async () => {
  const { manager } = await addProject(harness)
  const [question] = plainDraft().questions
  const draft = plainDraft({ questions: [{ ...question!, kind: 'no-such-kind' }] })
  const reply = await ask(harness, manager, 'projects.create', { body: draft })
  expect(reply.json()).toMatchObject({ code: 'request.invalid', issues: [{ path: 'questions.0.kind' }] })
})

it('TXT13: no label key can shadow a global one, whoever asks', async () => {
  const { project, manager } = await addProject(harness)
  const [question] = plainDraft().questions
  const draft = (key: string, media: 'text' | 'audio' = 'text') =>
    plainDraft({
      media,
      questions: [
        { ...question!, labels: question!.labels.map((label, at) => (at === 1 ? { ...label, key } : label)) },
      ],
    })
  const message = (reply: { json(): { issues?: { message: string }[] } }) => reply.json().issues?.[0]?.message
  // S submits, 0 is "none of these", P plays a recording.
  for (const [key, media] of [
    ['s', 'text'],
    ['0', 'text'],
    ['p', 'audio'],
  ] as const) {
    const made = await ask(harness, manager, 'projects.create', { body: draft(key, media) })
    expect(made.json()).toMatchObject({ code: 'request.invalid', issues: [{ path: 'questions.0.labels.1.key' }] })
    expect(message(made)).toContain(`"Sun" cannot have the key ${key.toUpperCase()}, which labelling itself uses`)
  }
  const params = { project: project.id }
  const edit = (body: ReturnType<typeof draft>) =>
    ask(harness, manager, 'projects.edit', { params, body: { version: 1, draft: body } })
  expect((await edit(draft('b'))).json()).toMatchObject({ issues: [{ path: 'questions.0.labels.1.key', code: 'key' }] })
  const attribute = { id: 'sure', name: 'Sure', type: 'checkbox', key: 'f' }
  const withAttribute = plainDraft({ questions: [{ ...question!, attributes: [attribute] } as never] })
  expect((await edit(withAttribute)).json()).toMatchObject({
    issues: [{ path: 'questions.0.attributes.0.key', code: 'key' }],
  })
  expect((await edit(draft('p'))).json()).toMatchObject({ version: 2 })
})

it('TXT11: a project of texts keeps how they are shown; other projects have none', async () => {
  const { project, manager } = await addProject(harness)
  const params = { project: project.id }
  const edit = (version: number, changes: object) =>
    get(harness, manager, 'projects.edit', { params, body: { version, draft: { ...plainDraft(), ...changes } } })
  expect(project).not.toHaveProperty('textLook')
  const textLook = { dress: 'dialogue', mono: true }
  expect(await edit(1, { textLook })).toMatchObject({ version: 2, textLook })
  const card = await get(harness, manager, 'projects.get', { params })
  expect(card.project.textLook).toEqual(textLook)
  expect(await edit(2, { textLook, media: 'none' })).not.toHaveProperty('textLook')
  const wrong = { version: 3, draft: { ...plainDraft(), textLook: { dress: 'gown', mono: false } } }
  const refused = await ask(harness, manager, 'projects.edit', { params, body: wrong as never })
  expect(codeOf(refused)).toBe('request.invalid')
})

it('TXT13: every template has keys that a project may have', async () => {
  const admin = await addPerson(harness, { admin: true })
  const templates = modalities.flatMap((modality) =>
    modality.templates.map((template) => ({
      ...template,
      media: template.media ?? modality.media ?? ('text' as const),
    })),
  )
  for (const { id, media, questions } of templates) {
    const body = plainDraft({ media, questions: questions('en').map((one) => Question.parse(one)) })
    const made = await ask(harness, admin, 'projects.create', { body })
    expect([id, made.statusCode, made.json().issues]).toEqual([id, 200, undefined])
  }
})

it('IMG14: a stale edit does not overwrite a colleague’s', async () => {
  const { project, manager } = await addProject(harness)
  const params = { project: project.id }
  const edit = (name: string) =>
    ask(harness, manager, 'projects.edit', { params, body: { version: 1, draft: plainDraft({ name }) } })
  expect((await edit('First')).json()).toMatchObject({ name: 'First', version: 2 })
  const second = await edit('Second')
  expect([second.statusCode, codeOf(second)]).toEqual([409, 'project.version'])
})

it('DAT6, IMG13: renaming a label alters nothing; deleting one in use is refused with its counts', async () => {
  const { project, manager } = await addProject(harness, { tasks: 1 })
  const params = { project: project.id }
  const person = await addMember(harness, project.id, 'annotator')
  const claimed = await harness.deps.grouped((tx) =>
    claim(tx, harness.deps, { project: project.id, person: person.id, count: 1 }),
  )
  if ('empty' in claimed) throw new Error('nothing')
  const send = (version: number) =>
    submit(harness.deps, {
      caller: { id: person.id, admin: false },
      lease: claimed.leases[0]!.lease.id,
      draft: { id: harness.deps.ids.next() as AnnotationId, answers: answer('sun'), activeMs: 0, version },
    })
  await send(1)
  const [question] = plainDraft().questions
  const rename = plainDraft({
    questions: [{ ...question!, labels: question!.labels.map((l) => ({ ...l, name: `My ${l.name}` })) }],
  })
  await get(harness, manager, 'projects.edit', { params, body: { version: 1, draft: rename } })
  const without = (id: string) =>
    plainDraft({ questions: [{ ...question!, labels: question!.labels.filter((l) => l.id !== id) }] })
  const refused = await ask(harness, manager, 'projects.edit', { params, body: { version: 2, draft: without('sun') } })
  expect(refused.json()).toMatchObject({
    code: 'project.label-used',
    issues: [{ path: 'questions.topic.labels.sun', message: '"My Sun" is used by 1 marks in 1 annotations.' }],
  })
  await get(harness, manager, 'projects.edit', { params, body: { version: 2, draft: without('rain') } })
  // A page opened before the edit answers the questions it saw.
  await send(1)
  const none = await ask(harness, manager, 'projects.edit', {
    params,
    body: { version: 3, draft: plainDraft({ questions: [] }) },
  })
  expect(codeOf(none)).toBe('project.label-used')
})

it('DAT6, IMG13: a class in use is merged, kept or removed with its marks; counts are exact; all of it can be undone', async () => {
  const { deps } = harness
  const { project, manager } = await addProject(harness, { tasks: 1 })
  const params = { project: project.id }
  const task = (await get(harness, manager, 'tasks.list', { params })).rows[0]!.task.id
  for (const label of ['sun', 'rain'] as const) {
    const person = await addMember(harness, project.id, 'annotator')
    const claimed = await deps.grouped((tx) => claim(tx, deps, { project: project.id, person: person.id, count: 1 }))
    if ('empty' in claimed) throw new Error('nothing')
    const draft = { id: deps.ids.next() as AnnotationId, answers: answer(label), activeMs: 0, version: 1 }
    const caller = { id: person.id, admin: false }
    await submit(deps, { caller, lease: claimed.leases[0]!.lease.id, draft })
  }
  const uses = async () => (await get(harness, manager, 'projects.uses', { params })).rows
  const use = (label: string, count: number) => ({ question: 'topic', label, marks: count, annotations: count })
  expect((await uses()).toSorted((a, b) => (a.label! < b.label! ? -1 : 1))).toEqual([use('rain', 1), use('sun', 1)])

  const [question] = plainDraft().questions
  const [rain, sun] = question!.labels
  let version = 1
  const save = (changes: Partial<Question>) =>
    get(harness, manager, 'projects.edit', {
      params,
      body: { version: version++, draft: plainDraft({ questions: [{ ...question!, ...changes }] }) },
    })
  const said = async () => {
    const detail = await get(harness, manager, 'tasks.get', { params: { task } })
    return detail.annotations.map(({ annotation }) => annotation.answers[0]?.label ?? null).toSorted()
  }
  await save({ labels: [rain!], removed: [{ label: sun!, into: rain!.id }] })
  expect(await uses()).toEqual([use('rain', 2)])
  expect(await said()).toEqual(['rain', 'rain'])
  // The list of tasks finds old marks under the class they count as now, and no more under the one that is gone.
  const listed = async (label: string) => (await get(harness, manager, 'tasks.list', { params, query: { label } })).rows
  expect(await listed('rain')).toHaveLength(1)
  expect(await listed('sun')).toEqual([])
  const event = await deps.db.selectFrom('event').select('payload').where('kind', '=', 'project.edited').execute()
  expect(JSON.parse(event[0]!.payload)).toMatchObject({ relabelled: [{ question: 'topic', label: 'sun' }] })
  await recomputeRelabelled(deps, project.id, [{ question: 'topic', label: 'sun' }])
  expect((await get(harness, manager, 'tasks.get', { params: { task } })).consensus).toMatchObject({ unanimous: true })

  await save({ labels: [rain!], removed: [{ label: sun! }] })
  expect(await uses()).toEqual([use('rain', 1)])
  expect(await said()).toEqual([null, 'rain'].toSorted())

  await save({ labels: [rain!, { ...sun!, retired: true }] })
  expect(await said()).toEqual(['rain', 'sun'])
  // Nobody can draw anew with a class that is retired.
  const late = await addMember(harness, project.id, 'annotator')
  const claimed = await deps.grouped((tx) => claim(tx, deps, { project: project.id, person: late.id, count: 1 }))
  if ('empty' in claimed) throw new Error('nothing')
  const send = (of: number) =>
    submit(deps, {
      caller: { id: late.id, admin: false },
      lease: claimed.leases[0]!.lease.id,
      draft: { id: deps.ids.next() as AnnotationId, answers: answer('sun'), activeMs: 0, version: of },
    })
  await expect(send(version)).rejects.toMatchObject({ code: 'annotation.invalid' })
  // A page opened before is not robbed of its work.
  await expect(send(1)).resolves.toBeDefined()

  const back = await save({ labels: [rain!, sun!] })
  expect(back.questions).toEqual(plainDraft().questions)
})

it('a choice of several takes no retired class either, but keeps one that was given before', async () => {
  const { deps } = harness
  const several = plainDraft().questions.map((question) => ({ ...question, kind: 'multiple' }))
  const { project, manager } = await addProject(harness, { tasks: 1, draft: { questions: several, overlap: 2 } })
  const params = { project: project.id }
  const send = async (labels: readonly string[]) => {
    const person = await addMember(harness, project.id, 'annotator')
    const claimed = await deps.grouped((tx) => claim(tx, deps, { project: project.id, person: person.id, count: 1 }))
    if ('empty' in claimed) throw new Error('nothing')
    const answers = answer('sun').map((mark) => ({
      ...mark,
      kind: 'multiple',
      label: null,
      value: { labels: [...labels] },
    }))
    const draft = { id: deps.ids.next() as AnnotationId, answers, activeMs: 0, version: 2 }
    return submit(deps, { caller: { id: person.id, admin: false }, lease: claimed.leases[0]!.lease.id, draft })
  }
  const [question] = several
  const labels = question!.labels.map((label) => (label.id === 'sun' ? { ...label, retired: true } : label))
  const draft = plainDraft({ questions: [{ ...question!, labels }] })
  await get(harness, manager, 'projects.edit', { params, body: { version: 1, draft } })
  await expect(send(['rain', 'sun'])).rejects.toMatchObject({ code: 'annotation.invalid' })
  await expect(send(['rain'])).resolves.toBeDefined()
})

it('a new overlap reaches every task that is not settled', async () => {
  const { project, manager } = await addProject(harness, { tasks: 3, draft: { overlap: 1 } })
  const params = { project: project.id }
  await get(harness, manager, 'projects.edit', { params, body: { version: 1, draft: plainDraft({ overlap: 2 }) } })
  const [event] = await harness.deps.db.selectFrom('event').selectAll().where('kind', '=', 'project.edited').execute()
  expect(JSON.parse(event!.payload)).toMatchObject({ overlap: { from: 1, to: 2 } })
  expect(await applyOverlap(harness.deps, project.id)).toBe(3)
  const card = await get(harness, manager, 'projects.get', { params })
  expect(card.progress).toMatchObject({ tasks: 3, wanted: 6, open: 3 })
})

it('tasks are listed in pages, searched without regard to case and accents', async () => {
  const { project, manager } = await addProject(harness, { tasks: 5 })
  const params = { project: project.id }
  const names: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: { rows: { task: { name: string } }[]; next: string | null } = await get(
      harness,
      manager,
      'tasks.list',
      {
        params,
        query: { count: 2, ...(cursor === undefined ? {} : { cursor }) },
      },
    )
    names.push(...page.rows.map((row) => row.task.name))
    cursor = page.next
  }
  expect(names).toEqual(['task-0', 'task-1', 'task-2', 'task-3', 'task-4'])
  const found = await get(harness, manager, 'tasks.list', { params, query: { search: 'TÁSK-3' } })
  expect(found.rows.map((row) => row.task.name)).toEqual(['task-3'])
  const literal = await get(harness, manager, 'tasks.list', { params, query: { search: '%' } })
  expect(literal.rows).toEqual([])
})

it('QLT5: in blind mode nobody at work on a task sees what others answered', async () => {
  const { project, tasks } = await addProject(harness, { tasks: 1 })
  const params = { task: tasks[0]! }
  const take = async (id: string) => {
    const claimed = await harness.deps.grouped((tx) =>
      claim(tx, harness.deps, { project: project.id, person: id, count: 1 }),
    )
    if ('empty' in claimed) throw new Error('nothing')
    return claimed.leases[0]!
  }
  const one = await addMember(harness, project.id, 'annotator')
  const reviewer = await addMember(harness, project.id, 'reviewer')
  const lease = await take(one.id)
  await submit(harness.deps, {
    caller: { id: one.id, admin: false },
    lease: lease.lease.id,
    draft: { id: harness.deps.ids.next() as AnnotationId, answers: answer(), activeMs: 0, version: 1 },
  })
  const two = await addMember(harness, project.id, 'annotator')
  expect(codeOf(await ask(harness, two, 'tasks.get', { params }))).toBe('not-allowed')
  expect(JSON.stringify(await take(two.id))).not.toContain('"rain"')
  expect((await get(harness, reviewer, 'tasks.get', { params })).annotations).toHaveLength(1)
  await take(reviewer.id)
  expect((await get(harness, reviewer, 'tasks.get', { params })).annotations).toEqual([])
})
