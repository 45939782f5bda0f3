// Versioned payloads: ordered steps that run an old value up to the current version when it is read.

/** One step: from version `from` to `from + 1`. */
export interface UpgradeStep {
  readonly from: number
  readonly why: string
  run(value: unknown): unknown
}

/**
 * Runs the steps that lead from `version` to `current`.
 * @throws Error where a step is missing or the version is newer than this program knows
 */
export function upgrade(steps: readonly UpgradeStep[], value: unknown, version: number, current: number): unknown {
  if (version > current) throw new Error(`version ${version} is newer than ${current}, which this program knows`)
  let result = value
  for (let at = version; at < current; at++) {
    const step = steps.find((candidate) => candidate.from === at)
    if (!step) throw new Error(`no step leads from version ${at} to ${at + 1}`)
    result = step.run(result)
  }
  return result
}
