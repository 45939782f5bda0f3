// The floor of `next-task`: a WebSocket server that writes each message as a row and echoes after the group's commit.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type WebSocket, WebSocketServer } from 'ws'

const folder = mkdtempSync(join(tmpdir(), 'etabli-echo-'))
const database = new Database(join(folder, 'echo.sqlite'))
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec('create table echo (id integer primary key, body text not null)')
const insert = database.prepare('insert into echo (body) values (?)')
const insertAll = database.transaction((bodies: readonly string[]) => {
  for (const body of bodies) insert.run(body)
})

let group: { socket: WebSocket; body: string }[] = []
function commit(): void {
  const taken = group
  group = []
  insertAll(taken.map(({ body }) => body))
  for (const { socket, body } of taken) socket.send(body)
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`${address.port}\n`)
})
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    if (group.length === 0) setImmediate(commit)
    group.push({ socket, body: String(data) })
  })
})
process.on('SIGTERM', () => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
