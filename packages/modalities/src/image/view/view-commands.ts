// The actions of seeing with their keys: zoom to what is chosen, the View panel, and its switches.

import { boxUnion } from '@etabli/geometry'
import type { Command } from '@etabli/modality-kit'
import { hitIndex } from '../core/hit-index.ts'
import { zoomToBox } from './framing.ts'
import type { Surroundings } from './hands.ts'
import type { StageModel } from './model.ts'
import { adjustments, untouched, viewSettings } from './view-settings.ts'

export const viewKeys = {
  view: ['Shift+v'],
  'view-reset': ['Shift+r'],
  'zoom-chosen': ['z'],
} as const

/** @param toggle opens or closes the View panel */
export function viewCommandsOf(model: StageModel, around: () => Surroundings, toggle: () => void): Command[] {
  const chosen = () => {
    const { answers, selection } = around().props
    const index = hitIndex(answers)
    return selection.flatMap((id) => index.get(id)?.hull ?? [])
  }
  return [
    { id: 'image.view', keys: viewKeys.view, run: toggle },
    { id: 'image.view-reset', keys: viewKeys['view-reset'], run: () => adjustments.set(untouched) },
    {
      id: 'image.zoom-chosen',
      keys: viewKeys['zoom-chosen'],
      enabled: () => chosen().length > 0,
      run: () => {
        const [first, ...rest] = chosen()
        if (first) zoomToBox(model, around().image, rest.reduce(boxUnion, first))
      },
    },
    {
      id: 'image.view-labels',
      keys: ['Shift+n'],
      run: () => viewSettings.set({ labels: !viewSettings.get().labels }),
    },
    {
      id: 'image.view-crosshair',
      keys: ['Shift+x'],
      run: () => viewSettings.set({ crosshair: !viewSettings.get().crosshair }),
    },
    {
      id: 'image.view-minimap',
      keys: ['Shift+b'],
      run: () => viewSettings.set({ minimap: !viewSettings.get().minimap }),
    },
  ]
}
