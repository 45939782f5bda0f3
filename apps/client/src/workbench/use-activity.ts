// Tells the active time when the person moves, types or leaves.
import { useEffect } from 'react'
import type { ActiveTime } from '../stores/active-time.ts'

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const

export function useActivity(time: ActiveTime, paused: boolean): void {
  useEffect(() => {
    const touch = (): void => time.touch()
    const look = (): void => time.setVisible(document.visibilityState === 'visible')
    for (const sign of SIGNS) window.addEventListener(sign, touch, { passive: true, capture: true })
    document.addEventListener('visibilitychange', look)
    look()
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, touch, { capture: true })
      document.removeEventListener('visibilitychange', look)
    }
  }, [time])
  useEffect(() => {
    time.setPaused(paused)
  }, [time, paused])
}
