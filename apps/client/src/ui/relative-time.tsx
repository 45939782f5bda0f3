// RelativeTime: how long ago, in words; the exact time on hover. The one date formatter of the page.
import { useEffect, useState } from 'react'
import { useWords } from '../hooks/use-words.ts'

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** `3 minutes ago`, `in 2 hours`, `now`. Times in milliseconds since the epoch. */
export function relativeTime(at: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const distance = at - now
  for (const [unit, length] of STEPS) {
    if (Math.abs(distance) >= length) return format.format(Math.trunc(distance / length), unit)
  }
  return format.format(0, 'second')
}

/** `12 March 2026, 14:05`, in the person's own zone. */
export function exactTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(at)
}

/** `14:05`. */
export function clockTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)
}

/** `2 h 05 min`, `5 min`, `12 s`: a length of work, in milliseconds. */
export function duration(millis: number): string {
  const seconds = Math.round(millis / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

export function RelativeTime({ at }: { readonly at: number }) {
  const { language } = useWords()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, language)}>
      {relativeTime(at, now, language)}
    </time>
  )
}
