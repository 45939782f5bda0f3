// Sound at another rate, as it streams by: each sample is weighed from those around it, without what the new rate cannot hold.
import { joined } from './sound-samples.ts'

/** Zero crossings of the sinc on either side. */
const REACH = 16
/** Of the lower rate's half: the rest is where the filter goes from all to nothing. */
const KEPT = 0.94

export interface Resampler {
  /** The next samples. @returns those of the new rate that are whole now */
  add(samples: Float32Array): Float32Array
  /** The rest; after the end is silence. */
  finish(): Float32Array
}

/**
 * From one rate to another, in Hz, both whole numbers. A sinc under a Hann window, one set of weights for each place between
 * two samples that comes up. Source: J. O. Smith, Digital Audio Resampling, ccrma.stanford.edu/~jos/resample.
 */
export function resampler(from: number, to: number): Resampler {
  if (from === to) return { add: (samples) => samples, finish: () => new Float32Array(0) }
  const common = divisor(from, to)
  const [step, phases] = [from / common, to / common]
  const cutoff = KEPT * Math.min(1, to / from)
  const half = Math.ceil(REACH / cutoff)
  const weights = Array.from({ length: phases }, (_, phase) => weightsOf(phase / phases, half, cutoff))
  let held = new Float32Array(half - 1)
  /** The next sample of the new rate, and which sample of the old one `held` begins with. */
  let next = 0
  let origin = 1 - half

  function take(until: number): Float32Array {
    const last = Math.max(next, Math.ceil((until * phases) / step))
    const made = new Float32Array(last - next)
    for (let n = 0; n < made.length; n++, next++) {
      const at = Math.floor((next * step) / phases)
      made[n] = weighed(held, at - half + 1 - origin, weights[(next * step) % phases] ?? held)
    }
    const unneeded = Math.max(0, Math.min(held.length, Math.floor((next * step) / phases) - half + 1 - origin))
    held = held.slice(unneeded)
    origin += unneeded
    return made
  }

  return {
    add(samples) {
      held = joined(held, samples)
      return take(origin + held.length - half)
    },
    finish() {
      const end = origin + held.length
      held = joined(held, new Float32Array(half))
      return take(end)
    },
  }
}

function weighed(samples: Float32Array, at: number, weights: Float32Array): number {
  let sum = 0
  for (let n = 0; n < weights.length; n++) sum += (samples[at + n] ?? 0) * (weights[n] ?? 0)
  return sum
}

/** Weights of the samples around a place that lies so far after one of them; they add up to 1. */
function weightsOf(after: number, half: number, cutoff: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * half }, (_, n) => {
    const away = n - half + 1 - after
    const sinc = away === 0 ? cutoff : Math.sin(Math.PI * cutoff * away) / (Math.PI * away)
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * Math.max(-half, Math.min(half, away))) / half))
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other)
}
