// Imports through HTTP on both databases: previewed, landed whole or not at all, every bad line named, hostile files inert.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { project as makeProject, person, type TestPerson, type TestProject, upload } from '../../../test/flow-people.ts'
import { type Harness, startHarness } from '../../../test/harness.ts'
import { zipped } from '../../../test/zipped.ts'
import type { Database } from '../../db/dialect.ts'
import { eachDialect } from '../../db/testing/each-dialect.ts'
import { type Runner, startRunner } from '../../jobs/runner.ts'
import { importFiles } from './import-files.ts'
import { workOnImport } from './service.ts'

/** WAV, mono, 16 bits, 16 kHz: half a second. */
const recording = Buffer.concat([
  Buffer.from(
    'RIFF\x24\x3e\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\x3e\x00\x00\x00\x7d\x00\x00\x02\x00\x10\x00data\x00\x3e\x00\x00',
    'latin1',
  ),
  Buffer.alloc(15_872, 1),
])

eachDialect((dialect) => {
  let database: Database
  let harness: Harness
  let runner: Runner
  let manager: TestPerson
  let project: string

  async function start(options: TestProject = {}) {
    project = await makeProject(harness.deps, options)
    manager = await person(harness.deps, `Mo${project.slice(-6)}`, 'manager', project)
  }

  beforeEach(async () => {
    database = await dialect.open()
    harness = await startHarness({ database })
    runner = startRunner(harness.deps)
    await start()
  })
  afterEach(async () => {
    await runner.stop()
    await harness.close()
    await database.close()
  })

  async function send(files: Record<string, string | Buffer>, format = 'auto', who = manager) {
    const { payload, headers } = upload(files)
    const url = `/api/projects/${project}/imports?format=${format}`
    const reply = await harness.app.inject({ method: 'POST', url, payload, headers: { ...headers, ...who.headers } })
    if (reply.statusCode !== 200) return reply.json()
    await runner.idle()
    return get(reply.json().id)
  }
  const get = async (id: string) =>
    (await harness.app.inject({ url: `/api/imports/${id}`, headers: manager.headers })).json()
  async function land(id: string, body: object = {}) {
    const url = `/api/imports/${id}/land`
    const reply = await harness.app.inject({ method: 'POST', url, payload: body, headers: manager.headers })
    if (reply.statusCode !== 200) return reply.json()
    await runner.idle()
    return get(id)
  }
  const names = async () => {
    const rows = await harness.deps.db
      .selectFrom('task')
      .select(['name', 'position'])
      .where('project', '=', project)
      .orderBy('position')
      .execute()
    return rows.map((row) => row.name)
  }
  const tally = async () =>
    harness.deps.db.selectFrom('tally').selectAll().where('project', '=', project).executeTakeFirstOrThrow()

  const rows = (...texts: string[]) => texts.map((text, i) => JSON.stringify({ id: `t${i}`, text })).join('\n')

  it('IMG7: previews, lands nothing before it is confirmed, then lands in order', async () => {
    const report = await send({ 'a.jsonl': rows('one', 'two', 'three') })
    expect(report).toMatchObject({ state: 'ready', format: 'jsonl', read: 3, total: 3, good: 3, known: 0, bad: 0 })
    expect(report.sample[0]).toMatchObject({ name: 't0', media: 'one', marks: 0 })
    expect(await names()).toEqual([])
    expect(await land(report.id)).toMatchObject({ state: 'landed', good: 3 })
    expect(await names()).toEqual(['t0', 't1', 't2'])
    expect(await tally()).toMatchObject({ tasks: 3, open: 3, wanted: 6 })
    expect(await land(report.id)).toMatchObject({ code: 'import.state' })
  })

  it('TXT2: takes a text byte for byte, line ends and separators included', async () => {
    const text = 'a\r\nb\u2028c\u2029d\te\u0301 \u{1F469}\u200D\u{1F4BB} end '
    const report = await send({ 'a.jsonl': rows(text) })
    await land(report.id)
    const row = await harness.deps.db.selectFrom('task').select('media').executeTakeFirstOrThrow()
    expect(JSON.parse(row.media)).toEqual({ type: 'text', text })
  })

  it('TXT6, invariant 10: names every bad line by file, line and field, and lands nothing of a bad file', async () => {
    const report = await send({ 'a.jsonl': `${rows('one')}\n{"id": "x"}\nnot json\n{"id":"t0","text":"again"}` })
    expect(report).toMatchObject({ state: 'ready', good: 1, bad: 3, issueCount: 3 })
    expect(report.issues.map((i: { file: string; line: number }) => [i.file, i.line])).toEqual([
      ['a.jsonl', 2],
      ['a.jsonl', 3],
      ['a.jsonl', 4],
    ])
    expect(await land(report.id)).toMatchObject({ code: 'import.invalid', issues: { length: 3 } })
    expect(await names()).toEqual([])
  })

  it('invariant 10: asked to, lands the good lines and hands the bad ones back as a file', async () => {
    const report = await send({ 'a.jsonl': `${rows('one')}\n{"id": "=cmd()"}` })
    expect(await land(report.id, { goodOnly: true })).toMatchObject({ state: 'landed', good: 1, bad: 1 })
    expect(await names()).toEqual(['t0'])
    const file = await harness.app.inject({ url: `/api/imports/${report.id}/bad`, headers: manager.headers })
    expect(file.headers['content-type']).toContain('text/csv')
    const [heading, line] = file.body.split('\r\n')
    expect(heading).toBe('file,line,field,code,reason,row')
    expect(line).toContain('a.jsonl,2,')
    expect(line).toContain('"{""id"": ""=cmd()""}"')
  })

  it('DAT4: repeating an import changes nothing', async () => {
    const files = { 'a.jsonl': rows('one', 'two') }
    await land((await send(files)).id)
    const again = await send(files)
    expect(again).toMatchObject({ state: 'ready', good: 0, known: 2 })
    expect(await land(again.id)).toMatchObject({ state: 'landed', good: 0, known: 2 })
    expect(await names()).toEqual(['t0', 't1'])
    expect(await tally()).toMatchObject({ tasks: 2, open: 2, wanted: 4 })
  })

  it('lands two previews of the same rows once', async () => {
    const [a, b] = [await send({ 'a.jsonl': rows('one') }), await send({ 'a.jsonl': rows('one') })]
    await land(a.id)
    expect(await land(b.id)).toMatchObject({ state: 'landed', good: 0, known: 1 })
    expect(await names()).toEqual(['t0'])
  })

  it('asks before it adds labels, and keeps rows with unknown ones back', async () => {
    await start({
      questions: [
        {
          id: 'mood',
          kind: 'single',
          title: 'Mood',
          help: '',
          required: false,
          labels: [{ id: 'good', name: 'Good', colour: 0, key: null }],
          options: {},
        },
      ],
    })
    const lines = ['{"id":"a","text":"x","mood":"Good"}', '{"id":"b","text":"y","mood":"So so"}'].join('\n')
    const report = await send({ 'a.jsonl': lines })
    expect(report).toMatchObject({ state: 'ready', good: 2, bad: 0, unknownLabels: ['So so'] })
    expect(await land(report.id)).toMatchObject({ code: 'import.invalid' })
    const landed = await land(report.id, { goodOnly: true })
    expect(landed).toMatchObject({ state: 'landed', good: 1, bad: 1 })
    expect(await names()).toEqual(['a'])
    const again = await send({ 'a.jsonl': lines })
    expect(await land(again.id, { addLabels: true })).toMatchObject({ state: 'landed', good: 1, known: 1 })
    const row = await harness.deps.db
      .selectFrom('project')
      .select(['questions', 'version'])
      .where('id', '=', project)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.questions)[0].labels.map((l: { id: string; name: string }) => [l.id, l.name])).toEqual([
      ['good', 'Good'],
      ['so-so', 'So so'],
    ])
    expect(row.version).toBe(2)
    const task = await harness.deps.db
      .selectFrom('task')
      .select('prefill')
      .where('name', '=', 'b')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(task.prefill)).toMatchObject([{ question: 'mood', label: 'so-so', source: 'import' }])
  })

  it('refuses files in which there is nothing for this project', async () => {
    expect(await send({ 'a.bin': 'xx' })).toMatchObject({
      state: 'refused',
      issueCount: 1,
      issues: [{ code: 'format' }],
    })
    expect(await send({ 'a.jsonl': '' })).toMatchObject({ state: 'refused', issues: [{ code: 'empty' }] })
    expect(await send({ 'a.jsonl': '{"id":"x"}' })).toMatchObject({ state: 'refused', good: 0, bad: 1 })
  })

  it('forgets what is discarded', async () => {
    const report = await send({ 'a.jsonl': rows('one') })
    const url = `/api/imports/${report.id}`
    expect((await harness.app.inject({ method: 'DELETE', url, headers: manager.headers })).json()).toEqual({ ok: true })
    expect(await get(report.id)).toMatchObject({ state: 'discarded' })
    expect(await land(report.id)).toMatchObject({ code: 'import.state' })
    expect(await readdir(join(harness.data, 'imports'))).toEqual([])
  })

  it('SEC3: lets only managers of the project import, and no one of another see', async () => {
    const annotator = await person(harness.deps, 'Ann', 'annotator', project)
    const stranger = await person(harness.deps, 'Stra', 'manager', await makeProject(harness.deps))
    expect(await send({ 'a.jsonl': rows('x') }, 'auto', annotator)).toMatchObject({ code: 'not-allowed' })
    expect(await send({ 'a.jsonl': rows('x') }, 'auto', stranger)).toMatchObject({ code: 'not-found' })
    const { id } = await send({ 'a.jsonl': rows('x') })
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/land'],
      ['DELETE', ''],
      ['GET', '/bad'],
    ] as const) {
      const ask = (headers: object) =>
        harness.app.inject({
          method,
          url: `/api/imports/${id}${path}`,
          headers: headers as never,
          ...(method === 'POST' ? { payload: {} } : {}),
        })
      expect((await ask(stranger.headers)).json()).toMatchObject({ code: 'not-found' })
      expect((await ask(annotator.headers)).json()).toMatchObject({ code: 'not-allowed' })
    }
    expect(await names()).toEqual([])
  })

  it('survives a crash while reading and while landing: the tasks come once', async () => {
    await runner.stop()
    const { payload, headers } = upload({ 'a.jsonl': rows('one', 'two') })
    const url = `/api/projects/${project}/imports`
    const { id } = (
      await harness.app.inject({ method: 'POST', url, payload, headers: { ...headers, ...manager.headers } })
    ).json()
    // Nobody read it: the next runner finds its event.
    runner = startRunner(harness.deps)
    await runner.idle()
    expect(await get(id)).toMatchObject({ state: 'ready', good: 2 })
    await runner.stop()
    await harness.app.inject({ method: 'POST', url: `/api/imports/${id}/land`, payload: {}, headers: manager.headers })
    expect(await get(id)).toMatchObject({ state: 'landing' })
    await workOnImport(harness.deps, id)
    await workOnImport(harness.deps, id)
    runner = startRunner(harness.deps)
    await runner.idle()
    expect(await names()).toEqual(['t0', 't1'])
    expect(await tally()).toMatchObject({ tasks: 2 })
  })

  it('SEC4: refuses hostile archives and names, before anything is read', async () => {
    const zip = async (name: string) => {
      const whole = await zipped({ 'aa/aa/aa.jsonl': rows('x') })
      return Buffer.from(whole.toString('latin1').replaceAll('aa/aa/aa.jsonl', name), 'latin1')
    }
    const refused = await send({ 'a.zip': await zip('../../aa.jsonl') })
    expect(refused).toMatchObject({ code: 'import.archive', issues: [{ file: 'a.zip', code: 'archive.path' }] })
    expect(await send({ '../../etc/passwd': 'x' })).toMatchObject({
      code: 'import.invalid',
      issues: [{ code: 'file-name' }],
    })
    expect(await readdir(join(harness.data, 'imports'))).toEqual([])
    expect(await send({ 'a.zip': await zip('aa/bb/aa.jsonl') })).toMatchObject({ state: 'ready', good: 1 })
  })

  it('reads files of this machine in place, and leaves them there', async () => {
    const folder = join(harness.data, 'own')
    const { mkdir, writeFile } = await import('node:fs/promises')
    await mkdir(join(folder, 'deep'), { recursive: true })
    await writeFile(join(folder, 'deep', 'a.jsonl'), rows('one'))
    const options = { person: manager.id as never }
    expect(await importFiles(harness.deps, project as never, [folder], { ...options, dryRun: true })).toMatchObject({
      state: 'ready',
      good: 1,
    })
    expect(await names()).toEqual([])
    expect(await importFiles(harness.deps, project as never, [folder], options)).toMatchObject({
      state: 'landed',
      good: 1,
    })
    expect(await names()).toEqual(['t0'])
    expect(await readdir(join(folder, 'deep'))).toEqual(['a.jsonl'])
  })

  it('IMG5: measures and serves an image as it is displayed, and its thumbnail with it', async () => {
    await start({ media: 'image' })
    const raw = { create: { width: 60, height: 40, channels: 3 as const, background: 'teal' } }
    const turned = await sharp(raw).withMetadata({ orientation: 6 }).png().toBuffer()
    const photo = await sharp(raw).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { id } = await send({ 'turned.png': turned, 'photo.jpg': photo }, 'images')
    expect(await land(id)).toMatchObject({ state: 'landed', good: 2 })
    const tasks = await harness.deps.db
      .selectFrom('task')
      .select(['name', 'media'])
      .where('project', '=', project)
      .execute()
    expect(tasks).toHaveLength(2)
    for (const { media } of tasks) {
      const { blob, width, height, orientation } = JSON.parse(media)
      expect([width, height, orientation]).toEqual([40, 60, 6])
      const url = `/api/projects/${project}/blobs/${blob}`
      const shown = await harness.app.inject({ url, headers: manager.headers })
      // What a browser displays: a JPEG it turns itself by EXIF, anything else must come upright.
      const { autoOrient, ...stored } = await sharp(shown.rawPayload).metadata()
      expect([autoOrient.width, autoOrient.height]).toEqual([40, 60])
      if (shown.headers['content-type'] !== 'image/jpeg') expect([stored.width, stored.height]).toEqual([40, 60])
      const small = await harness.app.inject({ url: `${url}/thumbnail`, headers: manager.headers })
      expect(small.headers['content-type']).toBe('image/jpeg')
      expect(await sharp(small.rawPayload).metadata()).toMatchObject({ width: 40, height: 60 })
    }
  })

  it('lands many rows that mean one file', async () => {
    await start({ media: 'audio' })
    const rows = Array.from({ length: 40 }, (_, n) => JSON.stringify({ audio_filepath: `${n}/one.wav`, text: 'said' }))
    const { id } = await send({ 'list.jsonl': rows.join('\n'), 'one.wav': recording })
    expect(await land(id)).toMatchObject({ state: 'landed', good: 40 })
  })

  it('SEC2, AUD14: serves media inert, in ranges, and to people of the project only', async () => {
    await start({ media: 'audio' })
    const report = await send({ 'one.wav': recording, 'page.wav': '<html><script>alert(1)</script>' }, 'audio')
    expect(report).toMatchObject({ good: 1, bad: 1, issues: [{ file: 'page.wav', code: 'media' }] })
    await land(report.id, { goodOnly: true })
    const task = await harness.deps.db
      .selectFrom('task')
      .select('media')
      .where('project', '=', project)
      .executeTakeFirstOrThrow()
    const { blob, duration } = JSON.parse(task.media)
    expect(duration).toBeCloseTo(0.496, 3)
    const url = `/api/projects/${project}/blobs/${blob}`
    const annotator = await person(harness.deps, 'Ann', 'annotator', project)
    const whole = await harness.app.inject({ url, headers: annotator.headers })
    expect(whole.rawPayload.equals(recording)).toBe(true)
    expect(whole.headers).toMatchObject({
      'content-type': 'audio/wav',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
      'content-length': String(recording.length),
    })
    const part = await harness.app.inject({ url, headers: { ...annotator.headers, range: 'bytes=0-3' } })
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([
      206,
      'RIFF',
      `bytes 0-3/${recording.length}`,
    ])
    const etag = whole.headers.etag as string
    const same = await harness.app.inject({ url, headers: { ...annotator.headers, 'if-none-match': etag } })
    expect([same.statusCode, same.body]).toEqual([304, ''])
    const outside = await harness.app.inject({ url, headers: { ...annotator.headers, range: 'bytes=99999-' } })
    expect([outside.statusCode, outside.headers['content-range']]).toEqual([416, `bytes */${recording.length}`])
    const other = await harness.app.inject({
      url,
      headers: { ...annotator.headers, range: 'bytes=0-3', 'if-range': '"x"' },
    })
    expect(other.statusCode).toBe(200)
    const head = await harness.app.inject({ method: 'HEAD', url, headers: annotator.headers })
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', String(recording.length)])
    const stranger = await person(harness.deps, 'Stra', 'manager', await makeProject(harness.deps))
    expect((await harness.app.inject({ url, headers: stranger.headers })).statusCode).toBe(404)
    const elsewhere = `/api/projects/${await makeProject(harness.deps)}/blobs/${blob}`
    expect((await harness.app.inject({ url: elsewhere, headers: annotator.headers })).statusCode).toBe(404)
    expect((await harness.app.inject({ url })).statusCode).toBe(401)
  })
})
