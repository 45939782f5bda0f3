// PreviewSurface: the modality's own stage and fields, with answers that are thrown away.

import { kinds } from '@etabli/modalities'
import type { StageProps } from '@etabli/modality-kit'
import { type LabelId, livingLabels, type MarkId, type Question, type QuestionId, ulidSource } from '@etabli/schema'
import { use, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from '../../../hooks/use-store.ts'
import { useWords } from '../../../hooks/use-words.ts'
import * as editing from '../../../stores/editor.ts'
import { paletteOf, themeStore } from '../../../theme.ts'
import { peaksOf, tilesOf } from '../../../transport/browser.ts'
import { attributeOfKey } from '../../../workbench/attribute-steps.ts'
import { chooseLabel, labelOfKey } from '../../../workbench/choose-label.ts'
import { editorStage } from '../../../workbench/editor-stage.ts'
import { FieldsTable } from '../../../workbench/fields-table.tsx'
import { Panel } from '../../../workbench/panel.tsx'
import { createShortcuts, listenToKeys } from '../../../workbench/shortcuts.ts'
import { sayByKey } from '../../../workbench/surface.tsx'
import { viewsOf } from '../../../workbench/views.ts'
import type { SampleTask } from './sample-task.ts'

export interface PreviewSurfaceProps {
  readonly sample: SampleTask
  readonly questions: readonly Question[]
}

const nothing = () => undefined

export function PreviewSurface({ sample, questions }: PreviewSurfaceProps) {
  const { task } = sample
  const views = use(viewsOf(task.media.type, questions))
  const [editor] = useState(editing.createEditor)
  const [newId] = useState(markIds)
  const choose = (question: Question, label: LabelId) => {
    const { document, selection } = editor.getState()
    editing.commit(editor, chooseLabel(question, label, { answers: document.answers, selection, newId }))
    if (question.kind !== 'single' && question.kind !== 'multiple') editing.activate(editor, question.id, label)
  }
  const { stage, place, shortcuts } = useStage(sample, questions, editor, newId, choose)
  useFollowing(editor, questions)
  const Stage = views.stage?.Stage
  return (
    <div className="preview-surface" ref={place}>
      {Stage ? (
        <div className="preview-surface-stage" data-media={task.media.type}>
          <Stage {...stage} />
        </div>
      ) : null}
      {task.media.type === 'none' ? (
        <div className="preview-surface-page">
          <FieldsTable fields={task.fields} />
          {questions.map((question) => {
            const Field = views.byKind.get(question.kind)?.Field
            return Field ? (
              <section key={question.id} data-question={question.id}>
                <Field {...stage} question={question} />
              </section>
            ) : null
          })}
        </div>
      ) : (
        <Panel
          views={views}
          stage={stage}
          task={task}
          editor={editor}
          choose={choose}
          shortcuts={shortcuts}
          isOpen
          onOpen={nothing}
        />
      )}
    </div>
  )
}

function markIds(): () => MarkId {
  const ids = ulidSource(Date.now, (bytes) => crypto.getRandomValues(bytes))
  return () => ids.next() as MarkId
}

/** What is open follows the questions as they are written: marks, attributes, and the label in hand. */
function useFollowing(editor: editing.EditorStore, questions: readonly Question[]): void {
  useEffect(() => {
    const drawn = questions.filter(({ kind }) => kinds.get(kind)?.many)
    editing.ask(editor, questions, drawn)
    const [first] = drawn
    if (editor.getState().active === null && first) {
      editing.activate(editor, first.id, livingLabels(first.labels)[0]?.id ?? null)
    }
  }, [editor, questions])
}

/** What the views are given. Keys work while the pointer or the focus is in the preview, not while a form is filled in. */
function useStage(
  { task, src }: SampleTask,
  questions: readonly Question[],
  editor: editing.EditorStore,
  newId: () => MarkId,
  choose: (question: Question, label: LabelId) => void,
) {
  const { t, language } = useWords()
  const theme = useStore(themeStore, (state) => state.theme)
  const tiles = useMemo(() => tilesOf({ task }), [task])
  const peaks = useMemo(() => peaksOf({ task }), [task])
  const answers = useStore(editor, (state) => state.document.answers)
  const selection = useStore(editor, (state) => state.selection)
  const active = useStore(editor, (state) => state.active)
  const [shortcuts] = useState(() => createShortcuts({ remaps: {}, save: nothing }))
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ questions, choose })
  latest.current = { questions, choose }
  useEffect(
    () =>
      listenToKeys(shortcuts, {
        onLabelKey(names, target) {
          const here = place.current
          if (!here || !(here.matches(':hover') || here.contains(target))) return false
          const within = target?.closest('[data-question]')?.getAttribute('data-question') as QuestionId | null
          const asked = latest.current
          const { document, selection } = editor.getState()
          const keyed = attributeOfKey(asked.questions, names, { answers: document.answers, selection })
          if (keyed) {
            sayByKey((patches) => editing.commit(editor, patches), keyed)
            return true
          }
          const found = labelOfKey(asked.questions, names, [within, editor.getState().active?.question])
          if (found) asked.choose(found.question, found.label.id)
          return found !== null
        },
      }),
    [shortcuts, editor],
  )
  const steady = useMemo(() => editorStage(editor, shortcuts), [editor, shortcuts])
  const stage: StageProps = {
    ...steady,
    task: task.id,
    media: task.media,
    src,
    tiles,
    peaks,
    name: task.name,
    fields: task.fields,
    questions,
    answers,
    prefill: task.prefill,
    newId,
    selection,
    active,
    readOnly: false,
    layers: [],
    support: [],
    t,
    language,
    colour: paletteOf(theme),
    theme,
    announce: nothing,
    submit: nothing,
  }
  return { stage, place, shortcuts }
}
