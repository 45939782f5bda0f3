// ShapeInspector: the selected mark as numbers, so that all the canvas can do to it can be typed.
import { changing, type FieldProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { useSyncExternalStore } from 'react'
import { box, boxOf } from '../../core/kinds/box.ts'
import { keypoints } from '../../core/kinds/keypoints.ts'
import { keypointsOf } from '../../core/kinds/keypoints-value.ts'
import { polygon } from '../../core/kinds/polygon.ts'
import { polygonOf } from '../../core/kinds/polygon-value.ts'
import { type Shape, shapeValue } from '../../core/shape.ts'
import { BoxFields } from './box-fields.tsx'
import { PolygonFields } from './polygon-fields.tsx'
import { PoseFields } from './pose-fields.tsx'
import './inspector.css'

export function ShapeInspector(props: FieldProps) {
  const { question, answers, selection, media, commit, announce, t } = props
  const locked = useSyncExternalStore(props.locked?.subscribe ?? never, () => props.locked?.get())
  const chosen = new Set(selection)
  const [only, more] = answers.filter((mark) => mark.question === question.id && chosen.has(mark.id))
  if (!only || more !== undefined || media.type !== 'image') return null
  const isLocked = locked?.has(only.id) ?? false
  const onShape = (shape: Shape): boolean => {
    const next: Mark = { ...only, value: shapeValue(shape), source: 'person', confidence: null }
    if (faultOf(next, { question, media }) !== null) {
      announce(t(shape.kind === 'box' ? 'image.inspector.refused' : 'image.inspector.refusedShape'))
      return false
    }
    commit([changing(only, next)])
    return true
  }
  const fields = { question, t, mark: only, readOnly: props.readOnly || isLocked, onShape }
  return (
    <fieldset className="image-inspector" data-inspector="" aria-label={t('image.inspector.title')}>
      {only.kind === 'box' && <BoxFields {...fields} />}
      {only.kind === 'polygon' && <PolygonFields {...fields} />}
      {only.kind === 'keypoints' && <PoseFields {...fields} />}
      {isLocked && <p className="image-inspector-locked">{t('image.inspector.locked')}</p>}
    </fieldset>
  )
}

const never = () => () => undefined

function faultOf(mark: Mark, context: Pick<FieldProps, 'question' | 'media'>): string | null {
  const numbers = JSON.stringify(mark.value)
  // JSON has no NaN: what was typed was no number.
  if (/:null[,}]/.test(numbers)) return 'no number'
  const [asBox, asPolygon, asPose] = [boxOf(mark), polygonOf(mark), keypointsOf(mark)]
  if (asBox) return box.check({ ...mark, value: asBox }, context)
  if (asPolygon) return polygon.check({ ...mark, value: asPolygon }, context)
  return asPose ? keypoints.check({ ...mark, value: asPose }, context) : 'no shape'
}
