// The tool bar with the zoom of now: rendered anew where the figure it shows is another one, not at every move.
import type { ComponentProps } from 'react'
import type { StageModel } from './model.ts'
import { Toolbar } from './toolbar.tsx'
import { useModel } from './use-model.ts'

export function BarOnCamera({
  model,
  ...rest
}: Omit<ComponentProps<typeof Toolbar>, 'scale'> & { readonly model: StageModel }) {
  const scale = useModel(model, ({ camera }) =>
    camera.scale < 10 ? Math.round(camera.scale * 100) / 100 : Math.round(camera.scale),
  )
  return <Toolbar {...rest} scale={scale} />
}
