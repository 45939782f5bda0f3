// The View button of a text, and its panel: line numbers, letters of one width, and how the text is dressed.
import type { StageProps } from '@etabli/modality-kit'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { keyIn } from './key-in.ts'
import { chooseLook, DRESSES, useLook } from './look.ts'
import { LOOK_KEYS } from './look-keys.ts'
import { ARCS_KEYS, arcsShown, useArcsShown } from './relations/arcs-shown.ts'

interface LookMenuProps {
  readonly props: Pick<StageProps, 't' | 'keysOf' | 'textLook'>
  readonly find: () => void
  /** Relations are asked for, so that there are arcs to show or hide. */
  readonly withArcs: boolean
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
}

export function LookMenu({ props, find, withArcs, isOpen, onOpen }: LookMenuProps): ReactNode {
  const { t } = props
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const latest = useRef(onOpen)
  latest.current = onOpen
  const shown = useLook(props.textLook)
  const hasArcs = useArcsShown()
  useEffect(() => {
    if (!isOpen) return
    root.current?.querySelector<HTMLElement>('input')?.focus()
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      latest.current(false)
      button.current?.focus()
    }
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) latest.current(false)
    }
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('pointerdown', onPress, true)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('pointerdown', onPress, true)
    }
  }, [isOpen])
  const title = t('text.commands.view')
  const flags = ['numbers', 'mono'] as const
  return (
    <div ref={root} className="text-look">
      <button
        ref={button}
        type="button"
        className="text-look-button"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={title}
        title={`${title}${keyIn(props, 'text.view', LOOK_KEYS.view)}`}
        onClick={() => onOpen(!isOpen)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
          <circle cx="15" cy="7" r="2" />
          <circle cx="9" cy="17" r="2" />
        </svg>
      </button>
      <button
        type="button"
        className="text-look-button"
        aria-label={t('text.commands.find')}
        title={`${t('text.commands.find')}${keyIn(props, 'text.find', LOOK_KEYS.find)}`}
        onClick={find}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="11" cy="11" r="6" />
          <path d="M15.5 15.5L20 20" />
        </svg>
      </button>
      {isOpen && (
        <div id={id} className="text-look-panel" role="dialog" aria-label={title}>
          {flags.map((name) => (
            <label key={name} className="text-look-choice" title={keyIn(props, `text.${name}`, LOOK_KEYS[name]).trim()}>
              <input
                type="checkbox"
                checked={shown[name]}
                onChange={(event) => chooseLook({ [name]: event.target.checked }, props.textLook)}
              />
              {t(`text.look.${name}`)}
            </label>
          ))}
          {withArcs && (
            <label className="text-look-choice" title={keyIn(props, 'text.arcs', ARCS_KEYS).trim()}>
              <input
                type="checkbox"
                checked={hasArcs}
                onChange={(event) => arcsShown.set({ on: event.target.checked })}
              />
              {t('text.look.arcs')}
            </label>
          )}
          <fieldset className="text-look-dress">
            <legend>{`${t('text.look.dress')}${keyIn(props, 'text.dress', LOOK_KEYS.dress)}`}</legend>
            {DRESSES.map((dress) => (
              <label key={dress} className="text-look-choice">
                <input
                  type="radio"
                  name={id}
                  checked={shown.dress === dress}
                  onChange={() => chooseLook({ dress }, props.textLook)}
                />
                {t(`text.look.${dress}`)}
              </label>
            ))}
          </fieldset>
        </div>
      )}
    </div>
  )
}
