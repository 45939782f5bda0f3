// Laws that run at once.
import * as fc from 'fast-check'

/** Asserts a law that runs at once; by its type `fc.assert` could also be a promise. */
export function law<T>(property: fc.IProperty<T>, numRuns = 100): void {
  void fc.assert(property, { numRuns })
}
