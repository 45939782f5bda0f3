// ToolEvent: what a tool hears, in media space: down, move, up, key, cancel, complete.

interface Modifiers {
  readonly shift: boolean
  readonly alt: boolean
  /** Control, or Command on a Mac. */
  readonly mod: boolean
}

/** A pointer event at a place of the medium (`P`: an image point, seconds, a code-point offset). */
export interface PointerToolEvent<P> extends Modifiers {
  readonly type: 'down' | 'move' | 'up'
  readonly at: P
  /** How many medium units one CSS pixel covers at this zoom: tolerances are given in CSS pixels. */
  readonly unitsPerPixel: number
  /** Finger, pen or mouse: handles are larger for fingers. */
  readonly pointer: 'mouse' | 'pen' | 'touch'
  /** 1 for a click, 2 for a double click, 3 for a triple. */
  readonly clicks: number
}

export interface KeyToolEvent extends Modifiers {
  readonly type: 'key'
  readonly key: string
}

export interface PlainToolEvent {
  readonly type: 'cancel' | 'complete'
}

export type ToolEvent<P> = PointerToolEvent<P> | KeyToolEvent | PlainToolEvent
