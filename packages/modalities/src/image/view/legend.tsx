// Whose boxes are whose in review: name, colour and dashes of each layer on screen.
import type { StageProps } from '@etabli/modality-kit'
import { personDash } from './styles.ts'
import './legend.css'

export function Legend({ layers, colour, t }: Pick<StageProps, 'layers' | 'colour' | 't'>) {
  const shown = layers.filter((layer) => layer.visible)
  if (shown.length === 0) return null
  return (
    <ul className="image-legend" aria-label={t('image.legend')}>
      {shown.map((layer) => (
        <li key={layer.id} className="image-legend-row">
          <svg viewBox="0 0 28 8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke={colour(layer.colour)}
              strokeWidth="2.5"
              strokeDasharray={personDash(layer.colour).join(' ')}
            />
          </svg>
          {layer.name}
        </li>
      ))}
    </ul>
  )
}
