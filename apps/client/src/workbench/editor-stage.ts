// What a view does to an editor, for every frame that mounts one: edits, selection, keys, and what list and stage share.
import type { LockedMarks, StageProps } from '@etabli/modality-kit'
import * as editing from '../stores/editor.ts'
import { createHovered } from './hovered.ts'
import type { Shortcuts } from './shortcuts.ts'

type EditorStage = Pick<StageProps, 'commit' | 'select' | 'activate' | 'register'> &
  Required<Pick<StageProps, 'hovered' | 'locked'>>

/** Make it once for an editor: a view takes its functions to stay the same while the task does. */
export function editorStage(editor: editing.EditorStore, shortcuts: Shortcuts): EditorStage {
  return {
    commit: (patches, burst) => editing.commit(editor, patches, burst),
    select: (marks) => editing.select(editor, marks),
    activate: (question, label) => editing.activate(editor, question, label),
    register: (commands) => shortcuts.register('view', commands),
    hovered: createHovered(),
    locked: lockedOf(editor),
  }
}

/** The editor's locked marks, as a view says and hears of them. */
function lockedOf(editor: editing.EditorStore): LockedMarks {
  return {
    get: () => editor.getState().locked,
    set: (marks) => editing.lock(editor, marks),
    subscribe: (listener) =>
      editor.subscribe((now, before) => {
        if (now.locked !== before.locked) listener()
      }),
  }
}
