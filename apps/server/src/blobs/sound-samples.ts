// Sound as arrays of samples: its channels as one, what streams by as one piece. Pure.

/** All channels as one. */
export function mixed(channels: readonly Float32Array[]): Float32Array {
  const [only = new Float32Array(0), ...others] = channels
  if (others.length === 0) return only
  const sum = Float32Array.from(only)
  for (const other of others) for (let n = 0; n < sum.length; n++) sum[n] = (sum[n] ?? 0) + (other[n] ?? 0)
  for (let n = 0; n < sum.length; n++) sum[n] = (sum[n] ?? 0) / channels.length
  return sum
}

/** One stretch of sound and the next. */
export function joined(first: Float32Array, second: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
