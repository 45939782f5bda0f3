// What smart help offers for the chosen box, what it is doing, and what came of it. Nothing is shown while it is off.
import type { StageProps } from '@etabli/modality-kit'
import { useSyncExternalStore } from 'react'
import { keyName } from '../key-name.ts'
import { useShared } from '../use-model.ts'
import { smartKeys } from './commands.ts'
import { smartSettings } from './settings.ts'
import type { Smart } from './smart.ts'
import './smart.css'

interface SmartBarProps {
  readonly smart: Smart
  readonly t: StageProps['t']
  readonly keysOf: NonNullable<StageProps['keysOf']>
  /** Called after a press by a pointer: the hand goes back to the image. */
  readonly done: () => void
}

export function SmartBar({ smart, t, keysOf, done }: SmartBarProps) {
  const { on } = useShared(smartSettings)
  const { job, said } = useSyncExternalStore(smart.subscribe, smart.get, smart.get)
  if (!on) return null
  const canSnap = smart.canSnap()
  if (!job && !said && !canSnap) return null
  const button = (name: 'smart-snap' | 'smart-search', run: () => void) => {
    const [key] = keysOf({ id: `image.${name}`, keys: smartKeys[name] })
    const title = t(`image.commands.${name}`)
    return (
      <button
        type="button"
        className="image-smart-button"
        title={key === undefined ? title : `${title} · ${keyName(key)}`}
        data-command={`image.${name}`}
        onClick={(event) => {
          run()
          if (event.detail > 0) done()
        }}
      >
        {t(`image.smart.${name}`)}
      </button>
    )
  }
  return (
    <div className="image-smart" {...(job ? { 'data-busy': '' } : {})}>
      {job ? (
        <>
          <span className="image-smart-turning" aria-hidden="true" />
          <span role="status">{t(`image.smart.doing.${job}`)}</span>
          <button type="button" className="image-smart-button" onClick={() => smart.letGo()}>
            {t('image.smart.letGo')}
          </button>
        </>
      ) : (
        <>
          {canSnap && button('smart-snap', () => void smart.snap())}
          {smart.canSearch() && button('smart-search', () => void smart.search())}
          {said && (
            <span className="image-smart-said">{t(`image.smart.said.${said.phrase}`, { count: said.count })}</span>
          )}
        </>
      )}
    </div>
  )
}

/** The switches in the View panel. */
export function SmartSet({ t }: Pick<SmartBarProps, 't'>) {
  const settings = useShared(smartSettings)
  return (
    <fieldset className="image-view-set">
      <legend>{t('image.smart.title')}</legend>
      <label className="image-view-flag">
        <input
          type="checkbox"
          checked={settings.on}
          onChange={(event) => smartSettings.set({ on: event.target.checked })}
        />
        <span>{t('image.smart.on')}</span>
      </label>
      <label className="image-view-flag">
        <input
          type="checkbox"
          checked={settings.on && settings.auto}
          disabled={!settings.on}
          onChange={(event) => smartSettings.set({ auto: event.target.checked })}
        />
        <span>{t('image.smart.auto')}</span>
      </label>
      <p className="image-view-hint">{t('image.smart.hint')}</p>
    </fieldset>
  )
}
