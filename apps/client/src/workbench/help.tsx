// Help: every action with its key, and how to change it; a key that is taken is refused by name.
import type { Command } from '@etabli/modality-kit'
import { RotateCcw } from 'lucide-react'
import { Fragment, useEffect, useState } from 'react'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KeyCap, keyParts } from '../ui/key-cap.tsx'
import { namesOfEvent } from './keys.ts'
import type { Shortcuts } from './shortcuts.ts'
import './help.css'

/** The phrase of a command: `image.fit` is called `image.commands.fit`. */
export function titleOf(id: string): string {
  const [prefix = '', ...name] = id.split('.')
  return `${prefix}.commands.${name.join('.')}`
}

/** Labels take digits, which no command may have alone; of letters they take what is left. */
const LABEL_KEY = /^\d$/

export interface HelpProps {
  readonly shortcuts: Shortcuts
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function Help({ shortcuts, isOpen, onClose }: HelpProps) {
  const { t } = useWords()
  const commands = useStore(shortcuts.store, (state) => state.commands)
  const groups = new Map<string, Command[]>()
  for (const { command } of commands) {
    const group = command.id.split('.')[0] ?? ''
    const list = groups.get(group) ?? []
    if (!list.some((known) => known.id === command.id)) groups.set(group, [...list, command])
  }
  return (
    <Dialog title={t('label.help')} isOpen={isOpen} onClose={onClose} size="lg">
      <p className="muted">{t('label.keys.labels')}</p>
      <div className="help">
        {[...groups].map(([group, list]) => (
          <section key={group} className="help-group">
            <h3>{t(`label.keys.groups.${group}`)}</h3>
            <ul>
              {list.map((command) => (
                <KeyRow key={command.id} command={command} shortcuts={shortcuts} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function KeyRow({ command, shortcuts }: { readonly command: Command; readonly shortcuts: Shortcuts }) {
  const { t } = useWords()
  const remapped = useStore(shortcuts.store, (state) => state.remaps[command.id] !== undefined)
  const [listening, setListening] = useState(false)
  const [clash, setClash] = useState<string | null>(null)

  useEffect(() => {
    if (!listening) return
    const hear = (event: KeyboardEvent): void => {
      event.preventDefault()
      event.stopPropagation()
      const name = namesOfEvent(event)[0]
      if (!name) return
      setListening(false)
      if (name === 'Escape') return
      if (LABEL_KEY.test(name)) {
        setClash(t('label.keys.clashLabel', { key: keyParts(name, t).join(' ') }))
        return
      }
      const other = shortcuts.remap(command.id, name)
      setClash(
        other === null ? null : t('label.keys.clash', { key: keyParts(name, t).join(' '), other: t(titleOf(other)) }),
      )
    }
    window.addEventListener('keydown', hear, { capture: true })
    return () => window.removeEventListener('keydown', hear, { capture: true })
  }, [listening, shortcuts, command.id, t])

  return (
    <li className="help-row" data-command={command.id} data-keys={shortcuts.keysOf(command).join(' ')}>
      <span className="help-title">
        {t(titleOf(command.id))}
        {clash ? (
          <span className="field-error" role="alert">
            {clash}
          </span>
        ) : null}
      </span>
      {listening ? (
        <span className="muted" role="status">
          {t('label.keys.listen')}
        </span>
      ) : (
        <span className="help-keys">
          {shortcuts.keysOf(command).map((keys, index) => (
            <Fragment key={keys}>
              {index > 0 ? <span className="muted">{t('label.keys.or')}</span> : null}
              <KeyCap keys={keys} />
            </Fragment>
          ))}
        </span>
      )}
      {remapped ? (
        <IconButton
          label={t('label.keys.reset')}
          size="sm"
          icon={<RotateCcw size={14} />}
          onPress={() => {
            const other = shortcuts.reset(command.id)
            setClash(other === null ? null : t('label.keys.clashOwn', { other: t(titleOf(other)) }))
          }}
        />
      ) : null}
      <Button
        size="sm"
        variant="quiet"
        onPress={() => setListening(true)}
        aria-label={t('label.keys.changeOf', { title: t(titleOf(command.id)) })}
      >
        {t('label.keys.change')}
      </Button>
    </li>
  )
}
