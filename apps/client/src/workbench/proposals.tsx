// Proposed marks and copies from task to task: how many wait, what can be done with them, and the keys for it.
import { kinds, modalityOfMedia } from '@etabli/modalities'
import { type Command, isProposed } from '@etabli/modality-kit'
import type { Project, QuestionId } from '@etabli/schema'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import type { EditorState } from '../stores/editor.ts'
import type { Labelling } from '../stores/labelling.ts'
import { tellFault } from '../transport/open-live.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/check.tsx'
import { createFlowActs, type FlowActs } from './flow-acts.ts'
import type { Shortcuts } from './shortcuts.ts'
import './proposals.css'

export const flowKeys = {
  accept: ['a'],
  'accept-all': ['Alt+a'],
  reject: ['Shift+d'],
  'reject-all': ['Alt+x'],
  next: ['Shift+j'],
  previous: ['Shift+k'],
  copy: ['Shift+c'],
  'copy-class': ['Alt+c'],
  'keep-copying': ['Alt+k'],
} as const

export interface FlowProps {
  readonly project: Pick<Project, 'questions' | 'media'>
  readonly labelling: Labelling
  readonly shortcuts: Shortcuts
  readonly announce: (sentence: string) => void
}

export interface FlowView {
  /** How many proposed marks nobody has looked at. */
  readonly count: number
  /** The same, as it is at the moment of the call. */
  readonly unreviewed: () => number
  readonly acts: FlowActs
  /** Null where marks are not copied between tasks of this medium, or there is no task before. */
  readonly previous: { readonly name: string; readonly count: number } | null
  readonly copying: boolean
}

/** Knows the proposed marks of the task at hand, and registers the keys. */
export function useFlow({ project, labelling, shortcuts, announce }: FlowProps): FlowView {
  const { t } = useWords()
  const drawn = useMemo(() => drawnOf(project.questions), [project.questions])
  const carries = modalityOfMedia(project.media)?.carry !== undefined && drawn.size > 0
  const say = useRef((_phrase: string, _count: number): void => undefined)
  say.current = (phrase, count) => announce(t(`flow.said.${phrase}`, { count }))
  const acts = useMemo(
    () =>
      createFlowActs({
        labelling,
        drawn,
        say: (phrase, count) => say.current(phrase, count),
        onFault: tellFault,
      }),
    [labelling, drawn],
  )
  useEffect(() => {
    if (drawn.size === 0) return
    return shortcuts.register('frame', [...proposalCommands(acts), ...(carries ? copyCommands(acts, labelling) : [])])
  }, [shortcuts, acts, carries, labelling, drawn])
  const counter = useCallback(
    ({ document }: Pick<EditorState, 'document'>) =>
      document.answers.reduce((sum, mark) => sum + (isProposed(mark) && drawn.has(mark.question) ? 1 : 0), 0),
    [drawn],
  )
  const count = useStore(labelling.editor, counter)
  const unreviewed = useCallback(() => counter(labelling.editor.getState()), [labelling, counter])
  const before = useStore(labelling.flow.store, (state) => state.previous)
  const copying = useStore(labelling.flow.store, (state) => state.copying)
  const current = useStore(labelling.editor, (state) => state.leased?.task.id)
  const previous = carries && before && before.task !== current ? before : null
  return {
    count,
    unreviewed,
    acts,
    copying: carries && copying,
    previous: previous && {
      name: previous.name,
      count: previous.answers.filter((mark) => drawn.has(mark.question)).length,
    },
  }
}

function drawnOf(questions: Project['questions']): ReadonlySet<QuestionId> {
  return new Set(questions.flatMap((question) => (kinds.get(question.kind)?.many ? [question.id] : [])))
}

function proposalCommands(acts: FlowActs): Command[] {
  const some = () => acts.proposed().length > 0
  return [
    { id: 'flow.accept', keys: flowKeys.accept, enabled: some, run: acts.accept },
    { id: 'flow.accept-all', keys: flowKeys['accept-all'], enabled: some, run: acts.acceptAll },
    { id: 'flow.reject', keys: flowKeys.reject, enabled: some, run: acts.reject },
    { id: 'flow.reject-all', keys: flowKeys['reject-all'], enabled: some, run: acts.rejectAll },
    { id: 'flow.next', keys: flowKeys.next, enabled: some, run: () => acts.walk(1) },
    { id: 'flow.previous', keys: flowKeys.previous, enabled: some, run: () => acts.walk(-1) },
  ]
}

function copyCommands(acts: FlowActs, labelling: Labelling): Command[] {
  const label = () => labelling.editor.getState().active?.label ?? null
  return [
    { id: 'flow.copy', keys: flowKeys.copy, enabled: acts.canCopy, run: () => acts.copy() },
    { id: 'flow.copy-class', keys: flowKeys['copy-class'], enabled: acts.canCopy, run: () => acts.copy(label()) },
    { id: 'flow.keep-copying', keys: flowKeys['keep-copying'], run: acts.toggleCopying },
  ]
}

/** On top of the panel: what is proposed here, and the copying from task to task. Nothing where there is neither. */
export function FlowPart({ flow, shortcuts }: { readonly flow: FlowView; readonly shortcuts: Shortcuts }) {
  const { t } = useWords()
  useStore(shortcuts.store, (state) => state.remaps)
  const { acts, count, previous, copying } = flow
  const key = (name: keyof typeof flowKeys) => shortcuts.keysOf({ id: `flow.${name}`, keys: flowKeys[name] })[0]
  if (count === 0 && !previous && !copying) return null
  return (
    <section className="panel-part proposals" aria-label={t('label.keys.groups.flow')}>
      {count > 0 ? (
        <>
          <div className="proposals-row">
            <strong className="proposals-count tabular">{t('flow.proposed', { count })}</strong>
            <span className="proposals-ways">
              <Button size="sm" keys={key('accept-all')} onPress={acts.acceptAll}>
                {t('flow.acceptAll')}
              </Button>
              <Button size="sm" keys={key('reject-all')} onPress={acts.rejectAll}>
                {t('flow.rejectAll')}
              </Button>
              <Button size="sm" keys={key('next')} onPress={() => acts.walk(1)}>
                {t('flow.next')}
              </Button>
            </span>
          </div>
          <p className="proposals-words">{t('flow.passesOn', { count })}</p>
        </>
      ) : null}
      {previous || copying ? (
        <div className="proposals-row">
          <Button
            size="sm"
            keys={key('copy')}
            hint={previous ? t('flow.copyHint', { count: previous.count, name: previous.name }) : undefined}
            isDisabled={!previous || previous.count === 0}
            onPress={() => acts.copy()}
          >
            {t('flow.copy')}
          </Button>
          <Switch isSelected={copying} onChange={acts.toggleCopying}>
            {t('flow.keepCopying')}
          </Switch>
        </div>
      ) : null}
    </section>
  )
}
