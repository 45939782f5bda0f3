// Workbench: one leased task at a time: the bar, the surface, and what opens over them.

import { kinds } from '@etabli/modalities'
import type { Command } from '@etabli/modality-kit'
import type { Progress } from '@etabli/protocol'
import type { Project, QuestionId } from '@etabli/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from '../hooks/use-store.ts'
import { useTitle } from '../hooks/use-title.ts'
import { useWords } from '../hooks/use-words.ts'
import type { Takes } from '../local/takes.ts'
import { sayProblem } from '../problems/problem.ts'
import { ProblemState } from '../problems/problem-view.tsx'
import { DemoBanner } from '../shell/demo-banner.tsx'
import { OldPageNotice } from '../shell/old-page-notice.tsx'
import { SafetyIndicator } from '../shell/safety-indicator.tsx'
import { isTouched } from '../stores/editor.ts'
import type { Labelling } from '../stores/labelling.ts'
import { noticesStore, tell } from '../stores/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { BriefView } from './brief-view.tsx'
import { EmptyQueue } from './empty-queue.tsx'
import { GuidelinesSheet } from './guidelines.tsx'
import { Help } from './help.tsx'
import { oneKey } from './one-key.ts'
import { FlowPart, useFlow } from './proposals.tsx'
import { backToFirstQuestion, focusQuestion } from './question-focus.ts'
import { Returned } from './returned.tsx'
import { sayFault } from './say-fault.ts'
import { createShortcuts, rememberedKeys, rememberKeys } from './shortcuts.ts'
import { SkipDialog } from './skip-dialog.tsx'
import { Surface } from './surface.tsx'
import { takesInto } from './take-ports.ts'
import { type BarCommand, barKeys, Toolbar } from './toolbar.tsx'
import { useActivity } from './use-activity.ts'
import './workbench.css'

export interface WorkbenchProps {
  readonly project: Project
  readonly progress: Progress
  readonly labelling: Labelling
  readonly takes: Takes
}

type Opened = 'guidelines' | 'brief' | 'help' | 'skip' | 'pause' | null

export function Workbench({ project, progress, labelling, takes }: WorkbenchProps) {
  const { t } = useWords()
  const { queue, editor, time } = labelling
  const [shortcuts] = useState(() => createShortcuts({ remaps: rememberedKeys(), save: rememberKeys }))
  const [opened, setOpened] = useState<Opened>(null)
  const [panelOpen, setPanelOpen] = useState(() => startsOpen(project))
  const [said, setSaid] = useState('')
  const current = useStore(queue, (state) => state.current)
  const last = useStore(queue, (state) => state.last)
  const lost = useStore(queue, (state) => state.lost)
  const outside = useStore(queue, (state) => state.outside)
  const touched = useStore(editor, (state) => isTouched(state.document))
  const kept = useStore(labelling.kept, (is) => is)
  const draft = !touched ? 'none' : kept ? 'kept' : 'writing'
  useActivity(time, opened === 'pause')
  useTitle(project.name)

  const flow = useFlow({ project, labelling, shortcuts, announce: setSaid })
  const { unreviewed } = flow
  const submit = useCallback(() => {
    const proposed = unreviewed()
    const faults = labelling.submit()
    const [fault] = faults
    if (!fault) {
      backToFirstQuestion()
      if (proposed > 0) setSaid(t('flow.said.passedOn', { count: proposed }))
      return
    }
    if (fault.mark !== null) labelling.editor.setState({ selection: [fault.mark] })
    // What is answered on a stage of its own has nothing in the panel to be looked at.
    const shown = faults.find((each) => hasPart(project, each.question))
    if (shown) {
      flushSync(() => setPanelOpen(true))
      // What a mark does not say yet takes the focus by itself.
      if (shown.code !== 'attribute') focusQuestion(shown.question)
    }
    setSaid(t('label.faults.summary', { count: faults.length }))
  }, [project, labelling, unreviewed, t])

  const run = useCallback(
    (command: BarCommand): void => {
      switch (command) {
        case 'submit':
          submit()
          break
        case 'undo':
          labelling.undo()
          break
        case 'redo':
          labelling.redo()
          break
        case 'back':
          labelling.back().catch((fault: unknown) => {
            tell(noticesStore, { id: 'back', tone: 'warn', words: sayProblem(fault, t).sentence })
          })
          break
        case 'panel':
          setPanelOpen((open) => !open)
          break
        case 'one-key': {
          const on = !oneKey.get().on
          oneKey.set({ on })
          tell(noticesStore, { id: 'one-key', tone: 'info', words: t(on ? 'label.oneKey.on' : 'label.oneKey.off') })
          break
        }
        default:
          setOpened(command)
      }
    },
    [labelling, submit, t],
  )
  const skipUnusable = useCallback((words: string) => labelling.skip('unusable', words), [labelling])
  useFrameCommands(shortcuts, labelling, run)
  const into = useMemo(() => (current ? takesInto(takes, current) : null), [takes, current])
  const close = (): void => setOpened(null)
  const newId = labelling.newId

  return (
    <div className="workbench">
      <DemoBanner />
      <Toolbar
        project={project}
        taskName={current?.task.name ?? ''}
        progress={progress}
        time={time}
        editor={editor}
        shortcuts={shortcuts}
        panelOpen={project.media === 'none' ? null : panelOpen}
        canGoBack={last !== null}
        hasTask={current !== null}
        proposed={flow.count}
        run={run}
        safety={<SafetyIndicator draft={draft} onReopen={(row) => void labelling.reopen(row)} />}
      />
      <main className="workbench-body">
        {current ? (
          <Surface
            project={project}
            task={current.task}
            editor={editor}
            shortcuts={shortcuts}
            newId={newId}
            submit={submit}
            announce={setSaid}
            skip={skipUnusable}
            {...(into ? { takes: into } : {})}
            panelOpen={panelOpen}
            onPanel={setPanelOpen}
            aside={<FlowPart flow={flow} shortcuts={shortcuts} />}
            above={
              <>
                <OldPageNotice />
                <Returned leased={current} />
                <Held lost={lost} outside={outside} />
                <Faults labelling={labelling} questions={project.questions} />
              </>
            }
          />
        ) : (
          <Nothing labelling={labelling} />
        )}
      </main>
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
      <GuidelinesSheet text={project.guidelines} isOpen={opened === 'guidelines'} onClose={close} />
      <Dialog title={t('label.briefShort')} form="sheet" isOpen={opened === 'brief'} onClose={close}>
        <BriefView brief={project.brief} />
      </Dialog>
      <Help shortcuts={shortcuts} isOpen={opened === 'help'} onClose={close} />
      <SkipDialog isOpen={opened === 'skip'} onClose={close} onSkip={labelling.skip} />
      <Dialog
        title={t('label.paused')}
        isOpen={opened === 'pause'}
        onClose={close}
        size="sm"
        footer={
          <Button variant="primary" onPress={close} autoFocus>
            {t('label.goOn')}
          </Button>
        }
      >
        <p className="muted">{t('label.pausedNext')}</p>
      </Dialog>
    </div>
  )
}

/** Folded where all is asked on the stage; on a phone the sheet is up where there is something to answer in it. */
function startsOpen(project: Project): boolean {
  if (project.questions.length > 0 && project.questions.every(({ kind }) => kinds.get(kind)?.ownStage)) return false
  if (window.innerWidth > 820) return true
  // The transcript sets its own verdict, and its text field needs the room.
  if (project.questions.some(({ kind }) => kind === 'transcript' || kind === 'recording')) return false
  return project.questions.some((question) =>
    ['single', 'multiple', 'rating', 'number', 'words', 'sentence'].includes(question.kind),
  )
}

function hasPart(project: Project, id: QuestionId): boolean {
  const question = project.questions.find((each) => each.id === id)
  return question !== undefined && !kinds.get(question.kind)?.ownStage
}

function useFrameCommands(
  shortcuts: ReturnType<typeof createShortcuts>,
  labelling: Labelling,
  run: (command: BarCommand) => void,
): void {
  const latest = useRef(run)
  latest.current = run
  const commands = useMemo<Command[]>(() => {
    const has = (): boolean => labelling.queue.getState().current !== null
    const enabled: Partial<Record<BarCommand, () => boolean>> = { submit: has, skip: has, undo: has, redo: has }
    return (Object.keys(barKeys) as BarCommand[]).map((name) => ({
      id: `label.${name}`,
      keys: barKeys[name],
      inText: true,
      ...(enabled[name] ? { enabled: enabled[name] } : {}),
      run: () => latest.current(name),
    }))
  }, [labelling])
  useEffect(() => shortcuts.register('frame', commands), [shortcuts, commands])
}

const FAULTS_SAID = 3

/** Why the answers were not submitted, above the stage; each is also said at its question. */
function Faults({ labelling, questions }: { readonly labelling: Labelling; readonly questions: Project['questions'] }) {
  const { t } = useWords()
  const faults = useStore(labelling.editor, (state) => state.faults)
  if (faults.length === 0) return null
  const said = [...new Set(faults.map((fault) => sayFault(fault, questions, t)))]
  const more = said.length - FAULTS_SAID
  return (
    <Notice tone="danger" title={t('label.faults.summary', { count: faults.length })}>
      {said.slice(0, FAULTS_SAID).map((words) => (
        <span key={words}>{words}</span>
      ))}
      {more > 0 ? <span>{t('label.faults.more', { count: more })}</span> : null}
    </Notice>
  )
}

/** That the hold on the task ended, and why where it is known. */
function Held({ lost, outside }: { readonly lost: boolean; readonly outside: boolean }) {
  const { t } = useWords()
  if (outside) {
    return (
      <Notice tone="warn" title={t('label.empty.outside')}>
        {t('label.empty.outsideNext')}
      </Notice>
    )
  }
  if (!lost) return null
  return (
    <Notice tone="warn" title={t('label.lost')}>
      {t('label.lostNext')}
    </Notice>
  )
}

function Nothing({ labelling }: { readonly labelling: Labelling }) {
  const { t } = useWords()
  const claiming = useStore(labelling.queue, (state) => state.claiming)
  const empty = useStore(labelling.queue, (state) => state.empty)
  const problem = useStore(labelling.queue, (state) => state.problem)
  const outside = useStore(labelling.queue, (state) => state.outside)
  const look = (): void => void labelling.look()
  if (outside) return <EmptyQueue reason={{ why: 'outside' }} onLook={look} />
  if (problem) return <ProblemState error={problem} onRetry={look} />
  if (claiming && !empty) {
    return (
      <div className="workbench-waiting">
        <EmptyState title={t('label.claiming')}>
          <Skeleton lines={2} width="240px" />
        </EmptyState>
      </div>
    )
  }
  return <EmptyQueue reason={empty} onLook={look} />
}
