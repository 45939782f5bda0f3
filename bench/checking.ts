// What it takes to check 20 utterances of which 5 need one word changed: keys, and milliseconds of the page, in Chromium.
import { readFile } from 'node:fs/promises'
import type { Project } from '@etabli/schema'
import type { Page } from '@playwright/test'
import { openChromium, pageFor } from './browser.ts'
import type { Figure } from './figure.ts'
import { annotators, type Rig, startRig } from './rig.ts'
import { filesProject } from './rig-files.ts'

const UTTERANCES = 20
/** Every fourth utterance, from the second on, has one wrong word. */
const isWrong = (index: number): boolean => index % 4 === 1
const MISHEARD = 'mumble'

interface Utterance {
  readonly file: string
  readonly right: readonly string[]
  /** The place of the word that the machine misheard; −1 where it heard all. */
  readonly wrong: number
  /** Seconds. */
  readonly duration: number
}

/** Needs a built client, and a Chromium. */
export async function* checking(): AsyncGenerator<Figure> {
  const utterances = await sample()
  const rig = await startRig()
  try {
    for (const way of ['typed', 'chosen'] as const) yield* figuresOf(way, await walk(rig, utterances, way), utterances)
  } finally {
    await rig.close()
  }
}

function* figuresOf(way: Way, { keys, millis }: Walk, utterances: readonly Utterance[]): Generator<Figure> {
  const how = way === 'typed' ? 'the word typed' : 'the word chosen from other hypotheses'
  const what = `20 utterances, 5 with one word changed, ${how}`
  // Without going to the word: each of the five sentences is written anew, the others accepted by one key.
  const anew = utterances.reduce((sum, { wrong, right }) => sum + (wrong < 0 ? 1 : right.join(' ').length + 3), 0)
  yield {
    bench: 'checking',
    case: `${what}: keys; baseline: the five sentences written anew`,
    value: keys,
    unit: 'keys',
    baseline: anew,
    ratio: keys / anew,
    goal: null,
    ok: null,
  }
  const sound = 1_000 * utterances.reduce((sum, { duration }) => sum + duration, 0)
  yield {
    bench: 'checking',
    case: `${what}: time of the page, every next recording ready to be heard; baseline: the recordings' own length`,
    value: millis,
    unit: 'ms',
    baseline: sound,
    ratio: millis / sound,
    goal: '< 1',
    ok: millis < sound,
  }
}

type Way = 'typed' | 'chosen'
interface Walk {
  readonly keys: number
  readonly millis: number
}

/** One person does all of them by keys, without a pause to listen. */
async function walk(rig: Rig, utterances: readonly Utterance[], way: Way): Promise<Walk> {
  const project = await projectOf(rig, utterances, way)
  const browser = await openChromium()
  try {
    const [cookie = ''] = await annotators(rig, project, 1)
    const page = await pageFor(browser, rig, cookie)
    await page.goto(`/label/${project.id}`)
    await page.getByRole('button', { name: 'Start' }).click()
    await opened(page, utterances[0])
    let keys = 0
    const press = async (key: string): Promise<void> => {
      keys += 1
      await page.keyboard.press(key)
    }
    const begun = performance.now()
    for (const [index, utterance] of utterances.entries()) {
      await check(utterance, way, press)
      const next = utterances[index + 1]
      if (next) await opened(page, next)
      else await page.getByText(/You did your share|Everything is labelled/).waitFor()
    }
    return { keys, millis: performance.now() - begun }
  } finally {
    await browser.close()
  }
}

/** Alt+a accepts from inside the text, where the one before was written, as from outside. */
async function check({ wrong, right }: Utterance, way: Way, press: (key: string) => Promise<void>): Promise<void> {
  if (wrong < 0) return press('Alt+a')
  await press('Alt+n')
  if (way === 'chosen') {
    await press('Alt+s')
    await press('1')
  } else for (const letter of right[wrong] ?? '') await press(letter)
  await press('Control+Enter')
}

/** The recording's name is on the page, and it can be heard. */
async function opened(page: Page, utterance: Utterance | undefined): Promise<void> {
  await page.waitForFunction(
    (name) =>
      document.querySelector('header')?.textContent?.includes(name) === true &&
      document.querySelector('.transcript-sound[data-ready]') !== null,
    utterance?.file ?? '',
  )
}

async function sample(): Promise<Utterance[]> {
  const list = await readFile(new URL('../datasets/assistant/utterances.jsonl', import.meta.url), 'utf8')
  const rows = list
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  return rows
    .filter(({ lang, text }) => lang === 'en' && text.split(' ').length > 3)
    .slice(0, UTTERANCES)
    .map(({ audio_filepath, text, duration }, index) => {
      const right = text
        .toLowerCase()
        .replace(/[^a-z' ]+/g, '')
        .split(' ')
      return { file: audio_filepath, right, wrong: isWrong(index) ? Math.floor(right.length / 2) : -1, duration }
    })
}

interface Row {
  readonly audio_filepath: string
  readonly lang: string
  readonly text: string
  /** Seconds. */
  readonly duration: number
}

async function projectOf(rig: Rig, utterances: readonly Utterance[], way: Way): Promise<Project> {
  const files: Record<string, string | Uint8Array<ArrayBuffer>> = {}
  const lines: string[] = []
  for (const { file, right, wrong, duration } of utterances) {
    files[file] = new Uint8Array(await readFile(new URL(`../datasets/assistant/${file}`, import.meta.url)))
    const step = duration / right.length
    const words = right.map((word, index) => ({
      word: index === wrong ? MISHEARD : word,
      start: index * step,
      end: (index + 1) * step,
      confidence: index === wrong ? 0.2 : 0.9,
    }))
    const text = words.map(({ word }) => word).join(' ')
    const alternatives = way === 'chosen' && wrong >= 0 ? { alternatives: [right.join(' ')] } : {}
    lines.push(JSON.stringify({ audio_filepath: file, machine: { text, words, ...alternatives } }))
  }
  files['list.jsonl'] = lines.join('\n')
  const verdicts = ['correct', 'corrected'].map((id, at) => ({ id, name: id, colour: at, key: String(at + 1) }))
  const questions = [
    { id: 'transcript', kind: 'transcript', title: 'What was said' },
    { id: 'verdict', kind: 'single', title: 'Verdict', required: true, labels: verdicts },
  ]
  return filesProject(rig, { name: `Checking, ${way}`, media: 'audio', questions }, files)
}
