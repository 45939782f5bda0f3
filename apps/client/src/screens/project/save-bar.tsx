// SaveBar: says what is unsaved, saves it with the version guard, and shows why a save was refused.
import type { Project, ProjectDraft } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { refresh, useSending } from '../../hooks/use-api.ts'
import { useWords } from '../../hooks/use-words.ts'
import { ProblemNotice } from '../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../stores/notices.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { draftOf, type EditOf, type Section } from './edits.ts'

export interface SaveBarProps<S extends Section> {
  readonly project: Project
  readonly edit: EditOf<S>
  /** What keeps it from being saved, in words, or null. */
  readonly fault: string | null
  /** Called before unsaved edits are thrown away by the person, not for what a colleague saved meanwhile. */
  readonly onDiscard?: () => void
}

export function SaveBar<S extends Section>({ project, edit, fault, onDiscard }: SaveBarProps<S>) {
  const { t } = useWords()
  const client = useQueryClient()
  const saving = useSending('projects.edit', {
    touches: ['projects.get', 'projects.list'],
    onDone: () => {
      edit.drop()
      tell(noticesStore, { tone: 'ok', phrase: { key: 'projects.saved' } })
    },
  })
  const draft: ProjectDraft = { ...draftOf(project), ...edit.value }
  const changed = project.version !== edit.version
  const conflict = changed || (saving.error instanceof RefusedError && saving.error.code === 'project.version')
  const reload = () => {
    edit.drop()
    saving.reset()
    void refresh(client, ['projects.get'])
  }
  if (!edit.isEdited) return null
  return (
    <div className="stack project-save-frame">
      {conflict ? (
        <Notice
          tone="warn"
          title={t('errors.project.version')}
          action={
            <Button size="sm" onPress={reload}>
              {t('projects.loadTheirs')}
            </Button>
          }
        >
          {t('projects.conflict')}
        </Notice>
      ) : (
        <SaveProblem error={saving.error} />
      )}
      <div className="project-save">
        <span className="project-save-words" role="status">
          {fault ?? t('projects.unsaved')}
        </span>
        <Button
          variant="quiet"
          onPress={() => {
            if (!conflict) onDiscard?.()
            reload()
          }}
        >
          {t('projects.discard')}
        </Button>
        <Button
          variant="primary"
          isPending={saving.isPending}
          isDisabled={fault !== null || conflict}
          onPress={() => saving.mutate({ params: { project: project.id }, body: { version: edit.version, draft } })}
        >
          {t('ui.save')}
        </Button>
      </div>
    </div>
  )
}

/** A refusal for labels in use says how many marks each has. */
function SaveProblem({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!(error instanceof RefusedError) || error.code !== 'project.label-used') return <ProblemNotice error={error} />
  const issues = error.problem.issues ?? []
  return (
    <Notice tone="danger" title={t('schema.labelUsed')}>
      {issues.map((issue) => (
        <span key={`${issue.path}${issue.message}`}>{issue.message}</span>
      ))}
      {issues.length === 0
        ? countsOf(error).map(([name, count]) => <span key={name}>{`${name}: ${count}`}</span>)
        : null}
      <span>{t('schema.labelUsedNext')}</span>
    </Notice>
  )
}

/** Every number in the details, by its name. */
function countsOf(error: RefusedError): [string, number][] {
  return Object.entries(error.problem.details ?? {}).flatMap(([name, value]) => {
    if (typeof value === 'number') return [[name, value] as [string, number]]
    if (value === null || typeof value !== 'object') return []
    return Object.entries(value).filter((pair): pair is [string, number] => typeof pair[1] === 'number')
  })
}
