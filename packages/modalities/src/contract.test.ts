// Runs the modality contract over the registry; a modality's trials are in its `core/testing.ts`.

import { type ModalityTrial, modalityContract } from '@etabli/modality-kit/testing'
import { describe, expect, it } from 'vitest'
import { trials as audio } from './audio/core/testing.ts'
import { trials as choice } from './choice/core/testing.ts'
import { trials as image } from './image/core/testing.ts'
import { modalities } from './index.ts'
import { trials as text } from './text/core/testing.ts'
import { views } from './view.ts'

const trials: Readonly<Record<string, ModalityTrial>> = { audio, choice, image, text }

for (const modality of modalities) modalityContract(modality, trials[modality.id])

describe('registry', () => {
  it('has one view for each core', () => {
    expect(Object.keys(views).toSorted()).toEqual(modalities.map(({ id }) => id).toSorted())
  })
  it('gives no two kinds the same id', () => {
    const ids = modalities.flatMap((modality) => modality.kinds.map((kind) => kind.id))
    expect(new Set(ids).size).toBe(ids.length)
  })
})
