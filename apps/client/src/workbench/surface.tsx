// Surface: the thing to label, and beside it one panel with the questions. Used to label and to review.
import { fieldsBeside, type Layer, type StageProps, type TakePorts } from '@etabli/modality-kit'
import type { Answers, LabelId, MarkId, Project, Question, Support, Task } from '@etabli/schema'
import { type ReactNode, Suspense, use, useCallback, useEffect, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { ErrorBoundary } from '../problems/error-boundary.tsx'
import type * as editing from '../stores/editor.ts'
import { noticesStore, tell } from '../stores/notices.ts'
import { sessionStore } from '../stores/session.ts'
import { paletteOf, themeStore } from '../theme.ts'
import { heardOf, peaksOf, sourceOf, tilesOf } from '../transport/browser.ts'
import { Skeleton } from '../ui/state.tsx'
import { editorStage } from './editor-stage.ts'
import { FieldsTable } from './fields-table.tsx'
import { choose, pressKey } from './label-keys.ts'
import { markdown } from './markdown-later.tsx'
import { oneKey, submitWhenLabelled } from './one-key.ts'
import { Panel } from './panel.tsx'
import { QuestionFault } from './question-fault.tsx'
import { useFocusedQuestion, useKeysElsewhere, useQuestionKeys } from './question-focus.ts'
import { listenToKeys, type Shortcuts } from './shortcuts.ts'
import { heardTakes } from './take-ports.ts'
import { type ProjectViews, viewsOf } from './views.ts'
import './surface.css'

export interface SurfaceProps {
  readonly project: Pick<Project, 'id' | 'questions' | 'textLook'>
  readonly task: Task
  readonly editor: editing.EditorStore
  readonly shortcuts: Shortcuts
  readonly newId: () => MarkId
  readonly submit: () => void
  readonly announce: (sentence: string) => void
  /** Lets go of the task as unusable, for the reason in these words; absent where nothing can be skipped. */
  readonly skip?: (words: string) => void
  readonly readOnly?: boolean
  readonly layers?: readonly Layer[]
  readonly consensus?: Answers
  readonly support?: readonly Support[]
  /** Where takes are recorded into; absent: they are only heard. */
  readonly takes?: TakePorts
  /** Stands above the stage: why it came back, that it is late. */
  readonly above?: ReactNode
  /** Stands on top of the panel. */
  readonly aside?: ReactNode
  readonly panelOpen: boolean
  readonly onPanel: (open: boolean) => void
}

const NO_LAYERS: readonly Layer[] = []
const NO_SUPPORT: readonly Support[] = []

export function Surface(props: SurfaceProps) {
  const { task, above } = props
  return (
    <div className="surface" data-panel={props.panelOpen ? 'open' : 'folded'}>
      <ErrorBoundary resetKey={task.id}>
        <Suspense fallback={<Waiting />}>
          <Loaded {...props} above={above} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}

function Waiting() {
  return (
    <div className="surface-main">
      <div className="surface-stage" data-waiting="">
        <Skeleton height={320} width="100%" />
      </div>
    </div>
  )
}

function Loaded(props: SurfaceProps) {
  const { project, task, editor, shortcuts, newId, aside, above, panelOpen, onPanel } = props
  const views = use(viewsOf(task.media.type, project.questions))
  const stage = useStageProps(props)
  const chooseHere = useCallback(
    (question: Question, label: LabelId) => choose(editor, newId, question, label),
    [editor, newId],
  )
  const showPanel = useCallback(() => flushSync(() => onPanel(true)), [onPanel])
  useQuestionKeys(shortcuts, project.questions.length > 1, showPanel)
  useKeys(shortcuts, editor, project.questions, props.readOnly ?? false, newId, props.submit)
  return (
    <>
      <div className="surface-main">
        {above}
        <div className="surface-stage" data-media={task.media.type}>
          <ErrorBoundary resetKey={task.id}>
            <StageOf views={views} stage={stage} task={task} editor={editor} />
          </ErrorBoundary>
        </div>
      </div>
      {task.media.type === 'none' ? null : (
        <Panel
          views={views}
          stage={stage}
          task={task}
          editor={editor}
          choose={chooseHere}
          shortcuts={shortcuts}
          aside={aside}
          isOpen={panelOpen}
          onOpen={onPanel}
        />
      )}
    </>
  )
}

interface StageOfProps {
  readonly views: ProjectViews
  readonly stage: StageProps
  readonly task: Task
  readonly editor: editing.EditorStore
}

/** The modality's stage; for tasks without a medium their fields and questions, in the middle. */
function StageOf({ views, stage, task, editor }: StageOfProps) {
  const keysElsewhere = useKeysElsewhere(stage.questions, { within: useFocusedQuestion() })
  const Stage = views.stage?.Stage
  // Made anew for each task, unless it follows by itself.
  if (Stage) return <Stage key={views.stage?.staysMounted ? 'stays' : task.id} {...stage} />
  return (
    <div className="surface-page">
      {task.media.type === 'text' ? <p className="surface-text">{task.media.text}</p> : null}
      <FieldsTable fields={fieldsBeside(stage.questions, task.fields)} />
      {stage.questions.map((question) => {
        const Field = views.byKind.get(question.kind)?.Field
        return Field ? (
          <section
            key={question.id}
            className="surface-question"
            data-question={question.id}
            data-keys={keysElsewhere.has(question.id) ? 'elsewhere' : undefined}
          >
            <Field {...stage} question={question} />
            <QuestionFault question={question} editor={editor} />
          </section>
        ) : null
      })}
    </div>
  )
}

function useKeys(
  shortcuts: Shortcuts,
  editor: editing.EditorStore,
  questions: readonly Question[],
  readOnly: boolean,
  newId: () => MarkId,
  submit: () => void,
): void {
  const latest = useRef(submit)
  latest.current = submit
  useEffect(
    () =>
      listenToKeys(shortcuts, {
        onLabelKey(names, target) {
          if (readOnly) return false
          const before = editor.getState().document
          const wasLabel = pressKey(editor, newId, questions, names, target)
          if (wasLabel && oneKey.get().on) submitWhenLabelled(editor, before, () => latest.current())
          return wasLabel
        },
      }),
    [shortcuts, editor, questions, readOnly, newId],
  )
}

/** Says so where an edit left locked marks as they are. */
function useSparedNotice(editor: editing.EditorStore): void {
  useEffect(
    () =>
      editor.subscribe(({ spared }, before) => {
        if (spared === null || spared === before.spared) return
        const phrase = { key: 'label.marksMenu.spared', values: { count: spared.count } }
        tell(noticesStore, { id: 'locked', tone: 'info', phrase })
      }),
    [editor],
  )
}

/** What a view is given; its functions stay the same while the task does. */
function useStageProps(props: SurfaceProps): StageProps {
  const { project, task, editor, shortcuts, newId, submit, announce, skip } = props
  const { readOnly = false, layers = NO_LAYERS, support = NO_SUPPORT } = props
  const { t, language } = useWords()
  const theme = useStore(themeStore, (state) => state.theme)
  const answers = useStore(editor, (state) => state.document.answers)
  const selection = useStore(editor, (state) => state.selection)
  const active = useStore(editor, (state) => state.active)
  useSparedNotice(editor)
  const steady = useMemo(() => editorStage(editor, shortcuts), [editor, shortcuts])
  const src = useMemo(() => sourceOf({ task }), [task])
  const tiles = useMemo(() => tilesOf({ task }), [task])
  const peaks = useMemo(() => peaksOf({ task }), [task])
  const heard = useMemo(() => heardOf({ task }), [task])
  const viewer = useStore(sessionStore, (state) => state.me?.person.id)
  const takes = useMemo(() => props.takes ?? heardTakes(task.project), [props.takes, task.project])
  const remaps = useStore(shortcuts.store, (state) => state.remaps)
  // A new function with each change of keys, so that tooltips are drawn again.
  const keysOf = useMemo<NonNullable<StageProps['keysOf']>>(
    () => (command) => remaps[command.id] ?? shortcuts.keysOf(command),
    [shortcuts, remaps],
  )
  return {
    ...steady,
    keysOf,
    task: task.id,
    media: task.media,
    src,
    tiles,
    peaks,
    heard,
    takes,
    name: task.name,
    fields: task.fields,
    questions: project.questions,
    textLook: project.textLook,
    answers,
    prefill: task.prefill,
    newId,
    selection,
    active,
    readOnly,
    layers,
    ...(props.consensus ? { consensus: props.consensus } : {}),
    support,
    t,
    language,
    colour: paletteOf(theme),
    theme,
    announce,
    markdown,
    ...(viewer === undefined ? {} : { viewer }),
    submit,
    ...(skip ? { skip } : {}),
  }
}
