// Clock times of subtitles: hours, minutes, seconds, milliseconds.

const HOUR = 3_600_000
/** A million hours. */
const LATEST = HOUR * 1_000_000

/** Seconds of the parts of a clock time; null beyond a million hours. */
export function clockSeconds(hours: string, minutes: string, seconds: string, millis: string): number | null {
  const all = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(millis)
  return all <= LATEST ? all / 1_000 : null
}

/** `01:02:03.004` with the mark given before the milliseconds. RangeError on what is no time in a recording. */
export function clockTime(seconds: number, mark: '.' | ','): string {
  const all = Math.round(seconds * 1_000)
  if (!(all >= 0 && all <= LATEST)) throw new RangeError(`no time in a recording: ${seconds}`)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const millis = String(all % 1_000).padStart(3, '0')
  return `${two(all / HOUR)}:${two((all / 60_000) % 60)}:${two((all / 1_000) % 60)}${mark}${millis}`
}
