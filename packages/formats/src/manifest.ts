// manifest.json of an export: what is in it, with sizes and checksums, and why the rest is not. Counts must add up.
import * as z from 'zod/mini'
import { type Codec, readResult } from './codec.ts'
import { type IssueList, issueList } from './issue.ts'
import { isRecord, parseJson } from './json.ts'

const Count = z.int().check(z.minimum(0))

const ManifestFile = z.object({
  path: z.string().check(z.minLength(1)),
  bytes: Count,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})

const Manifest = z.looseObject({
  /** Which syntax the export is in: `coco`, `conll`. */
  format: z.string().check(z.minLength(1)),
  /** All tasks of the project. */
  tasks: Count,
  /** Tasks by what became of them; adds up to `tasks`. */
  tally: z.record(z.string(), Count),
  /** Marks that did not go out, by reason. */
  left_out: z.record(z.string(), Count),
  files: z.array(ManifestFile),
})

/** The fields that every manifest has; a writer may add more, which are kept. */
export type ExportManifest = z.infer<typeof Manifest>
export type ManifestFile = z.infer<typeof ManifestFile>

const NOTHING: ExportManifest = { format: 'none', tasks: 0, tally: {}, left_out: {}, files: [] }

/** Reads a manifest; a wrong field, or a tally that does not add up, leaves an empty document and says why. */
export const manifest: Codec<ExportManifest> = {
  id: 'manifest',
  read(source, options = {}) {
    const issues = issueList(options.file)
    const value = parseJson(source, issues)
    if (value === undefined) return readResult(NOTHING, issues)
    return readResult(isManifest(value, issues) ? value : NOTHING, issues)
  },
  write: (document) => [`${JSON.stringify(document, null, 2)}\n`],
}

function isManifest(value: unknown, issues: IssueList): value is ExportManifest {
  if (!isRecord(value)) {
    issues.add({ code: 'manifest.root', message: 'A manifest is one object.' })
    return false
  }
  const parsed = Manifest.safeParse(value)
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.map(String).join('.')
    issues.add({ path, code: 'manifest.field', message: `${path} is wrong: ${issue.message}.` })
  }
  if (!parsed.success) return false
  const sum = Object.values(parsed.data.tally).reduce((total, count) => total + count, 0)
  if (sum === parsed.data.tasks) return true
  const message = `The tally adds up to ${sum}, but the project has ${parsed.data.tasks} tasks.`
  issues.add({ path: 'tally', code: 'manifest.sum', message })
  return false
}
