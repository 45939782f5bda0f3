// PoseFields: each point of a pose with its place and whether it is seen, hidden or not there.
import { boxCentre } from '@etabli/geometry'
import { keypointsAsked } from '../../core/kinds/keypoints.ts'
import type { KeypointPlace } from '../../core/kinds/keypoints-value.ts'
import { hullOf, shapeOf } from '../../core/shape.ts'
import { pressedPoint, usePressed } from '../pressed-point.ts'
import type { ShapeFieldsProps } from './fields.ts'
import { Measured } from './measured.tsx'

const STATES = ['seen', 'hidden', 'absent'] as const
type PointState = (typeof STATES)[number]

export function PoseFields({ question, mark, readOnly, onShape, t }: ShapeFieldsProps) {
  const pressed = usePressed(mark.id)
  const shape = shapeOf(mark)
  if (shape?.kind !== 'keypoints') return null
  const { names } = keypointsAsked(question)
  const put = (index: number, point: KeypointPlace | null) =>
    onShape({ ...shape, points: shape.points.with(index, point) })
  const setState = (index: number, state: PointState): void => {
    // A point that was not marked begins in the middle of the others, to be dragged or typed where it belongs.
    const { x, y } = shape.points[index] ?? boxCentre(hullOf(shape))
    pressedPoint.set({ mark: mark.id, index })
    put(index, state === 'absent' ? null : { x, y, ...(state === 'hidden' ? { hidden: true } : {}) })
  }
  return (
    <ul className="image-inspector-points">
      {names.map((name, index) => {
        const point = shape.points[index] ?? null
        return (
          <li
            key={name}
            className="image-inspector-point"
            aria-current={pressed === index || undefined}
            onFocus={() => {
              if (pressed !== index) pressedPoint.set({ mark: mark.id, index })
            }}
          >
            <span className="image-inspector-name" title={name}>
              {name}
            </span>
            {(['x', 'y'] as const).map((axis) =>
              point ? (
                <Measured
                  key={`${axis} ${mark.id} ${point[axis]}`}
                  name={axis}
                  fullName={`${name} ${axis}`}
                  value={point[axis]}
                  readOnly={readOnly}
                  onSet={(number) => put(index, { ...point, [axis]: number })}
                />
              ) : (
                <span key={axis} className="image-inspector-none" aria-hidden="true">
                  –
                </span>
              ),
            )}
            <select
              className="field-input image-inspector-state"
              aria-label={t('image.inspector.stateOf', { name })}
              value={stateOf(point)}
              disabled={readOnly}
              onChange={(event) => setState(index, STATES.find((state) => state === event.target.value) ?? 'seen')}
            >
              {STATES.map((state) => (
                <option key={state} value={state}>
                  {t(`image.inspector.${state}`)}
                </option>
              ))}
            </select>
          </li>
        )
      })}
    </ul>
  )
}

function stateOf(point: KeypointPlace | null): PointState {
  if (!point) return 'absent'
  return point.hidden ? 'hidden' : 'seen'
}
