// Bytes in words: `12 kB`, `3.4 MB`, in powers of a thousand.

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function bytesWords(bytes: number, language: string): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const format = { style: 'unit', unit: UNITS[unit] ?? 'byte', unitDisplay: 'short' } as const
  return new Intl.NumberFormat(language, { ...format, maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(
    value,
  )
}
