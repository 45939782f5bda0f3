// PolygonFields: the box around an outline, by which it is moved and sized, and the place of one of its corners.
import type { ImagePoint } from '@etabli/geometry'
import { hullOf, shapeOf } from '../../core/shape.ts'
import { pressedPoint, usePressed } from '../pressed-point.ts'
import type { ShapeFieldsProps } from './fields.ts'
import { Measured } from './measured.tsx'

const MEASURES = ['x', 'y', 'width', 'height'] as const

export function PolygonFields({ mark, readOnly, onShape, t }: ShapeFieldsProps) {
  const pressed = usePressed(mark.id)
  const shape = shapeOf(mark)
  if (shape?.kind !== 'polygon') return null
  const { points } = shape
  const hull = hullOf(shape)
  const index = Math.min(pressed ?? 0, points.length - 1)
  const corner = points[index] ?? { x: 0, y: 0 }
  const placed = (point: ImagePoint) => onShape({ ...shape, points: points.with(index, point) })
  /** Moved by the left and top of its box, sized about them. */
  const fitted = (measure: (typeof MEASURES)[number], number: number): boolean => {
    const to = { ...hull, [measure]: number }
    const by = { x: to.width / hull.width, y: to.height / hull.height }
    const moved = points.map(({ x, y }) => ({ x: to.x + (x - hull.x) * by.x, y: to.y + (y - hull.y) * by.y }))
    return number >= 0 && onShape({ ...shape, points: moved })
  }
  return (
    <>
      {MEASURES.map((measure) => (
        <Measured
          key={`${measure} ${mark.id} ${hull[measure]}`}
          name={t(`image.inspector.${measure}`)}
          value={hull[measure]}
          readOnly={readOnly}
          onSet={(number) => fitted(measure, number)}
        />
      ))}
      <Measured
        key={`corner ${mark.id} ${index}`}
        name={t('image.inspector.corner')}
        fullName={t('image.inspector.cornerOf', { total: points.length })}
        value={index + 1}
        readOnly={false}
        onSet={(number) => {
          const isOne = Number.isInteger(number) && number >= 1 && number <= points.length
          if (isOne) pressedPoint.set({ mark: mark.id, index: number - 1 })
          return isOne
        }}
      />
      <span className="image-inspector-of" aria-hidden="true">
        {t('image.inspector.of', { total: points.length })}
      </span>
      {(['x', 'y'] as const).map((axis) => (
        <Measured
          key={`corner-${axis} ${mark.id} ${index} ${corner[axis]}`}
          name={axis}
          fullName={t(`image.inspector.cornerPlace`, { index: index + 1, axis })}
          value={corner[axis]}
          readOnly={readOnly}
          onSet={(number) => placed({ ...corner, [axis]: number })}
        />
      ))}
    </>
  )
}
