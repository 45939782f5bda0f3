// How the person wants to see: kept on the device. How the picture is brightened: kept while the page is open only.
import { keptOnDevice, type Shared, shared } from '@etabli/modality-kit'

export type ColourBy = 'class' | 'person' | 'confidence'

export interface ViewSettings {
  readonly colourBy: ColourBy
  /** The same where other people's marks are shown beside. */
  readonly colourInReview: ColourBy
  readonly labels: boolean
  readonly crosshair: boolean
  /** The overview is unfolded. */
  readonly minimap: boolean
  /** How much of its colour fills a mark, 0 to 1. */
  readonly fill: number
  /** CSS pixels. */
  readonly line: number
}

/** What is done to the picture on the screen; 1 leaves it as it is. Never touches the data. */
export interface Adjustments {
  readonly brightness: number
  readonly contrast: number
  readonly saturation: number
  readonly gamma: number
  readonly invert: boolean
}

export const usualSettings: ViewSettings = {
  colourBy: 'class',
  colourInReview: 'person',
  labels: true,
  crosshair: true,
  minimap: true,
  fill: 0.08,
  line: 2,
}

export const untouched: Adjustments = { brightness: 1, contrast: 1, saturation: 1, gamma: 1, invert: false }

const COLOURS: readonly ColourBy[] = ['class', 'person', 'confidence']

export const viewSettings = keptOnDevice('etabli.image.view', settingsFrom)

export const adjustments: Shared<Adjustments> = shared(untouched)

/** Which setting says what colours mean: where other people's marks are shown beside, another one than alone. */
export function colourSetting(inReview: boolean): 'colourBy' | 'colourInReview' {
  return inReview ? 'colourInReview' : 'colourBy'
}

/** Settings from what was kept; whatever cannot be read is as usual. */
export function settingsFrom(kept: string | null): ViewSettings {
  const found = parsed(kept)
  const colour = (name: 'colourBy' | 'colourInReview') =>
    COLOURS.find((each) => each === found[name]) ?? usualSettings[name]
  const flag = (name: 'labels' | 'crosshair' | 'minimap') => {
    const value = found[name]
    return typeof value === 'boolean' ? value : usualSettings[name]
  }
  const number = (name: 'fill' | 'line', low: number, high: number) => {
    const value = found[name]
    return typeof value === 'number' && value >= low && value <= high ? value : usualSettings[name]
  }
  return {
    colourBy: colour('colourBy'),
    colourInReview: colour('colourInReview'),
    labels: flag('labels'),
    crosshair: flag('crosshair'),
    minimap: flag('minimap'),
    fill: number('fill', 0, 1),
    line: number('line', 1, 6),
  }
}

function parsed(kept: string | null): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(kept ?? '{}')
    return typeof found === 'object' && found !== null ? { ...found } : {}
  } catch {
    return {}
  }
}

export function isUntouched(value: Adjustments): boolean {
  return filterOf(value, '') === 'none'
}

/**
 * The CSS filter of these adjustments.
 * @param gammaFilter id of the page's SVG filter for gamma, which CSS alone does not have
 */
export function filterOf(value: Adjustments, gammaFilter: string): string {
  const parts = [
    value.gamma === 1 ? '' : `url(#${gammaFilter})`,
    value.brightness === 1 ? '' : `brightness(${value.brightness})`,
    value.contrast === 1 ? '' : `contrast(${value.contrast})`,
    value.saturation === 1 ? '' : `saturate(${value.saturation})`,
    value.invert ? 'invert(1)' : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'none' : parts.join(' ')
}
