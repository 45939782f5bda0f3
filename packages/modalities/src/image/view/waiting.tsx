// A quiet plane of the picture's size, where the picture will be.
import { type Size, toScreen } from '@etabli/geometry'
import type { StageModel } from './model.ts'
import { useModel } from './use-model.ts'

export function Waiting(props: { readonly model: StageModel; readonly image: Size; readonly label: string }) {
  const { model, image, label } = props
  const camera = useModel(model, (state) => state.camera)
  const { x, y } = toScreen(camera, { x: 0, y: 0 })
  const style = {
    transform: `translate(${x}px, ${y}px)`,
    width: image.width * camera.scale,
    height: image.height * camera.scale,
  }
  return <div className="image-stage-waiting" role="status" aria-label={label} style={style} />
}
