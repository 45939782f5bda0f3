// ReviewActions: what can be done with the task, in the bar: undo, how to look, go on, send back, settle.
import { ArrowDown, ArrowUp, Check, Columns3, Diff, EyeOff, Layers, Redo2, Undo2, UserRound } from 'lucide-react'
import { useStore } from '../../hooks/use-store.ts'
import { useWords } from '../../hooks/use-words.ts'
import type { EditorStore } from '../../stores/editor.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import type { ReviewCommand } from './review-keys.ts'
import type { Steps } from './steps.ts'

export interface ReviewActionsProps {
  readonly name: string
  readonly readOnly: boolean
  /** The reviewer changed the consensus. */
  readonly touched: boolean
  readonly isPending: boolean
  readonly beside: boolean
  /** What all annotators drew the same is left out. */
  readonly onlyDiffering: boolean
  readonly named: boolean
  readonly canReturn: boolean
  readonly editor: EditorStore
  readonly steps: Steps
  readonly keyOf: (command: ReviewCommand) => string | undefined
  readonly run: (command: ReviewCommand) => void
}

export function ReviewActions(props: ReviewActionsProps) {
  const { name, readOnly, touched, isPending, beside, onlyDiffering, named, canReturn, editor, steps, keyOf, run } =
    props
  const { t } = useWords()
  const canUndo = useStore(editor, (state) => state.document.history.past.length > 0)
  const canRedo = useStore(editor, (state) => state.document.history.future.length > 0)
  return (
    <>
      <span className="review-task" title={name}>
        {name}
      </span>
      <span className="review-group">
        <IconButton
          label={t('review.commands.previous')}
          keys={keyOf('previous')}
          icon={<ArrowUp size={16} />}
          isDisabled={steps.previous === null}
          onPress={() => run('previous')}
        />
        <IconButton
          label={t('review.commands.next')}
          keys={keyOf('next')}
          icon={<ArrowDown size={16} />}
          isDisabled={steps.next === null}
          onPress={() => run('next')}
        />
      </span>
      <span className="review-group">
        <IconButton
          label={t('label.undo')}
          keys={keyOf('undo')}
          icon={<Undo2 size={16} />}
          isDisabled={!canUndo || readOnly}
          onPress={() => run('undo')}
        />
        <IconButton
          label={t('label.redo')}
          keys={keyOf('redo')}
          icon={<Redo2 size={16} />}
          isDisabled={!canRedo || readOnly}
          onPress={() => run('redo')}
        />
      </span>
      <span className="review-group">
        <IconButton
          label={beside ? t('review.overlay') : t('review.commands.beside')}
          keys={keyOf('beside')}
          icon={beside ? <Layers size={16} /> : <Columns3 size={16} />}
          pressed={beside}
          onPress={() => run('beside')}
        />
        <IconButton
          label={onlyDiffering ? t('review.everything') : t('review.commands.differing')}
          keys={keyOf('differing')}
          icon={<Diff size={16} />}
          pressed={onlyDiffering}
          onPress={() => run('differing')}
        />
        <IconButton
          label={named ? t('review.hideNames') : t('review.showNames')}
          keys={keyOf('names')}
          icon={named ? <UserRound size={16} /> : <EyeOff size={16} />}
          pressed={!named}
          onPress={() => run('names')}
        />
      </span>
      <span className="review-verdict">
        <Button keys={keyOf('return')} isDisabled={!canReturn} onPress={() => run('return')}>
          {t('review.sendBack')}
        </Button>
        <Button
          variant="primary"
          keys={keyOf('settle')}
          icon={<Check size={14} />}
          isDisabled={readOnly}
          isPending={isPending}
          onPress={() => run('settle')}
        >
          {touched ? t('review.saveCorrection') : t('review.accept')}
        </Button>
      </span>
    </>
  )
}
