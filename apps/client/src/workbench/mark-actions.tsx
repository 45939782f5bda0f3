// MarkActions: what can be done with the selected marks, beside their list: class, order, and all that the stage offers.
import type { StageProps } from '@etabli/modality-kit'
import { livingLabels, type Mark, type MarkId, type Question } from '@etabli/schema'
import { Ellipsis } from 'lucide-react'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { LabelDot } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { Menu, type MenuEntry } from '../ui/menu.tsx'
import { chosenMarks } from './attribute-steps.ts'
import { chooseLabel } from './choose-label.ts'
import { moving } from './move-marks.ts'
import type { Shortcuts } from './shortcuts.ts'

export interface MarkActionsProps {
  readonly question: Question
  readonly stage: StageProps
  readonly shortcuts: Shortcuts
  readonly onRemove: () => void
}

/** The names, after the modality's, of commands that do something with the selected marks. */
const FOR_MARKS: ReadonlySet<string> = new Set(
  'duplicate copy cut front back group ungroup merge lock hide isolate show-all unlock-all accept'.split(' '),
)
const MANY_CLASSES = 40

/** Those that are free to move; all where none is, so that the refusal is said. */
function movable(marks: readonly Mark[], stage: StageProps): ReadonlySet<MarkId> {
  const free = marks.filter(({ id }) => !stage.locked?.get().has(id))
  return new Set((free.length > 0 ? free : marks).map(({ id }) => id))
}

export function MarkActions({ question, stage, shortcuts, onRemove }: MarkActionsProps) {
  const { t } = useWords()
  const commands = useStore(shortcuts.store, (state) => state.commands)
  const marks = chosenMarks(stage.answers, stage.selection, question)
  if (marks.length === 0 || stage.readOnly) return null
  const labels = livingLabels(question.labels)
  const offered = commands.flatMap(({ layer, command }): MenuEntry[] => {
    const [, name = ''] = command.id.split('.')
    if (layer !== 'view' || !FOR_MARKS.has(name) || !(command.enabled?.() ?? true)) return []
    const [prefix] = command.id.split('.')
    return [
      {
        id: command.id,
        title: t(`${prefix}.commands.${name}`),
        keys: shortcuts.keysOf(command)[0],
        onAction: command.run,
      },
    ]
  })
  const order = (by: -1 | 1): MenuEntry => ({
    id: by < 0 ? 'earlier' : 'later',
    title: t(by < 0 ? 'label.marksMenu.earlier' : 'label.marksMenu.later'),
    onAction: () => stage.commit(moving(stage.answers, movable(marks, stage), question, by)),
  })
  return (
    <div className="mark-actions">
      <span className="mark-actions-count">{t('label.marksMenu.chosen', { count: marks.length })}</span>
      <Menu
        label={t('label.marksMenu.title')}
        trigger={
          <IconButton size="sm" variant="quiet" label={t('label.marksMenu.title')} icon={<Ellipsis size={14} />} />
        }
        groups={[
          {
            title: t('label.marksMenu.do'),
            entries: [
              ...offered,
              order(-1),
              order(1),
              { id: 'remove', title: t('label.marksMenu.remove'), keys: 'Delete', danger: true, onAction: onRemove },
            ],
          },
          ...(labels.length < 2 || labels.length > MANY_CLASSES
            ? []
            : [
                {
                  title: t('label.marksMenu.become'),
                  entries: labels.map((label) => ({
                    id: `label ${label.id}`,
                    title: label.name,
                    icon: <LabelDot colour={label.colour} />,
                    keys: label.key ?? undefined,
                    selected: marks.every((mark) => mark.label === label.id),
                    onAction: () => stage.commit(chooseLabel(question, label.id, stage)),
                  })),
                },
              ]),
        ]}
      />
    </div>
  )
}
