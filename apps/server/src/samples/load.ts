// The sample projects of demo mode: made from the sample sets, partly labelled by simulated annotators, and saying so.
// Goes through the doors of the flow like everybody's work, so that what is shown has really happened.
import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  type AnnotationId,
  Brief,
  type PersonId,
  type Project,
  ProjectDraft,
  type ProjectId,
  Role,
  type TaskId,
} from '@etabli/schema'
import * as z from 'zod/mini'
import type { Tx } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { submitIn } from '../flow/annotations/index.ts'
import { importFiles } from '../flow/imports/index.ts'
import { createPerson, demoPeople, personByEmail, readSetting, setRole, writeSetting } from '../flow/people/index.ts'
import { createProject, setState } from '../flow/projects/index.ts'
import { grantTask } from '../flow/queue/index.ts'
import { answersOf, CrowdRow, nameOf } from './crowd.ts'

interface SampleSet {
  readonly id: string
  /** What is imported, below the set's folder. */
  readonly paths: readonly string[]
}

const SETS: readonly SampleSet[] = [
  { id: 'shelf', paths: ['images'] },
  { id: 'assistant', paths: ['import.jsonl', 'audio'] },
  { id: 'tickets', paths: ['tickets.jsonl'] },
]

const DAY = 86_400_000
/** The simulated work is spread over this many days, so that progress over time has something to show. */
const DAYS = 12

/** The sample sets of a checkout. */
export const sampleFolder = join(import.meta.dirname, '../../../../datasets')

/**
 * Makes the sample projects that are not there yet. Demo people must exist; the first of them manages the projects.
 * Their consensus follows when the job runner takes the events.
 * @param folder the sample sets
 * @returns names of the projects that were made
 */
export async function loadSamples(deps: Deps, folder: string = sampleFolder): Promise<string[]> {
  const made: string[] = []
  for (const set of SETS) {
    const at = join(folder, set.id)
    const isThere = [...set.paths, 'project.json'].every((path) => existsSync(join(at, path)))
    if (!isThere || (await progressOf(deps, set))?.done === true) continue
    const project = await loadSet(deps, set, at, join(folder, 'crowd', `${set.id}.jsonl`))
    await deps.transact((tx) => writeSetting(tx, settingOf(set), `${project.id} done`))
    made.push(project.name)
    deps.log.info({ event: 'sample.loaded', project: project.id, set: set.id }, 'a sample project was made')
  }
  return made
}

function settingOf(set: SampleSet): string {
  return `sample.${set.id}`
}

/** How far a set was loaded: its project's id from the first moment, and whether all of it is there. */
async function progressOf(deps: Deps, set: SampleSet): Promise<{ project: ProjectId; done: boolean } | null> {
  const value = await readSetting(deps.db, settingOf(set))
  if (value === null) return null
  const [project, done] = value.split(' ')
  return { project: project as ProjectId, done: done === 'done' }
}

async function loadSet(deps: Deps, set: SampleSet, at: string, crowd: string): Promise<Project> {
  const { id, manager } = await begin(deps, set, await draftOf(at))
  const report = await importFiles(
    deps,
    id,
    set.paths.map((path) => join(at, path)),
    { person: manager },
  )
  if (report.state !== 'landed') {
    throw new Error(`sample ${set.id} did not land: ${report.issues[0]?.message ?? report.state}`)
  }
  const project = await setState(deps, id, 'open')
  if (existsSync(crowd)) await label(deps, project, await rowsOf(crowd))
  return project
}

/** The project with its people; one that a crash left half made is taken up again. */
async function begin(deps: Deps, set: SampleSet, draft: ProjectDraft): Promise<{ id: ProjectId; manager: PersonId }> {
  const before = await progressOf(deps, set)
  return deps.transact(async (tx) => {
    const people: { id: PersonId; role: Role }[] = []
    for (const { email, role } of demoPeople) {
      const person = await personByEmail(tx.db, email)
      if (person) people.push({ id: person.id as PersonId, role: Role.parse(role) })
    }
    const manager = people.find((person) => person.role === 'manager')?.id
    if (manager === undefined) throw new Error('there is no demo manager')
    if (before) return { id: before.project, manager }
    const { id } = await createProject(tx, deps, draft, manager, { sample: true })
    for (const person of people) await setRole(tx, id, person.id, person.role)
    await writeSetting(tx, settingOf(set), id)
    return { id, manager }
  })
}

async function draftOf(at: string): Promise<ProjectDraft> {
  const read = (name: string) => readFile(join(at, name), 'utf8')
  const project = z.looseObject({}).parse(JSON.parse(await read('project.json')))
  const brief = Brief.parse(JSON.parse(await read('brief.json')))
  return ProjectDraft.parse({ ...project, brief, guidelines: await read('guidelines.md') })
}

async function rowsOf(path: string): Promise<CrowdRow[]> {
  let text = ''
  for await (const chunk of createReadStream(path, 'utf8')) text += String(chunk)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => CrowdRow.parse(JSON.parse(line)))
}

/** Submits the simulated answers, in one transaction: all of them or none. */
async function label(deps: Deps, project: Project, rows: readonly CrowdRow[]): Promise<void> {
  await deps.transact(async (tx) => {
    const labelled = await tx.db
      .selectFrom('annotation')
      .select('id')
      .where('project', '=', project.id)
      .executeTakeFirst()
    if (labelled) return
    const tasks = await tasksByName(tx, project)
    const people = await simulatedPeople(tx, deps, project, rows)
    const step = (DAYS * DAY) / Math.max(1, rows.length)
    for (const [index, row] of rows.entries()) {
      const task = tasks.get(row.item) ?? tasks.get(basename(row.item))
      const person = people.get(row.annotator)
      if (!task || !person) throw new Error(`the crowd speaks of "${row.item}", which the set lacks`)
      const at = Math.floor(tx.now - DAYS * DAY + index * step)
      const then: Tx = { ...tx, now: at as Tx['now'] }
      const lease = await grantTask(then, deps, { project: project.id, person, task })
      const id = deps.ids.next() as AnnotationId
      const draft = { id, answers: answersOf(row, project), activeMs: row.active_ms, version: project.version }
      await submitIn(then, deps, { caller: { id: person, admin: false }, lease, draft })
    }
  })
}

async function tasksByName(tx: Tx, project: Project): Promise<Map<string, TaskId>> {
  const rows = await tx.db.selectFrom('task').select(['id', 'name']).where('project', '=', project.id).execute()
  return new Map(
    rows.flatMap(({ id, name }) => [[basename(name), id as TaskId] as const, [name, id as TaskId] as const]),
  )
}

/** Simulated annotators are the same people in every sample project; nobody can sign in as one. */
async function simulatedPeople(
  tx: Tx,
  deps: Deps,
  project: Project,
  rows: readonly CrowdRow[],
): Promise<Map<string, PersonId>> {
  const people = new Map<string, PersonId>()
  for (const row of rows) {
    if (people.has(row.annotator)) continue
    const email = `${row.annotator}@simulated.invalid`
    const known = await personByEmail(tx.db, email)
    const person = { name: nameOf(row), email, password: null, simulated: true }
    const id = (known?.id as PersonId | undefined) ?? (await createPerson(tx, deps, person))
    await setRole(tx, project.id, id, 'annotator')
    people.set(row.annotator, id)
  }
  return people
}
