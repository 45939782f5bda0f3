// What of the page follows the model without rendering: the camera as tests read it, and the cursor.
import { type RefObject, useLayoutEffect } from 'react'
import { cursorOf } from './cursor.ts'
import type { Surroundings } from './hands.ts'
import type { StageModel } from './model.ts'
import { hoverOf } from './use-view.ts'

export function useFollow(
  model: StageModel,
  around: () => Surroundings & { readonly canDraw: boolean; readonly handy: boolean },
  frame: RefObject<HTMLElement | null>,
  glass: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    let pointed = model.get().pointer !== null
    const follow = () => {
      const state = model.get()
      const { x, y, scale } = state.camera
      const { props, image, canDraw, handy } = around()
      if (frame.current) setAttribute(frame.current, 'data-camera', `${x} ${y} ${scale}`)
      const hover = hoverOf(state, { props, image })
      const cursor = cursorOf(state, props, { draw: canDraw, select: handy }, hover)
      // Without a pointer over the image, what is hovered is the list's to say.
      props.locked?.set(state.sight.locked)
      if (state.pointer) props.hovered?.set(hover.mark)
      else if (pointed) props.hovered?.set(null)
      pointed = state.pointer !== null
      if (glass.current && glass.current.style.cursor !== cursor) glass.current.style.cursor = cursor
    }
    follow()
    return model.subscribe(follow)
  })
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
