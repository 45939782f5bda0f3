// TaskDesk: one task under review: the consensus to accept or to fix, each annotator's answers over it, and the verdict.
import { kinds } from '@etabli/modalities'
import { adding, type Command, emptyHistory, faultsOf } from '@etabli/modality-kit'
import type { TaskDetail } from '@etabli/protocol'
import {
  type AnnotationId,
  type AudioMedia,
  livingLabels,
  type Mark,
  type MarkId,
  type Project,
  type ReviewDraft,
} from '@etabli/schema'
import { RefusedError } from '@etabli/sdk'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useFetched, useSending } from '../../hooks/use-api.ts'
import { useStore } from '../../hooks/use-store.ts'
import { useWords } from '../../hooks/use-words.ts'
import * as editing from '../../stores/editor.ts'
import { type Active, createEditor, type EditorStore, isTouched } from '../../stores/editor.ts'
import { noticesStore, tell } from '../../stores/notices.ts'
import { ids } from '../../transport/browser.ts'
import { TextField } from '../../ui/field.tsx'
import type { Shortcuts } from '../../workbench/shortcuts.ts'
import { Surface } from '../../workbench/surface.tsx'
import { Candidates } from './candidates.tsx'
import { History } from './history.tsx'
import { Personal } from './personal.tsx'
import {
  differing,
  drawnQuestions,
  layersOf,
  letterOf,
  openCandidates,
  type Reading,
  readingOf,
  supportOf,
  voicesOf,
} from './reading.ts'
import { ReviewActions } from './review-actions.tsx'
import { type ReviewCommand, reviewKeys } from './review-keys.ts'
import { ReviewNotices } from './review-notices.tsx'
import { SendBack } from './send-back.tsx'
import { SideBySide } from './side-by-side.tsx'
import type { Steps } from './steps.ts'
import { Voices } from './voices.tsx'

export interface TaskDeskProps {
  readonly project: Project
  readonly detail: TaskDetail
  readonly reload: () => void
  readonly shortcuts: Shortcuts
  /** The place of the actions in the bar above. */
  readonly slot: HTMLElement | null
  /** The label in the hand, kept from task to task. */
  readonly active: RefObject<Active | null>
  readonly steps: Steps
}

const many = (kind: string): boolean => kinds.get(kind)?.many ?? false
const refers = (mark: Mark): readonly string[] => kinds.get(mark.kind)?.refers?.(mark) ?? []

function editorOf(project: Project, reading: Reading, active: Active | null): EditorStore {
  const editor = createEditor(kinds)
  const [drawn] = drawnQuestions(project, many)
  editor.setState({
    questions: project.questions,
    document: { answers: reading.answers, history: emptyHistory },
    active: active ?? (drawn ? { question: drawn.id, label: livingLabels(drawn.labels)[0]?.id ?? null } : null),
  })
  return editor
}

export function TaskDesk({ project, detail, reload, shortcuts, slot, active, steps }: TaskDeskProps) {
  const { t } = useWords()
  const [heard, setHeard] = useState<AudioMedia | null>(null)
  // What a reviewer asked to hear, as long as there is anything beeped.
  const isHeard = heard !== null && detail.task.media.type === 'audio' && detail.task.media.beeped !== undefined
  const task = useMemo(
    () => (isHeard && heard ? { ...detail.task, media: heard } : detail.task),
    [detail.task, heard, isHeard],
  )
  const reading = useMemo(() => readingOf(detail), [detail])
  const [editor] = useState(() => editorOf(project, reading, active.current))
  const [base, setBase] = useState(reading)
  const answers = useStore(editor, (state) => state.document.answers)
  const touched = useStore(editor, (state) => isTouched(state.document))
  const faults = useStore(editor, (state) => state.faults)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [named, setNamed] = useState(() => !isBlind())
  const [beside, setBeside] = useState(false)
  const [panelOpen, setPanelOpen] = useState(() => window.innerWidth > 820)
  const [returning, setReturning] = useState<AnnotationId | null>(null)
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const [stale, setStale] = useState(false)
  const [onlyDiffering, setOnlyDiffering] = useState(false)
  const names = useNames(project, detail)

  useEffect(() => editor.subscribe((state) => (active.current = state.active)), [editor, active])
  const restart = useCallback((): void => {
    editor.setState({ document: { answers: reading.answers, history: emptyHistory }, selection: [], faults: [] })
    setBase(reading)
    setLeft(new Set())
    setStale(false)
  }, [editor, reading])
  useEffect(() => {
    // What came in meanwhile is taken up by itself as long as nothing was changed here.
    if (reading !== base && !isTouched(editor.getState().document)) {
      editor.setState({ document: { answers: reading.answers, history: emptyHistory }, selection: [], faults: [] })
      setBase(reading)
      setLeft(new Set())
    }
  }, [reading, base, editor])

  const voices = useMemo(
    () =>
      voicesOf(detail.annotations, (index, name) =>
        named && name !== '' ? name : t('review.annotator', { letter: letterOf(index) }),
      ),
    [detail.annotations, named, t],
  )
  const settled = task.state === 'settled'
  const readOnly = settled || detail.annotations.length === 0 || reading.awaiting !== null
  const open = useMemo(
    () => (readOnly ? [] : openCandidates(reading.candidates, answers, left, many)),
    [reading, answers, left, readOnly],
  )
  const [offered] = open
  const shown = useMemo(() => {
    if (!onlyDiffering) return voices
    // Side by side an answer that is left out would read as one that was not given.
    return beside ? differing(voices, refers, ({ kind }) => many(kind)) : differing(voices, refers)
  }, [voices, onlyDiffering, beside])
  const layers = useMemo(
    () => layersOf(shown, hidden, offered ? { mark: offered, name: t('review.offered') } : null),
    [shown, hidden, offered, t],
  )

  const send = useSending('reviews.create', {
    touches: ['tasks.list', 'tasks.get', 'projects.get', 'projects.list', 'agreement.get', 'reviews.accept-unanimous'],
    onDone: (review) => {
      setReturning(null)
      tell(noticesStore, {
        id: 'reviewed',
        tone: 'ok',
        words: t(`review.said.${review.verdict}`, { task: task.name }),
        lasts: 3_000,
      })
      steps.done()
    },
  })
  const review = (draft: ReviewDraft): void => {
    if (send.isPending) return
    setStale(false)
    send.mutate(
      { params: { task: task.id }, body: { seen: [...reading.seen], review: draft } },
      {
        onError: (error) => {
          if (!(error instanceof RefusedError) || error.code !== 'review.stale') return
          setStale(true)
          reload()
        },
      },
    )
  }
  const settle = (): void => {
    const found = faultsOf(answers, project.questions, task.media, kinds)
    editor.setState({ faults: found })
    if (found.length > 0) {
      setPanelOpen(true)
      setBeside(false)
      setSaid(t('label.faults.summary', { count: found.length }))
      requestAnimationFrame(() => {
        document.querySelector('[data-fault]')?.scrollIntoView({ block: 'nearest' })
      })
      return
    }
    review(
      touched ? { verdict: 'correct', answers: [...answers], reason } : { verdict: 'accept', answers: [...answers] },
    )
  }
  const toggle = (annotation: AnnotationId): void =>
    setHidden((old) => {
      const next = new Set(old)
      if (!next.delete(annotation)) next.add(annotation)
      return next
    })

  const run = (command: ReviewCommand): void => {
    switch (command) {
      case 'settle':
        if (!readOnly) settle()
        break
      case 'return':
        if (voices[0]) setReturning(voices[0].said.annotation.id)
        break
      case 'add':
        if (offered) editing.commit(editor, [adding(offered)])
        break
      case 'leave':
        if (offered) setLeft((old) => new Set(old).add(offered.id))
        break
      case 'next':
        steps.next?.()
        break
      case 'previous':
        steps.previous?.()
        break
      case 'beside':
        setBeside((on) => !on)
        break
      case 'names':
        setNamed((on) => {
          rememberBlind(on)
          return !on
        })
        break
      case 'everyone':
        setHidden((old) => (old.size > 0 ? new Set() : new Set(voices.map(({ said }) => said.annotation.id))))
        break
      case 'differing':
        setOnlyDiffering((on) => !on)
        break
      case 'undo':
        editing.undo(editor)
        break
      case 'redo':
        editing.redo(editor)
        break
      case 'panel':
        setPanelOpen((on) => !on)
        break
      case 'list':
        steps.list()
        break
      case 'help':
        steps.help()
        break
    }
  }
  useReviewCommands(shortcuts, run, (index) => {
    const voice = voices[index]
    if (voice) toggle(voice.said.annotation.id)
  })

  const keyOfCommand = (command: ReviewCommand) =>
    shortcuts.keysOf({ id: `review.${command}`, keys: reviewKeys[command] })[0]
  const newId = useCallback(() => ids.next() as MarkId, [])
  const aside = (
    <>
      {offered ? (
        <Candidates
          questions={project.questions}
          media={task.media}
          answers={answers}
          open={open}
          support={supportOf(reading, offered)}
          keys={{ add: keyOfCommand('add'), leave: keyOfCommand('leave') }}
          onAdd={() => run('add')}
          onLeave={() => run('leave')}
        />
      ) : null}
      {touched && !readOnly ? (
        <section className="panel-part">
          <TextField
            label={t('review.correctionReason')}
            optional
            value={reason}
            onChange={setReason}
            maxLength={2_000}
          />
        </section>
      ) : null}
      {task.media.type === 'audio' ? <Personal task={task} shortcuts={shortcuts} onHear={setHeard} /> : null}
      <Voices
        voices={voices}
        hidden={hidden}
        onToggle={toggle}
        onSendBack={settled || voices.length === 0 ? null : setReturning}
      />
      <History detail={detail} nameOf={names} named={named} />
    </>
  )
  const above = (
    <ReviewNotices
      detail={detail}
      reading={reading}
      nameOf={names}
      faults={faults}
      questions={project.questions}
      stale={stale ? (touched ? 'kept' : 'reloaded') : null}
      error={send.isError && !stale && returning === null ? send.error : null}
      onRestart={restart}
    />
  )

  return (
    <>
      {slot
        ? createPortal(
            <ReviewActions
              name={task.name}
              readOnly={readOnly}
              touched={touched}
              isPending={send.isPending}
              beside={beside}
              onlyDiffering={onlyDiffering}
              named={named}
              canReturn={!settled && voices.length > 0}
              editor={editor}
              steps={steps}
              keyOf={keyOfCommand}
              run={run}
            />,
            slot,
          )
        : null}
      {beside ? (
        <>
          {above}
          <SideBySide project={project} task={task} voices={shown} hidden={hidden} shortcuts={shortcuts} />
        </>
      ) : (
        <div className="review-surface">
          <Surface
            project={project}
            task={task}
            editor={editor}
            shortcuts={shortcuts}
            newId={newId}
            submit={() => run('settle')}
            announce={setSaid}
            readOnly={readOnly}
            layers={layers}
            consensus={reading.consensus}
            support={reading.support}
            above={above}
            aside={aside}
            panelOpen={panelOpen}
            onPanel={setPanelOpen}
          />
          {task.media.type === 'none' ? (
            <aside className="panel" aria-label={t('review.aside')}>
              <div className="panel-body">{aside}</div>
            </aside>
          ) : null}
        </div>
      )}
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
      {returning === null ? null : (
        <SendBack
          voices={voices}
          first={returning}
          isPending={send.isPending}
          error={send.isError ? send.error : null}
          onClose={() => {
            setReturning(null)
            send.reset()
          }}
          onSend={review}
        />
      )}
    </>
  )
}

const BLIND = 'etabli.review.blind'
const isBlind = (): boolean => localStorage.getItem(BLIND) === '1'
const rememberBlind = (blind: boolean): void => localStorage.setItem(BLIND, blind ? '1' : '0')

/** Names of the people of the project; those who left keep the name that came with their annotation. */
function useNames(project: Project, detail: TaskDetail): (person: string) => string {
  const { t } = useWords()
  const members = useFetched('members.list', { params: { project: project.id } })
  return useMemo(() => {
    const known = new Map<string, string>([
      ...[...detail.annotations, ...detail.history].map(({ annotation, name }) => [annotation.person, name] as const),
      ...(members.data?.rows ?? []).map((member) => [member.person, member.name] as const),
    ])
    return (person) => known.get(person) || t('review.someone')
  }, [members.data, detail, t])
}

/** The desk's own keys, and Shift with a digit for each annotator. */
function useReviewCommands(
  shortcuts: Shortcuts,
  run: (command: ReviewCommand) => void,
  onVoice: (index: number) => void,
): void {
  const latest = useRef({ run, onVoice })
  latest.current = { run, onVoice }
  useEffect(() => {
    const own = (Object.keys(reviewKeys) as ReviewCommand[]).map(
      (name): Command => ({
        id: `review.${name}`,
        keys: reviewKeys[name],
        inText: true,
        run: () => latest.current.run(name),
      }),
    )
    const toggles = Array.from(
      { length: 9 },
      (_, index): Command => ({
        id: `review.voice${index + 1}`,
        keys: [`Shift+${index + 1}`],
        run: () => latest.current.onVoice(index),
      }),
    )
    return shortcuts.register('frame', [...own, ...toggles])
  }, [shortcuts])
}
