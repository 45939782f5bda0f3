// What the person set for seeing: kept settings are read with care, adjustments become a filter of the picture alone.
import { describe, expect, it } from 'vitest'
import { adjustments, filterOf, isUntouched, settingsFrom, untouched, usualSettings } from './view-settings.ts'

describe('kept settings', () => {
  it('are as usual where nothing, nonsense or something of an older page was kept', () => {
    for (const kept of [null, '', '{', '[]', 'null', '7', '{"colourBy":"mood","fill":9,"line":"thick","labels":1}']) {
      expect(settingsFrom(kept)).toEqual(usualSettings)
    }
  })

  it('come back as they were', () => {
    const changed = { ...usualSettings, colourBy: 'confidence', labels: false, fill: 0.3, line: 4 } as const
    expect(settingsFrom(JSON.stringify(changed))).toEqual(changed)
  })
})

describe('adjustments of the picture', () => {
  it('are no filter at all while untouched', () => {
    expect(filterOf(untouched, 'g')).toBe('none')
    expect(isUntouched(untouched)).toBe(true)
  })

  it('become a CSS filter: gamma first, by the filter of the page, inverting last', () => {
    const value = { brightness: 1.5, contrast: 0.8, saturation: 0, gamma: 2, invert: true }
    expect(filterOf(value, 'g')).toBe('url(#g) brightness(1.5) contrast(0.8) saturate(0) invert(1)')
    expect(filterOf({ ...untouched, contrast: 2 }, 'g')).toBe('contrast(2)')
  })

  it('last as long as the page, and are reset at once', () => {
    adjustments.set({ gamma: 2 })
    adjustments.set({ invert: true })
    expect(adjustments.get()).toEqual({ ...untouched, gamma: 2, invert: true })
    adjustments.set(untouched)
    expect(isUntouched(adjustments.get())).toBe(true)
  })
})
