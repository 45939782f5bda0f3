// The lower median: a middle value that somebody really gave, whatever the order.

/**
 * The middle of the values in ascending order; the lower of the two middle ones where their number is even.
 * @throws RangeError for no values
 */
export function lowerMedian(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b)
  const middle = ascending[Math.floor((ascending.length - 1) / 2)]
  if (middle === undefined) throw new RangeError('no values, no median')
  return middle
}
