// BoxInspector: place, size and turn of the selected box as numbers, so that all the canvas can do to it can be typed.
import { normalAngle } from '@etabli/geometry'
import { changing, type FieldProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import { useId, useState, useSyncExternalStore } from 'react'
import { type BoxValue, box, boxOf } from '../core/kinds/box.ts'
import './inspector.css'

type Measure = 'x' | 'y' | 'width' | 'height' | 'angle'

export function BoxInspector(props: FieldProps) {
  const { question, answers, selection, media, commit, announce, t } = props
  const locked = useSyncExternalStore(props.locked?.subscribe ?? never, () => props.locked?.get())
  const chosen = new Set(selection)
  const [only, more] = answers.filter((mark) => mark.question === question.id && chosen.has(mark.id))
  const value = only && more === undefined ? boxOf(only) : null
  if (!only || !value || media.type !== 'image') return null
  const isLocked = locked?.has(only.id) ?? false
  const readOnly = props.readOnly || isLocked
  const measures: Measure[] = ['x', 'y', 'width', 'height']
  if (question.options['rotated'] === true) measures.push('angle')

  /** True where the box can be so. */
  const set = (measure: Measure, number: number): boolean => {
    const next = changed(value, measure, number)
    const refused = !Number.isFinite(number) || box.check({ ...only, value: next }, { question, media }) !== null
    if (refused) {
      announce(t('image.inspector.refused'))
      return false
    }
    commit([changing(only, { ...only, value: jsonOf(next), source: 'person', confidence: null })])
    return true
  }
  return (
    <fieldset className="image-inspector" data-inspector="" aria-label={t('image.inspector.title')}>
      {measures.map((measure) => (
        <Measured
          // Another mark, or the same one moved: what was half typed is dropped.
          key={`${measure} ${only.id} ${value[measure] ?? 0}`}
          name={t(`image.inspector.${measure}`)}
          value={value[measure] ?? 0}
          readOnly={readOnly}
          onSet={(number) => set(measure, number)}
        />
      ))}
      {isLocked && <p className="image-inspector-locked">{t('image.inspector.locked')}</p>}
    </fieldset>
  )
}

const never = () => () => undefined

function changed(value: BoxValue, measure: Measure, number: number): BoxValue {
  if (measure !== 'angle') return { ...value, [measure]: number }
  const { angle: _, ...upright } = value
  const turned = normalAngle(number)
  return turned === 0 ? upright : { ...upright, angle: turned }
}

/** As JSON, where what is absent is not there. */
function jsonOf({ x, y, width, height, angle }: BoxValue): Mark['value'] {
  return angle === undefined ? { x, y, width, height } : { x, y, width, height, angle }
}

interface MeasuredProps {
  readonly name: string
  readonly value: number
  readonly readOnly: boolean
  readonly onSet: (value: number) => boolean
}

/** Hundredths of a pixel are shown; what is stored is finer where it was drawn finer. */
const shown = (value: number) => String(Math.round(value * 100) / 100)

function Measured({ name, value, readOnly, onSet }: MeasuredProps) {
  const id = useId()
  const [typed, setTyped] = useState(shown(value))
  const [refused, setRefused] = useState(false)
  const take = (text: string): void => {
    if (readOnly || text === shown(value)) return
    const ok = text.trim() !== '' && onSet(Number(text.replace(',', '.')))
    setRefused(!ok)
  }
  return (
    <div className="image-inspector-measure">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        className="field-input"
        value={typed}
        readOnly={readOnly}
        aria-invalid={refused}
        data-invalid={refused ? '' : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => take(typed)}
        onKeyDown={(event) => {
          const step = event.shiftKey ? 10 : 1
          if (event.key === 'Enter') take(typed)
          else if (event.key === 'Escape') setTyped(shown(value))
          else if (event.key === 'ArrowUp') take(shown(Number(typed) + step))
          else if (event.key === 'ArrowDown') take(shown(Number(typed) - step))
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
    </div>
  )
}
