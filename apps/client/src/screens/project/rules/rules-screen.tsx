// RulesScreen: a manager's rules that propose spans: written, tried on a sample, let loose, taken back.
import type { PrelabelPreview, PrelabelState } from '@etabli/protocol'
import type { PrelabelRule, Project } from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { BookOpen, Regex, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useFetched, useSending } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Fetched, ProblemNotice } from '../../../problems/problem-view.tsx'
import { noticesStore, tell } from '../../../stores/notices.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState, Skeleton } from '../../../ui/state.tsx'
import { useEdit } from '../edits.ts'
import { faultOf, freeId, newRule, sent, spanQuestions } from './drafts.ts'
import { RuleCard } from './rule-card.tsx'
import { RulesRun } from './rules-run.tsx'
import './rules.css'

const EVERY_MS = 1_000

const isMoving = (state: PrelabelState | undefined): boolean =>
  state?.run?.state === 'waiting' || state?.run?.state === 'working'

export function RulesScreen({ project }: { readonly project: Project }) {
  const { t } = useWords()
  const input = { params: { project: project.id } }
  const first = useFetched('prelabels.get', input)
  const state = useFetched('prelabels.get', input, { every: isMoving(first.data) ? EVERY_MS : false })
  if (spanQuestions(project).length === 0) {
    return (
      <EmptyState
        title={t('rules.title')}
        action={<Link href={`/projects/${project.id}/questions`}>{t('rules.toQuestions')}</Link>}
      >
        {t('rules.needsSpans')}
      </EmptyState>
    )
  }
  return (
    <Fetched of={state} loading={<Skeleton height={240} />}>
      {(loaded) => <Rules project={project} state={loaded} />}
    </Fetched>
  )
}

interface RulesProps {
  readonly project: Project
  readonly state: PrelabelState
}

function Rules({ project, state }: RulesProps) {
  const { t } = useWords()
  const { value: rules, change, drop, isEdited } = useEdit(project, 'rules', state.rules)
  const [asked, setAsked] = useState<'propose' | 'remove' | null>(null)
  const trying = useSending('prelabels.preview')
  const saving = useSending('prelabels.save', {
    touches: ['prelabels.get'],
    onDone: () => {
      drop()
      tell(noticesStore, { tone: 'ok', phrase: { key: 'rules.saved' } })
    },
  })
  const running = useSending('prelabels.run', { touches: ['prelabels.get'] })
  const params = { project: project.id }
  const ready = rules.map(sent)
  const isFaulty = rules.some((rule) => faultOf(rule) !== null)
  const busy = trying.isPending || saving.isPending || running.isPending || isMoving(state)
  const tried = trying.data ?? null

  const saved = { params, body: { rules: ready } }
  const run = (what: 'propose' | 'remove'): void => {
    setAsked(null)
    const begin = (): void => running.mutate({ params, body: { what } })
    if (what === 'propose' && isEdited) saving.mutate(saved, { onSuccess: begin })
    else begin()
  }
  const add = (form: PrelabelRule['form']): void => {
    const rule = newRule(project, form, freeId(rules))
    if (rule) change([...rules, rule])
  }
  const remove = (rule: PrelabelRule): void => {
    change(rules.filter((other) => other !== rule))
    const action = { phrase: 'rules.undo', run: () => change(rules) }
    tell(noticesStore, { id: 'rule-removed', tone: 'info', phrase: { key: 'rules.removed' }, action })
  }

  return (
    <div className="stack rules">
      <p className="muted rules-lead">{t('rules.lead')}</p>
      {state.run ? <RulesRun run={state.run} rules={state.rules} /> : null}
      <ProblemNotice error={slowRule(trying.error) === null ? trying.error : null} />
      <ProblemNotice error={saving.error ?? running.error} />
      {rules.length === 0 ? <EmptyState title={t('rules.empty')}>{t('rules.emptyNext')}</EmptyState> : null}
      <ul className="stack">
        {rules.map((rule, at) => (
          <RuleCard
            key={rule.id}
            project={project}
            rule={rule}
            at={at + 1}
            onChange={(next) => change(rules.map((other) => (other === rule ? next : other)))}
            onRemove={() => remove(rule)}
            found={foundBy(tried, trying.variables?.body?.rules, ready[at])}
            tooSlow={slowRule(trying.error) === at}
          />
        ))}
      </ul>
      <div className="row rules-add">
        <Button icon={<BookOpen size={14} />} onPress={() => add('words')}>
          {t('rules.add.words')}
        </Button>
        <Button icon={<Regex size={14} />} onPress={() => add('pattern')}>
          {t('rules.add.pattern')}
        </Button>
        <Button icon={<Sparkles size={14} />} onPress={() => add('model')}>
          {t('rules.add.model')}
        </Button>
      </div>
      <div className="project-save">
        <span className="project-save-words" role="status">
          {isEdited
            ? t('rules.unsaved')
            : tried
              ? t('rules.sample', { looked: tried.looked, total: tried.total })
              : null}
        </span>
        {state.run?.what === 'propose' ? (
          <Button variant="quiet" isDisabled={busy} onPress={() => setAsked('remove')}>
            {t('rules.takeBack')}
          </Button>
        ) : null}
        <Button
          isPending={trying.isPending}
          isDisabled={busy || isFaulty || rules.length === 0}
          onPress={() => trying.mutate(saved)}
        >
          {t('rules.try')}
        </Button>
        <Button
          isPending={saving.isPending}
          isDisabled={busy || isFaulty || !isEdited}
          onPress={() => saving.mutate(saved)}
        >
          {t('rules.save')}
        </Button>
        <Button
          variant="primary"
          isDisabled={busy || isFaulty || rules.length === 0}
          onPress={() => setAsked('propose')}
        >
          {t('rules.propose')}
        </Button>
      </div>
      <Dialog
        title={asked === 'remove' ? t('rules.takeBack') : t('rules.proposeTitle')}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        size="sm"
        footer={
          <Button variant={asked === 'remove' ? 'danger' : 'primary'} autoFocus onPress={() => run(asked ?? 'propose')}>
            {asked === 'remove' ? t('rules.takeBack') : t('rules.propose')}
          </Button>
        }
      >
        <p>{asked === 'remove' ? t('rules.takeBackWords') : t('rules.proposeWords')}</p>
      </Dialog>
    </div>
  )
}

/** What the sample held for the rule, as long as it is the rule that was tried. */
function foundBy(
  tried: PrelabelPreview | null,
  rules: readonly { readonly id: string }[] | undefined,
  rule: PrelabelRule | undefined,
): PrelabelPreview['rules'][number] | null {
  const then = rules?.find(({ id }) => id === rule?.id)
  if (!tried || !rule || JSON.stringify(then) !== JSON.stringify(rule)) return null
  return tried.rules.find((row) => row.rule === rule.id) ?? null
}

/** The place of the pattern that did not come to an end, or null. */
function slowRule(error: unknown): number | null {
  if (!(error instanceof RefusedError)) return null
  const issue = error.problem.issues?.find(({ code }) => code === 'too-slow')
  const at = /^rules\.(\d+)\./.exec(issue?.path ?? '')?.[1]
  return at === undefined ? null : Number(at)
}
