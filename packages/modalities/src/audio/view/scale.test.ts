// The window on a recording: worked by hand for ten seconds in a hundred pixels.
import { expect, it } from 'vitest'
import { endOf, fitted, pixelsOf, resized, scrolled, secondsAt, zoomed } from './scale.ts'

const whole = fitted(10, 100)

it('shows all of ten seconds in a hundred pixels: ten pixels a second', () => {
  expect(whole).toEqual({ duration: 10, width: 100, start: 0, perSecond: 10 })
  expect(pixelsOf(whole, 2.5)).toBe(25)
  expect(secondsAt(whole, 25)).toBe(2.5)
  expect(secondsAt(whole, -5)).toBe(0)
  expect(secondsAt(whole, 500)).toBe(10)
})

it('zooms around a place: what is under the pointer stays there', () => {
  const twice = zoomed(whole, 2, 40)
  expect(twice.perSecond).toBe(20)
  // Second 4 was at pixel 40: the window of five seconds begins two before it.
  expect(twice.start).toBe(2)
  expect(endOf(twice)).toBe(7)
  expect(zoomed(twice, 0.1, 40)).toEqual(whole)
})

it('scrolls no further than the recording goes, and stays whole in a wider window', () => {
  const twice = zoomed(whole, 2, 0)
  expect(scrolled(twice, 99).start).toBe(5)
  expect(scrolled(twice, -1).start).toBe(0)
  expect(resized(whole, 200)).toEqual(fitted(10, 200))
  expect(resized(twice, 150)).toMatchObject({ width: 150, perSecond: 20, start: 0 })
})
