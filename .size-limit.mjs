// What the page may weigh (gzip, scripts only): the first load of the two pages everyone meets, and the views, each fetched
// when a task of its modality comes. A first load is everything a fresh visit fetches, as the build's manifest tells it:
// the entry, what the page asks for by itself while it comes up, and all that those import. Styles and fonts are apart.
import { readFileSync } from 'node:fs'

const dist = 'apps/client/dist/'
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))

/** The files of those chunks and of all that they import. Throws where a chunk is not there by that name. */
function loads(...names) {
  const seen = new Set()
  const visit = (name) => {
    if (seen.has(name)) return
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the build has no ${name}: name here what the page loads now`)
    seen.add(name)
    for (const other of chunk.imports ?? []) visit(other)
  }
  for (const name of names) visit(name)
  return [...seen].map((name) => dist + manifest[name].file)
}

const entry = ['index.html', 'src/words/en.ts']
const row = (name, path, limit) => ({ name, path, limit, gzip: true })

export default [
  row('first load of sign-in', loads(...entry, 'src/screens/sign-in.tsx'), '190 kB'),
  // More than the shell's by the browser database: docs/adr/0012-what-the-first-load-holds.md.
  row('first load of home', loads(...entry, 'src/screens/home.tsx', 'src/transport/open-live.ts'), '216 kB'),
  row('image view', `${dist}assets/image-*.js`, '100 kB'),
  row('audio view', `${dist}assets/audio-*.js`, '35 kB'),
  row('text view', `${dist}assets/text-*.js`, '20 kB'),
]
