// Columns of a spectrogram from sound that streams by: keeps no more of it than the next column looks at.
import { SPECTRUM_ROWS, spectrumRate } from '@etabli/schema'
import { joined, mixed } from './sound-samples.ts'
import { columnMaker } from './spectrum-columns.ts'

export interface ColumnStream {
  /** The next samples: an array a channel. @returns the columns that are whole now, after each other */
  add(channels: readonly Float32Array[]): Uint8Array
  /** The rest, at the end of the recording: what is not there is silence. */
  finish(): Uint8Array
}

export function columnStream(level: number, sampleRate: number): ColumnStream {
  const columns = columnMaker(level, sampleRate)
  const perColumn = sampleRate / spectrumRate(level)
  let column = 0
  let held = new Float32Array(0)
  let origin = 0
  let end = 0

  function take(isThere: (column: number) => boolean): Uint8Array {
    let count = 0
    while (isThere(column + count)) count += 1
    const made = new Uint8Array(count * SPECTRUM_ROWS)
    for (let n = 0; n < count; n++) {
      columns.write(held, origin, column + n, made.subarray(n * SPECTRUM_ROWS, (n + 1) * SPECTRUM_ROWS))
    }
    column += count
    const unneeded = Math.min(held.length, Math.max(0, columns.reach(column)[0] - origin))
    held = held.slice(unneeded)
    origin += unneeded
    return made
  }

  return {
    add(channels) {
      const more = mixed(channels)
      held = joined(held, more)
      end += more.length
      return take((at) => columns.reach(at)[1] <= end)
    },
    finish: () => take((at) => at * perColumn < end - 1e-6),
  }
}
