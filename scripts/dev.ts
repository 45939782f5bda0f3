// Development: the server from source, and the page with hot reload on http://127.0.0.1:5173.
import { run, runScript } from './child.ts'

const server = runScript('apps/server/src/main.ts', [], { ETABLI_URL: 'http://127.0.0.1:5173' })
const page = run('apps/client/node_modules/.bin/vite', ['apps/client', '--host', '127.0.0.1'])
process.on('SIGINT', () => {})
process.exit(Math.max(await server, await page))
