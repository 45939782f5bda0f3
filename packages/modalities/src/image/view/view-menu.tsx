// The View panel: how marks and picture are seen. Nothing in it touches the data.
import type { StageProps } from '@etabli/modality-kit'
import { type RefObject, useEffect, useId, useRef } from 'react'
import { keyName } from './key-name.ts'
import { SmartSet } from './smart/smart-bar.tsx'
import { useShared } from './use-model.ts'
import { viewKeys } from './view-commands.ts'
import {
  type Adjustments,
  adjustments,
  type ColourBy,
  colourSetting,
  isUntouched,
  untouched,
  type ViewSettings,
  viewSettings,
} from './view-settings.ts'
import './view-menu.css'

interface ViewMenuProps {
  readonly t: StageProps['t']
  readonly keysOf: NonNullable<StageProps['keysOf']>
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  /** Other people's marks are shown beside. */
  readonly inReview: boolean
}

export function ViewMenu({ t, keysOf, open, onOpen, inReview }: ViewMenuProps) {
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useDismissal(root, open, (way) => {
    onOpen(false)
    if (way === 'escape') button.current?.focus({ preventScroll: true })
  })
  const changed = !isUntouched(useShared(adjustments))
  const close = () => {
    onOpen(false)
    button.current?.focus({ preventScroll: true })
  }
  const title = t('image.commands.view')
  return (
    <div ref={root} className="image-view">
      <button
        ref={button}
        type="button"
        className="image-view-button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={title}
        title={`${title}${keyIn(keysOf, 'view')}`}
        data-command="image.view"
        onClick={() => onOpen(!open)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
          <circle cx="15" cy="7" r="2" />
          <circle cx="9" cy="17" r="2" />
        </svg>
        {changed && <span className="image-view-changed" />}
      </button>
      {open && <Panel id={id} t={t} keysOf={keysOf} close={close} inReview={inReview} />}
    </div>
  )
}

/**
 * Escape closes the panel wherever the focus is, and so does a press outside it. Such a press does nothing else on the
 * stage: it would begin a box there.
 */
function useDismissal(
  root: RefObject<HTMLElement | null>,
  open: boolean,
  dismiss: (way: 'escape' | 'press') => void,
): void {
  const latest = useRef(dismiss)
  latest.current = dismiss
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      latest.current('escape')
    }
    const onPress = (event: PointerEvent) => {
      const { target } = event
      if (!(target instanceof Element) || root.current?.contains(target)) return
      if (target.classList.contains('image-stage-glass')) event.stopPropagation()
      latest.current('press')
    }
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('pointerdown', onPress, true)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('pointerdown', onPress, true)
    }
  }, [root, open])
}

interface PanelProps extends Pick<ViewMenuProps, 't' | 'keysOf' | 'inReview'> {
  readonly id: string
  readonly close: () => void
}

function Panel({ id, t, keysOf, close, inReview }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  const settings = useShared(viewSettings)
  const picture = useShared(adjustments)
  useEffect(() => panel.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true }), [])
  const colour = colourSetting(inReview)
  return (
    <div ref={panel} id={id} className="image-view-panel" role="dialog" aria-label={t('image.commands.view')}>
      <button type="button" className="image-view-close" aria-label={t('image.view.close')} onClick={close}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 6l12 12M18 6L6 18" />
        </svg>
      </button>
      <fieldset className="image-view-set">
        <legend>{t('image.view.colourBy')}</legend>
        <div className="image-view-choices">
          {(['class', 'person', 'confidence'] as const).map((by: ColourBy) => (
            <label key={by} className="image-view-choice">
              <input
                type="radio"
                name={`${id}-colour`}
                checked={settings[colour] === by}
                onChange={() => viewSettings.set({ [colour]: by })}
              />
              <span>{t(`image.view.colour.${by}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="image-view-set">
        <legend>{t('image.view.marks')}</legend>
        <Slider name="fill" t={t} value={settings.fill} low={0} high={0.6} step={0.02} percent />
        <Slider name="line" t={t} value={settings.line} low={1} high={6} step={0.5} />
        <Flag name="labels" t={t} value={settings.labels} />
        <Flag name="crosshair" t={t} value={settings.crosshair} />
      </fieldset>
      <fieldset className="image-view-set">
        <legend>{t('image.view.picture')}</legend>
        <Adjust name="brightness" t={t} value={picture.brightness} low={0.2} high={3} />
        <Adjust name="contrast" t={t} value={picture.contrast} low={0.2} high={3} />
        <Adjust name="saturation" t={t} value={picture.saturation} low={0} high={3} />
        <Adjust name="gamma" t={t} value={picture.gamma} low={0.2} high={3} />
        <label className="image-view-flag">
          <input
            type="checkbox"
            checked={picture.invert}
            onChange={(event) => adjustments.set({ invert: event.target.checked })}
          />
          <span>{t('image.view.invert')}</span>
        </label>
        <p className="image-view-hint">{t('image.view.hint')}</p>
        <button
          type="button"
          className="image-view-reset"
          disabled={isUntouched(picture)}
          title={`${t('image.commands.view-reset')}${keyIn(keysOf, 'view-reset')}`}
          onClick={() => adjustments.set(untouched)}
        >
          {t('image.view.reset')}
        </button>
      </fieldset>
      <SmartSet t={t} />
    </div>
  )
}

interface RangeProps<Name extends string> {
  readonly name: Name
  readonly t: StageProps['t']
  readonly value: number
  readonly low: number
  readonly high: number
}

function Adjust({ name, ...rest }: RangeProps<Exclude<keyof Adjustments, 'invert'>>) {
  return <Range {...rest} name={name} step={0.05} percent set={(value) => adjustments.set({ [name]: value })} />
}

function Slider({
  name,
  ...rest
}: RangeProps<'fill' | 'line'> & { readonly step: number; readonly percent?: boolean }) {
  return <Range {...rest} name={name} set={(value) => viewSettings.set({ [name]: value })} />
}

function Range(
  props: RangeProps<string> & {
    readonly step: number
    readonly percent?: boolean
    readonly set: (value: number) => void
  },
) {
  const { name, t, value, low, high, step, percent = false, set } = props
  const shown = percent ? `${Math.round(value * 100)} %` : `${value} px`
  return (
    <label className="image-view-range">
      <span>{t(`image.view.${name}`)}</span>
      <input
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={shown}
        onChange={(event) => set(Number(event.target.value))}
      />
      <output>{shown}</output>
    </label>
  )
}

function Flag({
  name,
  t,
  value,
}: {
  readonly name: Extract<keyof ViewSettings, 'labels' | 'crosshair'>
  readonly t: StageProps['t']
  readonly value: boolean
}) {
  return (
    <label className="image-view-flag">
      <input type="checkbox" checked={value} onChange={(event) => viewSettings.set({ [name]: event.target.checked })} />
      <span>{t(`image.view.${name}`)}</span>
    </label>
  )
}

/** The key of a command as a tooltip shows it, or nothing where it has none. */
function keyIn(keysOf: ViewMenuProps['keysOf'], command: 'view' | 'view-reset'): string {
  const [key] = keysOf({ id: `image.${command}`, keys: viewKeys[command] })
  return key === undefined ? '' : ` · ${keyName(key)}`
}
