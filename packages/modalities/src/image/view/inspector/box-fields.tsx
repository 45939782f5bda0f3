// BoxFields: place, size and turn of a box.
import { normalAngle } from '@etabli/geometry'
import { shapeOf } from '../../core/shape.ts'
import type { ShapeFieldsProps } from './fields.ts'
import { Measured } from './measured.tsx'

const MEASURES = ['x', 'y', 'width', 'height'] as const

export function BoxFields({ question, mark, readOnly, onShape, t }: ShapeFieldsProps) {
  const shape = shapeOf(mark)
  if (shape?.kind !== 'box') return null
  const { box, angle } = shape
  return (
    <>
      {MEASURES.map((measure) => (
        <Measured
          key={`${measure} ${mark.id} ${box[measure]}`}
          name={t(`image.inspector.${measure}`)}
          value={box[measure]}
          readOnly={readOnly}
          onSet={(number) => onShape({ ...shape, box: { ...box, [measure]: number } })}
        />
      ))}
      {question.options['rotated'] === true && (
        <Measured
          key={`angle ${mark.id} ${angle}`}
          name={t('image.inspector.angle')}
          value={angle}
          readOnly={readOnly}
          onSet={(number) => onShape({ ...shape, angle: normalAngle(number) })}
        />
      )}
    </>
  )
}
