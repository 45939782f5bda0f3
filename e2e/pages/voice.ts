// A microphone of the tests: sounds made by hand, played by Chromium as if somebody spoke them; and what was recorded, heard
// by a discrete Fourier transform at one frequency.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePcmWav } from '@etabli/formats'
import type { Project } from '@etabli/schema'
import { type Browser, chromium } from '@playwright/test'
import type { TestPerson } from '../people.ts'

const RATE = 48_000

/** WAV, 16 bit, mono, of so many seconds; `sample` gives −1 to 1, what is over is cut off. */
function wave(seconds: number, sample: (second: number) => number): Buffer {
  const samples = Int16Array.from({ length: seconds * RATE }, (_, n) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample(n / RATE) * 32_768))),
  )
  return Buffer.from(writePcmWav(samples, RATE))
}

export const TONE = 440
const sine = (second: number) => Math.sin(2 * Math.PI * TONE * second)

export const voices = {
  /** A tone at a quarter of full scale: −12 dBFS. */
  tone: () => wave(4, (second) => 0.25 * sine(second)),
  /** Four times full scale: cut off most of the time. */
  shouted: () => wave(4, (second) => 4 * sine(second)),
  silence: () => wave(4, () => 0),
}

/**
 * A browser whose microphone plays that file over and over; without one, a browser in which the person refuses.
 */
export async function browserWith(voice: Buffer | null): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-voice-'))
  const file = join(folder, 'voice.wav')
  if (voice) writeFileSync(file, voice)
  const path = process.env['ETABLI_CHROMIUM']
  return chromium.launch({
    ...(path ? { executablePath: path } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-device-for-media-stream',
      ...(voice
        ? ['--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${file}`]
        : ['--deny-permission-prompts']),
    ],
  })
}

export interface Recorded {
  readonly task: string
  readonly value: {
    readonly blob: string
    readonly seconds: number
    readonly sampleRate: number
    readonly peak: number
    readonly checks: readonly string[]
  }
  readonly samples: Int16Array
}

/** Every take that annotations of the project name, with the samples that the server has of it, in order of the tasks. */
export async function recordedIn(url: string, manager: TestPerson, project: Project): Promise<Recorded[]> {
  const { rows } = await manager.api.call('tasks.list', { params: { project: project.id } })
  const takes: Recorded[] = []
  for (const { task } of rows) {
    const { annotations } = await manager.api.call('tasks.get', { params: { task: task.id } })
    for (const { annotation } of annotations) {
      const value = annotation.answers[0]?.value as unknown as Recorded['value']
      takes.push({ task: task.name, value, samples: await samplesAt(url, manager, project, value.blob) })
    }
  }
  return takes
}

async function samplesAt(url: string, manager: TestPerson, project: Project, blob: string): Promise<Int16Array> {
  const { token } = await manager.api.call('tokens.create', { body: { name: 'listening' } })
  const reply = await fetch(`${url}/api/projects/${project.id}/blobs/${blob}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (!reply.ok) throw new Error(`the take answers ${reply.status}`)
  const bytes = Buffer.from(await reply.arrayBuffer())
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.readUInt16LE(34) !== 16) throw new Error('no 16-bit WAV')
  return Int16Array.from({ length: (bytes.length - 44) / 2 }, (_, n) => bytes.readInt16LE(44 + n * 2))
}

/** Seconds in which whole waves of every frequency that is looked for fit. */
const WINDOW = 0.05

/**
 * The amplitude at one frequency, 0 to 1, by |Σ x·e^(−2πift)| · 2/N over 50 ms, the middle one of all such stretches: a
 * busy machine plays its fake microphone with gaps, and the wave goes on elsewhere after each.
 */
export function amplitudeAt(samples: Int16Array, sampleRate: number, hertz: number): number {
  const length = Math.round(WINDOW * sampleRate)
  const found: number[] = []
  for (let from = 0; from + length <= samples.length; from += length) {
    let [re, im] = [0, 0]
    for (let n = 0; n < length; n++) {
      const angle = (2 * Math.PI * hertz * n) / sampleRate
      re += (samples[from + n] ?? 0) * Math.cos(angle)
      im -= (samples[from + n] ?? 0) * Math.sin(angle)
    }
    found.push((2 * Math.hypot(re, im)) / length / 32_768)
  }
  return found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0
}
