// The manifest of an export: what is in it, counts that add up, the questions asked, and the checksum of every file.
import type { Plan, WriteInput } from './plan.ts'
import type { Split } from './split.ts'
import type { WrittenEntry } from './zip.ts'

/** What is in the zip, and why the rest is not (IMG4, DAT2). Nothing in it depends on when it was written. */
export function manifestOf(input: WriteInput, plan: Plan, warnings: string[], files: readonly WrittenEntry[]): string {
  const { project, annotators } = input.source
  const manifest = {
    generator: 'etabli',
    format: input.request.format,
    answers: input.request.answers,
    split: input.request.split,
    seed: input.request.seed,
    category_base: input.request.categoryBase,
    media: input.request.media,
    project: { name: project.name, media: project.media, version: project.version, sample: project.sample },
    questions: project.questions,
    simulated_annotators: annotators.filter((person) => person.simulated).length,
    tasks: Object.values(plan.tally).reduce((sum, count) => sum + count, 0),
    tally: plan.tally,
    one_annotator: plan.alone,
    left_out: Object.fromEntries(Object.entries(plan.leftOut).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    splits: plan.splits && countsOf(plan.splits),
    ...(plan.beeped.recordings > 0 ? { personal_data: plan.beeped } : {}),
    warnings,
    files,
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function countsOf(splits: ReadonlyMap<string, Split>): Record<Split, number> {
  const counts = { train: 0, val: 0, test: 0 }
  for (const split of splits.values()) counts[split] += 1
  return counts
}
