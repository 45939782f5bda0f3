// Recordings with what machines heard, as projects to be checked; and the transcript's field.
import { readFile } from 'node:fs/promises'
import type { Project } from '@etabli/schema'
import { expect, type Locator, type Page } from '@playwright/test'
import type { TestPerson } from '../people.ts'
import { openProject } from '../project.ts'

/** What a machine heard: its words, each with its start in seconds and how sure it was. */
export interface HeardRow {
  readonly words: readonly (readonly [word: string, start: number, confidence: number])[]
  readonly alternatives?: readonly string[]
}

const verdicts = [
  { id: 'correct', name: 'Correct', colour: 2, key: '1' },
  { id: 'corrected', name: 'Corrected', colour: 0, key: '2' },
  { id: 'unintelligible', name: 'Unintelligible', colour: 4, key: '3' },
]

interface Asked {
  readonly options?: object
  readonly attributes?: readonly object[]
}

/** What was said, and a verdict on what the machine heard. */
export function transcriptQuestions({ options = {}, attributes = [] }: Asked = {}) {
  return [
    { id: 'transcript', kind: 'transcript', title: 'What was said', options, attributes },
    { id: 'verdict', kind: 'single', title: 'Verdict', required: true, labels: verdicts },
  ]
}

/** A project that asks for transcripts and a verdict, with one recording for each row. */
export async function openTranscripts(
  manager: TestPerson,
  name: string,
  rows: readonly HeardRow[],
  asked: Asked & { readonly overlap?: number } = {},
): Promise<Project> {
  const sound = new Uint8Array(await readFile(new URL('../../datasets/assistant/audio/en-002.flac', import.meta.url)))
  const files: Record<string, string | Uint8Array<ArrayBuffer>> = {}
  const lines = rows.map(({ words, alternatives }, index) => {
    const file = `audio/${String(index + 1).padStart(2, '0')}.flac`
    files[file] = sound
    const timed = words.map(([word, start, confidence]) => ({ word, start, end: start + 0.2, confidence }))
    const text = words.map(([word]) => word).join(' ')
    return JSON.stringify({
      audio_filepath: file,
      machine: { text, words: timed, ...(alternatives && { alternatives }) },
    })
  })
  files['list.jsonl'] = `${lines.join('\n')}\n`
  const { overlap = 1 } = asked
  return openProject(manager, { name, media: 'audio', questions: transcriptQuestions(asked), overlap }, files)
}

export const transcriptField = (page: Page): Locator => page.getByRole('textbox', { name: 'What was said' })
export const chosenVerdict = (page: Page): Locator => page.getByRole('radio', { checked: true })

/** Waits until the recording can be heard. */
export async function heard(page: Page): Promise<void> {
  await expect(page.locator('.transcript-sound[data-ready]')).toBeVisible()
}

/** Seconds of the clock below the waveform. */
export async function clockOf(page: Page): Promise<number> {
  const [, minutes, seconds] =
    /(\d+):([\d.]+) \//.exec((await page.locator('.transport-time').textContent()) ?? '') ?? []
  return 60 * Number(minutes) + Number(seconds)
}

/** What is selected in a text field. */
export const selectedIn = (field: Locator): Promise<string> =>
  field.evaluate((element) => {
    if (!(element instanceof HTMLTextAreaElement)) throw new Error('not a text field')
    return element.value.slice(element.selectionStart, element.selectionEnd)
  })
