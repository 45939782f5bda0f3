// What the person chose goes over what the project prefers; what they did not choose follows the project.
import { expect, it } from 'vitest'
import { choiceOf, lookFrom, lookOf } from './look.ts'

const markdown = { dress: 'markdown', mono: true } as const

it('shows a text as the project prefers it, but for what was chosen on the device', () => {
  expect(lookOf({}, undefined)).toEqual({ numbers: false, mono: false, dress: 'plain' })
  expect(lookOf({}, markdown)).toEqual({ numbers: false, mono: true, dress: 'markdown' })
  expect(lookOf({ dress: 'plain', numbers: true }, markdown)).toEqual({ numbers: true, mono: true, dress: 'plain' })
})

it('a choice that is the project’s own is none: it follows when the project changes', () => {
  expect(choiceOf({ dress: 'plain' }, markdown)).toEqual({ dress: 'plain' })
  expect(choiceOf({ dress: 'markdown' }, markdown)).toEqual({ dress: undefined })
  expect(choiceOf({ mono: false }, markdown)).toEqual({ mono: false })
})

it('reads what was kept, whole looks of before too, and passes over what it cannot read', () => {
  expect(lookFrom('{"numbers":true,"mono":false,"dress":"dialogue"}')).toEqual({
    numbers: true,
    mono: false,
    dress: 'dialogue',
  })
  const nothing = { numbers: undefined, mono: undefined, dress: undefined }
  for (const kept of [null, '', '[]', '{"dress":"gown","mono":1}']) expect(lookFrom(kept)).toEqual(nothing)
})
