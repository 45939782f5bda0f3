// Makes what painting needs out of the page's props and the person's settings; each part only where it has changed.
import type { Size } from '@etabli/geometry'
import type { StageProps } from '@etabli/modality-kit'
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react'
import { turnerOf } from '../core/tools/grips.ts'
import { hoverAt } from '../core/tools/select.ts'
import type { Hover } from './cursor.ts'
import { type Surroundings, selectContext } from './hands.ts'
import { createLook } from './look.ts'
import { isBusy, type StageModel, type StageState } from './model.ts'
import { createChips } from './paint-chips.ts'
import { createScene } from './scene.ts'
import { readTokens, type Tokens } from './styles.ts'
import { useModel, useShared } from './use-model.ts'
import type { View } from './view.ts'
import { colourSetting, viewSettings } from './view-settings.ts'

interface Given {
  readonly props: StageProps
  readonly image: Size
  readonly next: Surroundings['next']
  readonly canDraw: boolean
  readonly shown: boolean
  readonly tokens: Tokens | null
}

/** What painting needs, or null until the page's colours are known. */
export function useView(model: StageModel, given: Given): View | null {
  const { props, image, next, canDraw, shown, tokens } = given
  const { questions, answers, layers, support, colour, language } = props
  const settings = useShared(viewSettings)
  const sight = useModel(model, (state) => state.sight)
  const chips = useMemo(() => tokens && createChips(tokens, Math.max(1, window.devicePixelRatio)), [tokens])
  const colourBy = settings[colourSetting(layers.length > 0)]
  const look = useMemo(
    () => tokens && createLook({ questions, support, colour, colourBy, sight, tokens, language }),
    [questions, support, colour, colourBy, sight, tokens, language],
  )
  const scene = useMemo(() => look && createScene(answers, layers, support, look), [answers, layers, support, look])
  if (!tokens || !chips || !look || !scene) return null
  const label = next?.question.labels.find(({ id }) => id === next.label)
  return {
    props,
    image,
    scene,
    look,
    settings,
    tokens,
    chips,
    shown,
    canDraw,
    next: next && {
      colour: colour(label?.colour ?? 0),
      name: label?.name ?? '',
      bones: look.bonesOf({ question: next.question.id }),
    },
    hoverOf: (state) => hoverOf(state, { props, image }),
    turnerOf: ({ mark, shape }, state) =>
      shape.kind === 'box' && (selectContext({ props, image }, state).turns?.(mark) ?? false)
        ? turnerOf(shape, image, 1 / state.camera.scale)
        : null,
  }
}

const NOTHING: Hover = { mark: null, grip: null }

/** What a press would take hold of; nothing in the middle of a gesture or with a drawing tool. */
export function hoverOf(state: StageState, around: Pick<Surroundings, 'props' | 'image'>): Hover {
  if (!state.pointer || state.tool !== 'select' || state.pan !== 'none' || isBusy(state)) return NOTHING
  return hoverAt(state.pointer, 1 / state.camera.scale, selectContext(around, state))
}

/** The page's colours and type, read again when the theme changes and once the typeface has come. */
export function useTokens(frame: RefObject<HTMLElement | null>, theme: StageProps['theme']): Tokens | null {
  const [tokens, setTokens] = useState<Tokens | null>(null)
  useLayoutEffect(() => {
    let current = true
    const read = () => {
      if (current && frame.current) setTokens(readTokens(frame.current, theme))
    }
    read()
    const { fontFamily } = frame.current ? getComputedStyle(frame.current) : { fontFamily: '' }
    // Where the typeface does not come, the next in the list is used, on the canvas as on the page.
    document.fonts.load(`600 12px ${fontFamily || 'sans-serif'}`).then(read, read)
    return () => {
      current = false
    }
  }, [frame, theme])
  return tokens
}
