// Toolbar: the one slim bar of the workbench: where one is, what is safe, and everything that can be done.
import type { Progress } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import {
  ArrowLeft,
  BookOpen,
  CircleHelp,
  EllipsisVertical,
  Info,
  PanelRight,
  Pause,
  Redo2,
  SkipForward,
  Undo2,
} from 'lucide-react'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { AccountMenu } from '../shell/account-menu.tsx'
import type { ActiveTime } from '../stores/active-time.ts'
import type { EditorStore } from '../stores/editor.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Meter } from '../ui/meter.tsx'
import { oneKey } from './one-key.ts'
import type { Shortcuts } from './shortcuts.ts'
import './toolbar.css'

export type BarCommand =
  | 'submit'
  | 'skip'
  | 'undo'
  | 'redo'
  | 'back'
  | 'guidelines'
  | 'brief'
  | 'help'
  | 'panel'
  | 'pause'
  | 'one-key'

export interface ToolbarProps {
  readonly project: Pick<Project, 'name'>
  readonly taskName: string
  readonly progress: Progress
  readonly time: ActiveTime
  readonly editor: EditorStore
  readonly shortcuts: Shortcuts
  readonly safety: ReactNode
  /** Null where there is no panel. */
  readonly panelOpen: boolean | null
  readonly canGoBack: boolean
  readonly hasTask: boolean
  /** Proposed marks that nobody looked at: submitting passes them on, which is said beside it. */
  readonly proposed: number
  readonly run: (command: BarCommand) => void
}

/** The keys of the frame's own commands. */
export const barKeys: Readonly<Record<BarCommand, readonly string[]>> = {
  submit: ['Mod+Enter', 'Enter'],
  skip: ['s'],
  undo: ['Mod+z'],
  redo: ['Mod+Shift+z', 'Mod+y'],
  back: ['Shift+Backspace'],
  guidelines: ['Alt+g'],
  brief: ['Alt+b'],
  help: ['?'],
  panel: ['Alt+p'],
  pause: ['Shift+p'],
  'one-key': ['Alt+Shift+Enter'],
}

export function Toolbar(props: ToolbarProps) {
  const { project, taskName, progress, time, editor, shortcuts, safety, panelOpen, canGoBack, hasTask, proposed, run } =
    props
  const { t } = useWords()
  // Drawn again when the person changes a key.
  useStore(shortcuts.store, (state) => state.remaps)
  const submitsAtOnce = useSyncExternalStore(oneKey.subscribe, () => oneKey.get().on)
  const canUndo = useStore(editor, (state) => state.document.history.past.length > 0)
  const canRedo = useStore(editor, (state) => state.document.history.future.length > 0)
  const key = (command: BarCommand) => shortcuts.keysOf({ id: `label.${command}`, keys: barKeys[command] })[0]
  const done = progress.done + progress.settled
  return (
    <header className="toolbar">
      <div className="toolbar-where">
        <Link href="/" className="button toolbar-home" data-variant="quiet" data-icon="" aria-label={t('label.home')}>
          <ArrowLeft size={16} />
        </Link>
        <span className="toolbar-names">
          <strong className="toolbar-project">{project.name}</strong>
          <span className="toolbar-task">{taskName}</span>
        </span>
      </div>
      <div className="toolbar-state">
        <span className="toolbar-progress">
          <Meter
            bare
            label={t('label.progress')}
            value={done}
            max={progress.tasks}
            words={t('label.progressWords', { done, tasks: progress.tasks })}
          />
          <span className="tabular">{t('label.progressWords', { done, tasks: progress.tasks })}</span>
        </span>
        {hasTask ? <Timer time={time} /> : null}
        {safety}
      </div>
      <div className="toolbar-actions">
        <span className="toolbar-group">
          <IconButton
            label={t('label.undo')}
            keys={key('undo')}
            icon={<Undo2 size={16} />}
            isDisabled={!canUndo}
            onPress={() => run('undo')}
          />
          <IconButton
            label={t('label.redo')}
            keys={key('redo')}
            icon={<Redo2 size={16} />}
            isDisabled={!canRedo}
            onPress={() => run('redo')}
          />
        </span>
        <span className="toolbar-group toolbar-wide">
          <IconButton
            label={t('label.guidelines')}
            keys={key('guidelines')}
            icon={<BookOpen size={16} />}
            onPress={() => run('guidelines')}
          />
          <IconButton
            label={t('label.briefShort')}
            keys={key('brief')}
            icon={<Info size={16} />}
            onPress={() => run('brief')}
          />
          <IconButton
            label={t('label.help')}
            keys={key('help')}
            icon={<CircleHelp size={16} />}
            onPress={() => run('help')}
          />
          {panelOpen === null ? null : (
            <IconButton
              label={t('label.panel')}
              keys={key('panel')}
              icon={<PanelRight size={16} />}
              pressed={panelOpen}
              onPress={() => run('panel')}
            />
          )}
        </span>
        <Menu
          label={t('label.menu')}
          trigger={<IconButton label={t('label.menu')} icon={<EllipsisVertical size={16} />} />}
          groups={[
            {
              entries: [
                {
                  id: 'back',
                  title: t('label.back'),
                  keys: key('back'),
                  isDisabled: !canGoBack,
                  onAction: () => run('back'),
                },
                {
                  id: 'pause',
                  title: t('label.pause'),
                  keys: key('pause'),
                  icon: <Pause size={14} />,
                  onAction: () => run('pause'),
                },
                {
                  id: 'one-key',
                  title: t('label.commands.one-key'),
                  keys: key('one-key'),
                  selected: submitsAtOnce,
                  onAction: () => run('one-key'),
                },
              ],
            },
            {
              entries: [
                {
                  id: 'guidelines',
                  title: t('label.guidelines'),
                  keys: key('guidelines'),
                  icon: <BookOpen size={14} />,
                  onAction: () => run('guidelines'),
                },
                {
                  id: 'brief',
                  title: t('label.briefShort'),
                  keys: key('brief'),
                  icon: <Info size={14} />,
                  onAction: () => run('brief'),
                },
                {
                  id: 'help',
                  title: t('label.help'),
                  keys: key('help'),
                  icon: <CircleHelp size={14} />,
                  onAction: () => run('help'),
                },
              ],
            },
          ]}
        />
        <span className="toolbar-wide">
          <AccountMenu />
        </span>
        <span className="toolbar-group toolbar-end">
          <Button keys={key('skip')} icon={<SkipForward size={14} />} isDisabled={!hasTask} onPress={() => run('skip')}>
            {t('label.skip')}
          </Button>
          <Button
            variant="primary"
            keys={key('submit')}
            hint={proposed > 0 ? t('flow.passesOn', { count: proposed }) : t('label.submit')}
            isDisabled={!hasTask}
            onPress={() => run('submit')}
          >
            {t('label.submit')}
            {proposed > 0 ? (
              <span className="toolbar-proposed">{t('flow.asProposed', { count: proposed })}</span>
            ) : null}
          </Button>
        </span>
      </div>
    </header>
  )
}

function Timer({ time }: { readonly time: ActiveTime }) {
  const { t } = useWords()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const tick = (): void => setSeconds(Math.floor(time.read() / 1000))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [time])
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <span className="toolbar-timer tabular" title={t('label.timer')} role="timer" aria-label={t('label.timer')}>
      {words}
    </span>
  )
}
