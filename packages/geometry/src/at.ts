// Reads an element that must be there, so that a wrong index is an error here and not a NaN far away.

/** The element at `index`; throws RangeError where there is none. */
export function at<T>(array: ArrayLike<T>, index: number): T {
  const value = array[index]
  if (value === undefined) throw new RangeError(`no element ${index} in ${array.length}`)
  return value
}
