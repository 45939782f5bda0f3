// Runs a command of the ladder to its end and says how it went.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The exit status of a command run in the repository's root with our terminal. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const path = `${join(root, 'node_modules', '.bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path, ...env } })
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGTERM', pass)
    child.on('error', reject)
    child.on('exit', (status, signal) => {
      process.off('SIGTERM', pass)
      resolve(signal ? 1 : (status ?? 1))
    })
  })
}

/** Runs one of our TypeScript files under this Node. */
export function runScript(
  file: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<number> {
  return run(
    process.execPath,
    ['--conditions=@etabli/source', '--disable-warning=ExperimentalWarning', join(root, file), ...args],
    env,
  )
}
