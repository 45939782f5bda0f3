// The actions of smart help with their keys; while it works, Escape lets go before anything else.
import type { Command } from '@etabli/modality-kit'
import type { Surroundings } from '../hands.ts'
import { smartSettings } from './settings.ts'
import type { Smart } from './smart.ts'

export const smartKeys = {
  smart: ['Shift+w'],
  'smart-auto': ['Alt+w'],
  'smart-snap': ['Shift+e'],
  'smart-search': ['Shift+t'],
} as const

export function smartCommandsOf(smart: Smart, around: () => Surroundings): Command[] {
  const editable = () => !around().props.readOnly
  const on = () => editable() && smartSettings.get().on
  return [
    { id: 'image.smart', keys: smartKeys.smart, enabled: editable, run: () => smart.toggle('on') },
    { id: 'image.smart-auto', keys: smartKeys['smart-auto'], enabled: editable, run: () => smart.toggle('auto') },
    {
      id: 'image.smart-snap',
      keys: smartKeys['smart-snap'],
      enabled: () => on() && smart.canSnap(),
      run: () => void smart.snap(),
    },
    {
      id: 'image.smart-search',
      keys: smartKeys['smart-search'],
      enabled: () => on() && smart.canSearch(),
      run: () => void smart.search(),
    },
    {
      id: 'image.smart-let-go',
      keys: ['Escape'],
      enabled: () => smart.get().job !== null,
      run: () => smart.letGo(),
    },
  ]
}
