// LevelMeter: how loud it is, dBFS: grey where it is quiet, green where it is right, red where it is cut off.
import type { Translate } from '@etabli/modality-kit'
import { useEffect, useRef } from 'react'
import { LEVEL_FLOOR, type LevelStore } from './level.ts'

export interface LevelMeterProps {
  readonly level: LevelStore
  /** The microphone is open. */
  readonly on: boolean
  readonly t: Translate
}

/** dBFS at which the marks stand; the last is the top. */
const MARKS = [-60, -40, -20, -6, 0] as const
const share = (level: number): number => (level - LEVEL_FLOOR) / -LEVEL_FLOOR

export function LevelMeter({ level, on, t }: LevelMeterProps) {
  const meter = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const show = (): void => {
      const element = meter.current
      if (!element) return
      const now = level.get()
      element.style.setProperty('--level', String(share(now)))
      element.dataset['zone'] = now > -1 ? 'over' : now > -40 ? 'good' : 'low'
      element.setAttribute('aria-valuenow', String(Math.round(now)))
    }
    show()
    return level.subscribe(show)
  }, [level])
  return (
    <div className="level" data-on={on ? '' : undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: the bar of a <meter> has a look and colours of its own that cannot be set. */}
      <div
        ref={meter}
        className="level-bar"
        role="meter"
        aria-label={t('recording.level')}
        aria-valuemin={LEVEL_FLOOR}
        aria-valuemax={0}
        aria-valuenow={LEVEL_FLOOR}
      />
      <div className="level-marks" aria-hidden="true">
        {MARKS.map((mark) => (
          <span key={mark} style={{ insetInlineStart: `${share(mark) * 100}%` }}>
            {mark === LEVEL_FLOOR ? `−${-mark} dBFS` : mark === 0 ? '0' : `−${-mark}`}
          </span>
        ))}
      </div>
    </div>
  )
}
