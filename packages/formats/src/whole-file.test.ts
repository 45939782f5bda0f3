// Whole files: joined in order, refused over the bound.
import { describe, expect, it } from 'vitest'
import { wholeFile } from './whole-file.ts'

const chunks = [new Uint8Array([1, 2]), new Uint8Array([]), new Uint8Array([3])]

describe('wholeFile', () => {
  it('joins chunks, though their buffer is used again', async () => {
    const buffer = new Uint8Array(2)
    async function* reused() {
      for (const value of [1, 2]) yield buffer.fill(value)
    }
    expect(await wholeFile(chunks)).toEqual({ bytes: new Uint8Array([1, 2, 3]) })
    expect(await wholeFile(reused())).toEqual({ bytes: new Uint8Array([1, 1, 2, 2]) })
  })

  it('refuses what is over the bound, naming the file', async () => {
    expect(await wholeFile(chunks, { max: 2, file: 'a.json' })).toMatchObject({
      issue: { file: 'a.json', code: 'file.too-large' },
    })
    expect(await wholeFile(chunks, { max: 3 })).toMatchObject({ bytes: { length: 3 } })
  })
})
