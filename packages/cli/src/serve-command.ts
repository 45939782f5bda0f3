// `etabli serve`: the server as a child, its signals passed on.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Ends with the server's own exit status. */
export async function serve(): Promise<void> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.resolve('@etabli/server')))
  const child = spawn(
    process.execPath,
    ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', main],
    { stdio: 'inherit' },
  )
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status) => resolve(status ?? 1))
  })
}
