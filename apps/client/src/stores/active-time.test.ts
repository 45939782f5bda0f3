// Active time counts only while the page is seen and was touched in the last minute.
import type { Millis } from '@etabli/schema'
import { beforeEach, describe, expect, it } from 'vitest'
import { createActiveTime } from './active-time.ts'

let now = 0
const clock = { now: () => now as Millis }

describe('active time', () => {
  beforeEach(() => {
    now = 0
  })

  it('counts on from what was counted before', () => {
    const time = createActiveTime(clock)
    time.begin(5_000)
    now = 2_000
    expect(time.read()).toBe(7_000)
  })

  it('stops 60 s after the last input and goes on with the next', () => {
    const time = createActiveTime(clock)
    time.begin(0)
    now = 600_000
    expect(time.read()).toBe(60_000)
    time.touch()
    now = 610_000
    expect(time.read()).toBe(70_000)
  })

  it('does not count a hidden page, nor a pause', () => {
    const time = createActiveTime(clock)
    time.begin(0)
    now = 10_000
    time.setVisible(false)
    now = 20_000
    time.touch()
    expect(time.read()).toBe(10_000)
    time.setVisible(true)
    now = 25_000
    time.setPaused(true)
    now = 50_000
    expect(time.read()).toBe(15_000)
    time.setPaused(false)
    now = 51_000
    expect(time.read()).toBe(16_000)
  })
})
