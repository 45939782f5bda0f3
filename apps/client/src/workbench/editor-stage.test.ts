// What a view hears of an editor.
import type { MarkId } from '@etabli/schema'
import { expect, it, vi } from 'vitest'
import { createEditor } from '../stores/editor.ts'
import { editorStage } from './editor-stage.ts'
import { createShortcuts } from './shortcuts.ts'

it('locked marks tell who listens, once a change', () => {
  const editor = createEditor()
  const { locked } = editorStage(editor, createShortcuts({ remaps: {}, save: () => undefined }))
  const heard = vi.fn()
  const stop = locked.subscribe(heard)
  const some = new Set(['one' as MarkId])
  locked.set(some)
  locked.set(some)
  stop()
  locked.set(new Set())
  expect(heard).toHaveBeenCalledTimes(1)
})
