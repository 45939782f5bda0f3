// A real server as a child process on a data folder of its own: started, killed and started again as a test asks.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../scripts/free-port.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export interface RunningServer {
  readonly url: string
  /** What it printed so far. */
  output(): string
  /** Cuts it off as a crash or loss of power would. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  start(): Promise<void>
  /** Ends it and deletes its data. */
  destroy(): Promise<void>
}

/** Starts a server; `demo` loads the sample projects. */
export async function startServer(options: { demo: boolean }): Promise<RunningServer> {
  const data = mkdtempSync(join(tmpdir(), 'etabli-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let output = ''

  async function start(): Promise<void> {
    const started = spawn(
      process.execPath,
      ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', join(root, 'apps/server/src/main.ts')],
      {
        cwd: root,
        env: {
          ...process.env,
          ETABLI_DATA: data,
          ETABLI_PORT: String(port),
          ETABLI_HOST: '127.0.0.1',
          ETABLI_DEMO: options.demo ? '1' : '0',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    child = started
    const keep = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    started.stdout.on('data', keep)
    started.stderr.on('data', keep)
    await ready(url, started, () => output)
  }

  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      const running = child
      child = null
      if (!running || running.exitCode !== null || running.signalCode !== null) return resolve()
      running.on('exit', () => resolve())
      running.kill(signal)
    })

  await start()
  return {
    url,
    output: () => output,
    start,
    kill: () => end('SIGKILL'),
    async destroy() {
      await end('SIGTERM')
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    const up = await fetch(`${url}/api/ready`).then(
      (reply) => reply.ok,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the server did not come up in 60 s:\n${output()}`)
}
