// Disposal tree: what is opened is closed with its scope, newest first.

export interface Scope {
  /** Registers a disposer; runs it at once where the scope is closed already. */
  add(dispose: () => void): void
  /** A scope that closes with this one. */
  child(): Scope
  /** Closes children and disposers, newest first, once. Throws an AggregateError of what they threw. */
  dispose(): void
}

export function createScope(): Scope {
  let disposers: (() => void)[] | null = []
  return {
    add(dispose) {
      if (disposers) disposers.push(dispose)
      else dispose()
    },
    child() {
      const scope = createScope()
      this.add(() => scope.dispose())
      return scope
    },
    dispose() {
      const pending = disposers
      disposers = null
      const faults: unknown[] = []
      for (const dispose of pending?.toReversed() ?? []) {
        try {
          dispose()
        } catch (fault) {
          faults.push(fault)
        }
      }
      if (faults.length > 0) throw new AggregateError(faults, 'disposal failed')
    },
  }
}
