// Makes the assistant set: sentences spoken by flite and espeak-ng in rooms with noise, and what pocketsphinx heard.
// Run: node --conditions=@etabli/source datasets/generate/assistant.ts
// Needs flite, espeak-ng, sox and pocketsphinx_continuous with its en-us model.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inSets, writeLines } from './files.ts'
import { type HeardWord, mishear, speechSpan } from './misheard.ts'
import { type Random, seeded } from './random.ts'
import { noiseOf, rooms } from './rooms.ts'
import { at, readWave, writeWave } from './wave.ts'

const RATE = 16_000

interface Voice {
  readonly id: string
  readonly lang: 'en' | 'fr'
  /** The program and its arguments; the sentence comes in as `TEXT`, the file as `FILE`. */
  readonly say: readonly [string, ...string[]]
  /** sox effects that make a second person out of the same voice. */
  readonly effects: readonly string[]
}

const flite = (voice: string): readonly [string, ...string[]] => ['flite', '-voice', voice, '-t', 'TEXT', '-o', 'FILE']
const espeak = (voice: string, speed: number, pitch: number): readonly [string, ...string[]] => [
  'espeak-ng',
  '-v',
  voice,
  '-s',
  String(speed),
  '-p',
  String(pitch),
  '-w',
  'FILE',
  'TEXT',
]

const voices: readonly Voice[] = [
  { id: 'slt', lang: 'en', say: flite('slt'), effects: [] },
  { id: 'rms', lang: 'en', say: flite('rms'), effects: [] },
  { id: 'awb', lang: 'en', say: flite('awb'), effects: [] },
  { id: 'kal', lang: 'en', say: flite('kal16'), effects: [] },
  { id: 'slt-low', lang: 'en', say: flite('slt'), effects: ['pitch', '-140', 'tempo', '-s', '1.06'] },
  { id: 'rms-slow', lang: 'en', say: flite('rms'), effects: ['pitch', '90', 'tempo', '-s', '0.93'] },
  { id: 'awb-low', lang: 'en', say: flite('awb'), effects: ['pitch', '-120', 'tempo', '-s', '0.96'] },
  { id: 'kal-high', lang: 'en', say: flite('kal16'), effects: ['pitch', '160'] },
  { id: 'fr-f2', lang: 'fr', say: espeak('fr-fr+f2', 150, 55), effects: [] },
  { id: 'fr-m3', lang: 'fr', say: espeak('fr-fr+m3', 145, 45), effects: [] },
  { id: 'be-f4', lang: 'fr', say: espeak('fr-be+f4', 155, 60), effects: [] },
  { id: 'ch-m7', lang: 'fr', say: espeak('fr-ch+m7', 140, 40), effects: [] },
]

interface Machine {
  readonly text: string
  /** Mean of the words' confidences, in [0, 1]. */
  readonly confidence: number
  readonly words: readonly HeardWord[]
  readonly engine: string
  readonly times: 'measured' | 'estimated'
}

interface Utterance {
  readonly audio_filepath: string
  readonly duration: number
  readonly lang: string
  readonly speaker: string
  readonly room: string
  readonly snr_db: number
  readonly text: string
  readonly machine: Machine
}

function sentencesOf(lang: string): string[] {
  const source = readFileSync(join(import.meta.dirname, 'assistant-source.txt'), 'utf8')
  const block = source.split(/^## /m).find((part) => part.startsWith(`${lang}\n`)) ?? ''
  return block.trim().split('\n').slice(1)
}

/** Speaks the sentence in a room; gives the samples with the noise on them, and where the speech lies in seconds. */
function record(sentence: string, voice: Voice, random: Random, folder: string) {
  const raw = join(folder, 'raw.wav')
  const roomy = join(folder, 'room.wav')
  const [program, ...pattern] = voice.say
  execFileSync(
    program,
    pattern.map((part) => (part === 'TEXT' ? sentence : part === 'FILE' ? raw : part)),
    { stdio: 'ignore' },
  )
  const room = random.pick(rooms)
  const lead = random.between(0.2, 0.45).toFixed(2)
  const trail = random.between(0.3, 0.6).toFixed(2)
  execFileSync(
    'sox',
    [
      '-R',
      raw,
      '-r',
      String(RATE),
      '-c',
      '1',
      '-b',
      '16',
      roomy,
      'gain',
      '-9',
      ...voice.effects,
      'pad',
      lead,
      trail,
      ...room.effects,
    ],
    { stdio: 'ignore' },
  )
  const { samples } = readWave(roomy)
  const span = speechSpan(samples, RATE)
  const snr = Math.round(random.between(room.snr[0], room.snr[1]))
  const power = samples.reduce((sum, x) => sum + x * x, 0) / samples.length
  const noise = noiseOf(room.noise, samples.length, RATE, random)
  const level = Math.sqrt(power / 10 ** (snr / 10))
  const mixed = samples.map((x, i) => x + level * at(noise, i))
  const peak = mixed.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return { samples: mixed.map((x) => (x / peak) * 0.7), span, room: room.id, snr }
}

/** Runs pocketsphinx on a 16 kHz WAV; silence is kept, so that times are those of the file. */
function recognise(path: string): Machine {
  const output = execFileSync(
    'pocketsphinx_continuous',
    ['-infile', path, '-time', 'yes', '-remove_silence', 'no', '-logfn', '/dev/null'],
    { encoding: 'utf8' },
  )
  const words: HeardWord[] = []
  for (const line of output.split('\n')) {
    const match = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+\.\d+)$/.exec(line)
    const [, token = '', start = '', end = '', confidence = ''] = match ?? []
    if (token === '' || /^[<[+]/.test(token)) continue
    words.push({
      word: token.replace(/\(\d+\)$/, ''),
      start: Number(start),
      end: Number(end),
      // pocketsphinx rounds posteriors in log space, so certain words read 1.0003.
      confidence: Math.min(1, Math.round(Number(confidence) * 1000) / 1000),
    })
  }
  return machineOf(words, 'pocketsphinx 5prealpha, en-us', 'measured')
}

function machineOf(words: readonly HeardWord[], engine: string, times: Machine['times']): Machine {
  const mean = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length)
  return {
    text: words.map((word) => word.word).join(' '),
    confidence: Math.round(mean * 1000) / 1000,
    words,
    engine,
    times,
  }
}

function makeUtterance(sentence: string, voice: Voice, name: string, folder: string): Utterance {
  const random = seeded(`assistant/${name}`)
  const { samples, span, room, snr } = record(sentence, voice, random, folder)
  const wave = join(folder, `${name}.wav`)
  writeWave(wave, { rate: RATE, samples })
  const file = `audio/${name}.flac`
  execFileSync('sox', ['-R', wave, '-C', '8', inSets('assistant', file)])
  const machine =
    voice.lang === 'en'
      ? recognise(wave)
      : machineOf(mishear(sentence, span.start, span.end, random), 'simulated error model', 'estimated')
  const duration = Math.round((samples.length / RATE) * 1000) / 1000
  if (duration < 2 || duration > 8) throw new Error(`${name} lasts ${duration} s`)
  return {
    audio_filepath: file,
    duration,
    lang: voice.lang,
    speaker: voice.id,
    room,
    snr_db: snr,
    text: sentence,
    machine,
  }
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'assistant-'))
  rmSync(inSets('assistant', 'audio'), { recursive: true, force: true })
  mkdirSync(inSets('assistant', 'audio'), { recursive: true })
  const rows: Utterance[] = []
  for (const lang of ['en', 'fr'] as const) {
    const speakers = voices.filter((voice) => voice.lang === lang)
    for (const [i, sentence] of sentencesOf(lang).entries()) {
      const voice = speakers[i % speakers.length]
      if (voice) rows.push(makeUtterance(sentence, voice, `${lang}-${String(i + 1).padStart(3, '0')}`, folder))
    }
  }
  rmSync(folder, { recursive: true })
  writeLines(inSets('assistant', 'utterances.jsonl'), rows)
  writeLines(
    inSets('assistant', 'import.jsonl'),
    rows.map(({ audio_filepath, lang, machine }) => ({ audio_filepath, lang, machine })),
  )
  writeLines(
    inSets('assistant', 'truth.jsonl'),
    rows.map(({ audio_filepath, lang, speaker, text }) => ({ audio_filepath, lang, speaker, text })),
  )
  console.log(`${rows.length} utterances`)
}

if (import.meta.main) main()
