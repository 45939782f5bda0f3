// The rooms in which the assistant hears people: reverberation for sox, and seeded background noise.
import type { Random } from './random.ts'
import { at } from './wave.ts'

export interface Room {
  readonly id: string
  /** Arguments of sox's effects. */
  readonly effects: readonly string[]
  readonly noise: 'fan' | 'hum' | 'dishes' | 'road' | 'rain'
  /** Signal-to-noise ratio in decibels, lowest and highest. */
  readonly snr: readonly [number, number]
}

export const rooms: readonly Room[] = [
  { id: 'living-room', effects: ['reverb', '12', '70', '30', '100', '0', '-10'], noise: 'hum', snr: [32, 42] },
  { id: 'kitchen', effects: ['reverb', '18', '50', '25', '100', '3', '-9'], noise: 'dishes', snr: [26, 34] },
  { id: 'bathroom', effects: ['reverb', '28', '30', '18', '100', '0', '-7'], noise: 'fan', snr: [28, 36] },
  { id: 'car', effects: ['reverb', '6', '80', '8', '100', '0', '-8', 'highpass', '120'], noise: 'road', snr: [20, 30] },
  {
    id: 'conservatory',
    effects: ['reverb', '22', '40', '60', '100', '8', '-9', 'lowpass', '6500'],
    noise: 'rain',
    snr: [28, 36],
  },
]

/** Background noise of a room, normalised to a root mean square of 1. */
export function noiseOf(kind: Room['noise'], length: number, rate: number, random: Random): Float64Array {
  const noise = makers[kind](length, rate, random)
  const rms = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / Math.max(1, length))
  return noise.map((x) => x / (rms || 1))
}

const makers: Record<Room['noise'], (length: number, rate: number, random: Random) => Float64Array> = {
  fan: (length, _rate, random) => lowPass(white(length, random), 0.12),
  rain: (length, _rate, random) => {
    const drops = white(length, random)
    return drops.map((x) => (random.chance(0.004) ? x * 9 : x * 0.6))
  },
  road: (length, rate, random) => {
    const deep = lowPass(white(length, random), 0.03)
    return deep.map((x, i) => x * (1 + 0.4 * Math.sin((2 * Math.PI * 0.4 * i) / rate)))
  },
  hum: (length, rate, random) => {
    const hiss = lowPass(white(length, random), 0.3)
    return hiss.map(
      (x, i) =>
        0.5 * x + 0.5 * Math.sin((2 * Math.PI * 100 * i) / rate) + 0.2 * Math.sin((2 * Math.PI * 200 * i) / rate),
    )
  },
  dishes: (length, rate, random) => {
    const out = lowPass(white(length, random), 0.2).map((x) => x * 0.5)
    const clinks = Math.round((length / rate) * 1.2)
    for (let c = 0; c < clinks; c++) addClink(out, rate, random)
    return out
  },
}

/** A struck plate: three decaying partials. */
function addClink(out: Float64Array, rate: number, random: Random): void {
  const start = random.integer(0, out.length - 1)
  const pitch = random.between(1800, 4200)
  const loud = random.between(0.3, 1.1)
  for (let i = 0; i < rate * 0.12 && start + i < out.length; i++) {
    const t = i / rate
    const ring =
      Math.sin(2 * Math.PI * pitch * t) +
      0.6 * Math.sin(2 * Math.PI * pitch * 1.51 * t) +
      0.3 * Math.sin(2 * Math.PI * pitch * 1.93 * t)
    out[start + i] = at(out, start + i) + loud * ring * Math.exp(-t * 40)
  }
}

function white(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => random.normal())
}

function lowPass(input: Float64Array, share: number): Float64Array {
  let held = 0
  return input.map((x) => {
    held += share * (x - held)
    return held
  })
}
