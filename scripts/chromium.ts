// Finds a Chromium for the browser tests; as root on Debian it installs the one of the distribution.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The path of a Chromium: `ETABLI_CHROMIUM`, or one in a usual place, or one installed now with apt-get.
 * @throws Error with a sentence that says what to install
 */
export function findChromium(): string {
  const named = process.env['ETABLI_CHROMIUM']
  if (named) return named
  const there = PLACES.find((place) => existsSync(place))
  if (there) return there
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium with apt-get for the browser tests …\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
    const result = spawnSync(
      'apt-get',
      [
        'install',
        '-y',
        '-qq',
        '--no-install-recommends',
        'chromium',
        'fonts-noto-core',
        'fonts-noto-color-emoji',
        'fonts-noto-cjk',
      ],
      { encoding: 'utf8', env },
    )
    const installed = PLACES.find((place) => existsSync(place))
    if (installed) return installed
    process.stderr.write(result.stderr)
  }
  throw new Error(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium) or name one in ETABLI_CHROMIUM.',
  )
}
