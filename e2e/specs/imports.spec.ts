// Files come in by the page: boxes with their images as a folder and as a zip, bad rows, unknown labels, no match at all.
import { createWriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { Project, ProjectDraft } from '@etabli/schema'
import { expect, type Page, test } from '@playwright/test'
import { ZipFile } from 'yazl'
import { enter, leaveAll } from '../pages/enter.ts'
import { setUpAdmin, type TestPerson } from '../people.ts'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
let admin: TestPerson
let folder: string

test.beforeAll(async () => {
  server = await startServer({ demo: false })
  admin = await setUpAdmin(server)
  folder = await mkdtemp(join(tmpdir(), 'etabli-e2e-files-'))
})
test.afterEach(leaveAll)
test.afterAll(async () => {
  await server.destroy()
  await rm(folder, { recursive: true, force: true })
})

const pictures = fileURLToPath(new URL('../../datasets/shelf/images/', import.meta.url))

/** Two images of the shelf and three boxes on them, by names of classes; written by hand after the COCO format's page. */
const coco = {
  images: [
    { id: 1, file_name: 'shelf-001.jpg', width: 1280, height: 960 },
    { id: 2, file_name: 'shelf-002.jpg', width: 1280, height: 960 },
  ],
  categories: [
    { id: 1, name: 'Bottle' },
    { id: 7, name: 'Teapot' },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, bbox: [10, 20, 200, 300], area: 60_000, iscrowd: 0 },
    { id: 2, image_id: 1, category_id: 7, bbox: [400, 20, 100, 300], area: 30_000, iscrowd: 0 },
    { id: 3, image_id: 2, category_id: 1, bbox: [600, 300, 50, 60], area: 3_000, iscrowd: 0 },
  ],
}

async function shelfFolder(name: string, document: unknown): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, 'images'), { recursive: true })
  for (const image of ['shelf-001.jpg', 'shelf-002.jpg']) await cp(join(pictures, image), join(path, 'images', image))
  await writeFile(join(path, 'annotations.json'), JSON.stringify(document))
  return path
}

async function zipOf(path: string): Promise<string> {
  const zip = new ZipFile()
  for (const name of ['annotations.json', 'images/shelf-001.jpg', 'images/shelf-002.jpg'])
    zip.addFile(join(path, name), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(`${path}.zip`))
  return `${path}.zip`
}

function newProject(name: string, media: ProjectDraft['media'], questions: unknown[]): Promise<Project> {
  const brief = { who: 'Us', why: 'To try', use: 'None', sensitive: null, pay: null }
  const body = { name, media, guidelines: '', brief, questions: questions as ProjectDraft['questions'] }
  return admin.api.call('projects.create', { body })
}

const boxes = [
  { id: 'objects', kind: 'box', title: 'Objects', labels: [{ id: 'bottle', name: 'Bottle', colour: 0, key: '1' }] },
]

async function tasksOf(project: Project) {
  return (await admin.api.call('tasks.list', { params: { project: project.id } })).rows
}

const chooseFiles = (page: Page) => page.locator('input[type=file]:not([webkitdirectory])')
const chooseFolder = (page: Page) => page.locator('input[type=file][webkitdirectory]')

for (const form of ['folder', 'zip'] as const) {
  test(`IMG7: COCO with its images as one ${form}: the unknown class is offered, and lands with its boxes`, async ({
    browser,
  }) => {
    const project = await newProject(`Shelf by ${form}`, 'image', boxes)
    const page = await enter(browser, server, admin)
    await page.goto(`/projects/${project.id}/import`)
    const path = await shelfFolder(form, coco)
    if (form === 'folder') await chooseFolder(page).setInputFiles(path)
    else await chooseFiles(page).setInputFiles(await zipOf(path))

    await expect(page.getByText('The file names 1 label that the project lacks:')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Teapot')).toBeVisible()
    expect(await tasksOf(project)).toEqual([])
    await page.getByRole('button', { name: 'Add 2 tasks' }).click()
    await expect(page.getByText('2 tasks added')).toBeVisible()

    const rows = await tasksOf(project)
    expect(rows.map((row) => row.task.name.replace(/^.*\//, '')).toSorted()).toEqual(['shelf-001.jpg', 'shelf-002.jpg'])
    const first = rows.find((row) => row.task.name.endsWith('shelf-001.jpg'))
    if (!first) throw new Error('no first task')
    const { task } = await admin.api.call('tasks.get', { params: { task: first.task.id } })
    const { project: changed } = await admin.api.call('projects.get', { params: { project: project.id } })
    const names = new Map(changed.questions[0]?.labels.map((label) => [label.id, label.name]))
    expect(task.prefill.map((mark) => [mark.label && names.get(mark.label), mark.value])).toEqual([
      ['Bottle', expect.objectContaining({ x: 10, y: 20, width: 200, height: 300 })],
      ['Teapot', expect.objectContaining({ x: 400, y: 20, width: 100, height: 300 })],
    ])
  })
}

test('IMG7: a COCO file none of whose images is here is refused, and says so', async ({ browser }) => {
  const project = await newProject('Elsewhere', 'image', boxes)
  const page = await enter(browser, server, admin)
  await page.goto(`/projects/${project.id}/import`)
  const images = coco.images.map((image) => ({ ...image, file_name: `other-${image.id}.jpg` }))
  await chooseFolder(page).setInputFiles(await shelfFolder('elsewhere', { ...coco, images }))
  await expect(page.getByText(/None of the 2 images that the file names is among the 2 images here/)).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByRole('button', { name: /Add/ })).toBeHidden()
  expect(await tasksOf(project)).toEqual([])
})

test('TXT6: bad rows are named by file, line and field; the good ones land when asked, the bad ones come back as a file', async ({
  browser,
}) => {
  const project = await newProject('Letters', 'text', [])
  const page = await enter(browser, server, admin)
  await page.goto(`/projects/${project.id}/import`)
  const lines = ['{"id":"ok","text":"Fine."}', 'not json', '{"id":"no-text"}', '{"id":"ok-2","text":"Fine too."}', '']
  await chooseFiles(page).setInputFiles([
    { name: 'letters.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines.join('\n')) },
  ])
  await expect(page.getByText('2 rows or marks cannot be taken.')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('letters.jsonl:2', { exact: true })).toBeVisible()
  await expect(page.getByText('letters.jsonl:3:text', { exact: true })).toBeVisible()
  expect(await tasksOf(project)).toEqual([])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the bad rows (CSV)' }).click(),
  ])
  const bad = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
  expect(bad).toHaveLength(3)
  expect(bad[1]).toContain('letters.jsonl,2,')
  expect(bad[1]).toContain('not json')
  expect(bad[2]).toContain('letters.jsonl,3,text,')

  await page.getByRole('button', { name: 'Add only the 2 good ones' }).click()
  await expect(page.getByText('2 tasks added')).toBeVisible()
  await expect(page.getByText('2 bad rows or marks were left out.')).toBeVisible()
  expect((await tasksOf(project)).map((row) => row.task.name).toSorted()).toEqual(['ok', 'ok-2'])
})
