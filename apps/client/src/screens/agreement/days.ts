// Days on an axis: written short, never crowded, counted in whole numbers.

/** `3 Mar`, of a day in UTC written `2026-03-03`. */
export function dayWords(day: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}

/** At most so many of the days, evenly apart. */
export function everyNth<T>(values: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(values.length / most))
  return values.filter((_, index) => index % step === 0)
}

/** How many ticks an axis of counts takes: never one between two whole numbers. */
export function ticksFor(counts: readonly number[]): number {
  return Math.min(5, Math.max(1, Math.floor(Math.max(0, ...counts))))
}
