// Steps: how the desk goes on to the next task and back.

export interface Steps {
  readonly next: (() => void) | null
  readonly previous: (() => void) | null
  /** After a verdict. */
  readonly done: () => void
  readonly list: () => void
  readonly help: () => void
}
