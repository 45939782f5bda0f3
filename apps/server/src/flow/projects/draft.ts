// Whether a project can be as its manager writes it: kinds exist and fit the medium, and nothing in use is taken away.

import type { Kind } from '@etabli/modality-kit'
import type { ProblemIssue } from '@etabli/protocol'
import { issuesOf } from '@etabli/protocol'
import type { Project, ProjectDraft, Question } from '@etabli/schema'
import { Problem } from '../../problem.ts'

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
  if (kind.labels === 'required' && question.labels.length === 0) {
    return [{ path: 'labels', code: 'labels', message: `"${question.title}" needs at least one label.` }]
  }
  return []
}

/** What annotations use of a question: the label, or `''` for marks without one. */
export interface LabelUse {
  readonly question: string
  readonly label: string
  readonly marks: number | string
  readonly annotations: number | string
}

/** Refuses a draft that takes away what annotations use. Throws Problem `project.label-used` with the counts. */
export function checkUses(project: Project, draft: ProjectDraft, uses: readonly LabelUse[]): void {
  const issues = uses.flatMap((use): ProblemIssue[] => {
    const before = project.questions.find((question) => question.id === use.question)
    const after = draft.questions.find((question) => question.id === use.question)
    // A label that an earlier version had and this one lacks is gone already, with its mapping decided then.
    if (!before) return []
    const counts = `${use.marks} marks in ${use.annotations} annotations`
    const path = `questions.${use.question}`
    if (!after) return [{ path, code: 'question-used', message: `"${before.title}" is answered by ${counts}.` }]
    if (after.kind !== before.kind) {
      return [{ path: `${path}.kind`, code: 'kind-used', message: `"${before.title}" is answered by ${counts}.` }]
    }
    const label = before.labels.find((candidate) => candidate.id === use.label)
    if (!label || after.labels.some((candidate) => candidate.id === use.label)) return []
    return [
      { path: `${path}.labels.${use.label}`, code: 'label-used', message: `"${label.name}" is used by ${counts}.` },
    ]
  })
  if (issues.length > 0) throw new Problem('project.label-used', { issues })
}
