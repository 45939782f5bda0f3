// Earnings: the hourly rate is of paid work alone.
import type { ProjectId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { earnings } from './earnings.ts'

const project = (id: string, annotations: number, minutes: number, currency: string | null) => ({
  project: id as ProjectId,
  name: id,
  annotations,
  activeMs: minutes * 60_000,
  pay: currency === null ? null : { per: 'hour' as const, minor: 1_500, currency },
})

describe('earnings', () => {
  it('divides pay by the hours of the projects that pay in that currency', () => {
    const summary = {
      pay: [
        { currency: 'EUR', minor: 1_500 },
        { currency: 'CHF', minor: 900 },
      ],
      projects: [project('a', 10, 60, 'EUR'), project('b', 5, 30, 'CHF'), project('c', 99, 600, null)],
    }
    expect(earnings(summary)).toEqual([
      { currency: 'EUR', minor: 1_500, hourly: 1_500, annotations: 10 },
      { currency: 'CHF', minor: 900, hourly: 1_800, annotations: 5 },
    ])
  })

  it('gives no hourly rate where no time was counted', () => {
    const summary = { pay: [{ currency: 'EUR', minor: 40 }], projects: [project('a', 2, 0, 'EUR')] }
    expect(earnings(summary)[0]?.hourly).toBeNull()
  })
})
