// The door of the sample sets: where their files lie, and the photographs that come from npm packages.
import { join } from 'node:path'

export { type ArchiveFile, archiveFiles } from './archive/files.ts'

/** Sets that a sample project is made of: `project.json`, briefs, guidelines, data and truth in a folder each. */
export const sampleSets = ['shelf', 'assistant', 'tickets'] as const
export type SampleSet = (typeof sampleSets)[number]

/** Absolute path of the folder of a set, or of `crowd`. */
export const sampleFolder = (set: SampleSet | 'crowd' | 'archive'): string => join(import.meta.dirname, set)
