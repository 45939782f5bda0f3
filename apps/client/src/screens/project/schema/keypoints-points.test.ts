// Points and lines as they are typed: names one a line, bones with a dash, and what is named as wrong.
import { describe, expect, it } from 'vitest'
import { bonesIn, bonesText, namesIn, pointsOf } from './keypoints-points.ts'

describe('the points of a pose', () => {
  const names = ['nose', 'left eye', 'T-bone end']

  it('are one a line, without empty or doubled ones', () => {
    expect(namesIn(' nose\n\nleft eye \nnose\nT-bone end\n')).toEqual(names)
  })

  it('are joined by lines with any dash, in any case, and names may have dashes', () => {
    expect(bonesIn('nose – Left eye\nleft eye - t-bone end\n\nnose—T-bone end', names)).toEqual({
      bones: [
        [0, 1],
        [1, 2],
        [0, 2],
      ],
      wrong: null,
    })
  })

  it('say which line joins no two of them', () => {
    expect(bonesIn('nose – left eye\nnose – tail\nnose – nose', names)).toEqual({ bones: [[0, 1]], wrong: 2 })
  })

  it('come back as they were typed', () => {
    const bones = [[0, 1] as const, [1, 2] as const]
    expect(bonesIn(bonesText(names, bones), names)).toEqual({ bones, wrong: null })
    expect(pointsOf({ options: { names, bones: [[0, 1], ['x'], 3] as never } })).toEqual({ names, bones: [[0, 1]] })
    expect(pointsOf({ options: {} })).toEqual({ names: [], bones: [] })
  })
})
