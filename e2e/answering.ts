// Labels by the stream instead of a page, for tests that are about what comes after.
import type { Answers, Project } from '@etabli/schema'
import { annotate, openStream, type SocketLike } from '@etabli/sdk'
import type { TestPerson } from './people.ts'
import type { RunningServer } from './server.ts'

let made = 0

/** The person submits these answers to each task of the project that the queue gives them. */
export async function answerAll(
  server: RunningServer,
  person: TestPerson,
  project: Project,
  answers: (person: TestPerson) => Answers,
): Promise<void> {
  const { token } = await person.api.call('tokens.create', { body: { name: 'answers' } })
  const timers = {
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  }
  const ready = Promise.withResolvers<void>()
  const stream = openStream({
    open: () => new WebSocket(`${server.url.replace('http', 'ws')}/api/stream`) as SocketLike,
    timers,
    token,
    onState: ({ name }) => {
      if (name === 'ready') ready.resolve()
    },
    onMessage: () => undefined,
  })
  await ready.promise
  const ids = { next: () => `01ARZ3NDEKTSV4RRFFQ${String(++made).padStart(7, '0')}` }
  await annotate({ stream, project: project.id, version: project.version, timers, ids, answer: () => answers(person) })
  stream.close()
}
