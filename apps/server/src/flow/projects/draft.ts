// Whether a project can be as its manager writes it: kinds exist and fit the medium, and nothing in use is taken away.

import type { Kind } from '@etabli/modality-kit'
import type { ProblemIssue } from '@etabli/protocol'
import { issuesOf } from '@etabli/protocol'
import {
  type Label,
  labelKeysOf,
  labelNow,
  livingLabels,
  type Project,
  type ProjectDraft,
  type Question,
} from '@etabli/schema'
import { Problem } from '../../problem.ts'
import type { RelabelledLabel } from '../events.ts'

/** Refuses questions that no kind can answer. Throws Problem `request.invalid` naming each. */
export function checkQuestions(draft: ProjectDraft, kinds: ReadonlyMap<string, Kind>): void {
  const issues = draft.questions.flatMap((question, index) =>
    questionIssues(question, draft, kinds).map((issue) => ({ ...issue, path: `questions.${index}.${issue.path}` })),
  )
  if (issues.length > 0) throw new Problem('request.invalid', { issues })
}

function questionIssues(
  question: Question,
  draft: ProjectDraft,
  kinds: ReadonlyMap<string, Kind>,
): (ProblemIssue & { path: string })[] {
  const kind = kinds.get(question.kind)
  if (!kind) return [{ path: 'kind', code: 'unknown-kind', message: `There is no kind "${question.kind}".` }]
  if (!kind.media.includes(draft.media)) {
    return [{ path: 'kind', code: 'media', message: `"${question.kind}" cannot be asked of ${draft.media}.` }]
  }
  const options = kind.options.safeParse(question.options)
  if (!options.success) return issuesOf(options.error).map((issue) => ({ ...issue, path: `options.${issue.path}` }))
  if (kind.labels === 'required' && livingLabels(question.labels).length === 0) {
    return [{ path: 'labels', code: 'labels', message: `"${question.title}" needs at least one label.` }]
  }
  const asked = kind.asked?.(question, draft.questions) ?? null
  return [
    ...(asked === null ? [] : [{ path: 'options', code: 'options', message: asked }]),
    ...attributeIssues(question),
    ...keyIssues(question, draft.media),
  ]
}

/** Keys of classes and attributes that two have, or that the workbench needs for itself. */
function keyIssues(question: Question, media: ProjectDraft['media']): (ProblemIssue & { path: string })[] {
  const holders = new Map<string, string>()
  const free = labelKeysOf(media)
  const keyed = [
    ...question.labels.map((label, at) => ({ ...label, path: `labels.${at}.key` })),
    ...(question.attributes ?? []).map((attribute, at) => ({ ...attribute, path: `attributes.${at}.key` })),
  ]
  return keyed.flatMap(({ key, name, path }) => {
    if (key === null) return []
    const holder = holders.get(key)
    holders.set(key, holder ?? name)
    const said = key.toUpperCase()
    if (holder !== undefined) {
      return [{ path, code: 'key', message: `"${name}" and "${holder}" have the same key, ${said}.` }]
    }
    if (free.includes(key)) return []
    const message = `"${name}" cannot have the key ${said}, which labelling itself uses. Keys to choose from: ${free.join(' ').toUpperCase()}.`
    return [{ path, code: 'key', message }]
  })
}

/** Attributes and parents that name a class which the question lacks. */
function attributeIssues(question: Question): (ProblemIssue & { path: string })[] {
  const there = new Set(question.labels.map(({ id }) => id))
  const attributes = (question.attributes ?? []).flatMap(({ name, labels }, at) => {
    const stranger = labels?.find((id) => !there.has(id))
    if (stranger === undefined) return []
    const message = `"${name}" is asked of "${stranger}", which is not a class of "${question.title}".`
    return [{ path: `attributes.${at}.labels`, code: 'unknown-label', message }]
  })
  const parents = question.labels.flatMap(({ name, parent }, at) => {
    if (parent === undefined || there.has(parent)) return []
    const message = `"${name}" stands under "${parent}", which is not a class of "${question.title}".`
    return [{ path: `labels.${at}.parent`, code: 'unknown-label', message }]
  })
  return [...attributes, ...parents]
}

/** What annotations use of a question: the label, or `''` for marks without one. */
export interface LabelUse {
  readonly question: string
  readonly label: string
  readonly marks: number
  readonly annotations: number
}

/**
 * Refuses a draft that takes away what annotations use without saying what becomes of their marks: a class in use must
 * be kept retired, merged into another, or removed with its marks.
 * Throws Problem `project.label-used` with the counts.
 */
export function checkUses(project: Project, draft: ProjectDraft, uses: readonly LabelUse[]): void {
  const issues = uses.flatMap((use): ProblemIssue[] => {
    const before = project.questions.find((question) => question.id === use.question)
    const after = draft.questions.find((question) => question.id === use.question)
    // A question that an earlier version had and this one lacks is gone already.
    if (!before) return []
    const counts = `${use.marks} marks in ${use.annotations} annotations`
    const path = `questions.${use.question}`
    if (!after) return [{ path, code: 'question-used', message: `"${before.title}" is answered by ${counts}.` }]
    if (after.kind !== before.kind) {
      return [{ path: `${path}.kind`, code: 'kind-used', message: `"${before.title}" is answered by ${counts}.` }]
    }
    const label = allLabels(before).find((candidate) => candidate.id === use.label)
    if (!label || allLabels(after).some((candidate) => candidate.id === use.label)) return []
    return [
      { path: `${path}.labels.${use.label}`, code: 'label-used', message: `"${label.name}" is used by ${counts}.` },
    ]
  })
  if (issues.length > 0) throw new Problem('project.label-used', { issues })
}

function allLabels(question: Question): Label[] {
  return [...question.labels, ...(question.removed ?? []).map(({ label }) => label)]
}

/** The labels whose marks mean something else after the change than before. */
export function relabelled(before: readonly Question[], after: readonly Question[]): RelabelledLabel[] {
  return after.flatMap((question) => {
    const old = before.find(({ id }) => id === question.id)
    if (!old) return []
    const changed = allLabels(old).filter(({ id }) => labelNow(old, id) !== labelNow(question, id))
    return changed.map(({ id }) => ({ question: question.id, label: id }))
  })
}
