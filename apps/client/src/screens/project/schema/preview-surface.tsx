// PreviewSurface: the modality's own stage and fields, with answers that are thrown away.

import { kinds } from '@etabli/modalities'
import { fieldsBeside, type StageProps } from '@etabli/modality-kit'
import { type MarkId, type Question, ulidSource } from '@etabli/schema'
import { use, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from '../../../hooks/use-store.ts'
import { useWords } from '../../../hooks/use-words.ts'
import * as editing from '../../../stores/editor.ts'
import { paletteOf, themeStore } from '../../../theme.ts'
import { heardOf, peaksOf, tilesOf } from '../../../transport/browser.ts'
import { editorStage } from '../../../workbench/editor-stage.ts'
import { FieldsTable } from '../../../workbench/fields-table.tsx'
import { choose, pressKey } from '../../../workbench/label-keys.ts'
import { markdown } from '../../../workbench/markdown-later.tsx'
import { Panel } from '../../../workbench/panel.tsx'
import { createShortcuts, listenToKeys } from '../../../workbench/shortcuts.ts'
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
  const [editor] = useState(() => editing.createEditor(kinds))
  const [newId] = useState(markIds)
  const { stage, place, shortcuts } = useStage(sample, questions, editor, newId)
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
          <FieldsTable fields={fieldsBeside(questions, task.fields)} />
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
          choose={(question, label) => choose(editor, newId, question, label)}
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
    const first = editing.firstActive(drawn[0])
    if (editor.getState().active === null && first) editing.activate(editor, first.question, first.label)
  }, [editor, questions])
}

/** What the views are given. Keys work while the pointer or the focus is in the preview, not while a form is filled in. */
function useStage(
  { task, src }: SampleTask,
  questions: readonly Question[],
  editor: editing.EditorStore,
  newId: () => MarkId,
) {
  const { t, language } = useWords()
  const theme = useStore(themeStore, (state) => state.theme)
  const tiles = useMemo(() => tilesOf({ task }), [task])
  const peaks = useMemo(() => peaksOf({ task }), [task])
  const heard = useMemo(() => heardOf({ task }), [task])
  const answers = useStore(editor, (state) => state.document.answers)
  const selection = useStore(editor, (state) => state.selection)
  const active = useStore(editor, (state) => state.active)
  const [shortcuts] = useState(() => createShortcuts({ remaps: {}, save: nothing }))
  const place = useRef<HTMLDivElement>(null)
  const asked = useRef(questions)
  asked.current = questions
  useEffect(
    () =>
      listenToKeys(shortcuts, {
        onLabelKey(names, target) {
          const here = place.current
          if (!here || !(here.matches(':hover') || here.contains(target))) return false
          return pressKey(editor, newId, asked.current, names, target)
        },
      }),
    [shortcuts, editor, newId],
  )
  const steady = useMemo(() => editorStage(editor, shortcuts), [editor, shortcuts])
  const stage: StageProps = {
    ...steady,
    task: task.id,
    media: task.media,
    src,
    tiles,
    peaks,
    heard,
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
    markdown,
    announce: nothing,
    submit: nothing,
  }
  return { stage, place, shortcuts }
}
