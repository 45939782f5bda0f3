// The main job: builds the page where needed and serves page, API and stream on one port.
import { buildClient } from './build-client.ts'
import { runScript } from './child.ts'

await buildClient()
// Ctrl-C reaches the server by the terminal's process group; this process waits for its clean stop.
process.on('SIGINT', () => {})
process.exit(await runScript('apps/server/src/main.ts', process.argv.slice(2)))
