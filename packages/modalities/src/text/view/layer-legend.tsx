// Whose spans are drawn in which colour.
import type { Layer, Translate } from '@etabli/modality-kit'
import type { ReactNode } from 'react'

interface LayerLegendProps {
  readonly layers: readonly Layer[]
  readonly colour: (index: number) => string
  readonly t: Translate
}

export function LayerLegend({ layers, colour, t }: LayerLegendProps): ReactNode {
  return (
    <ul className="text-legend" aria-label={t('text.layers')}>
      {layers.map((layer) => (
        <li key={layer.id} className="text-legend-item">
          <span className="text-legend-line" style={{ backgroundColor: colour(layer.colour) }} aria-hidden="true" />
          {layer.name}
          <span className="text-legend-count">
            {t('text.spans', { count: layer.answers.filter(({ kind }) => kind === 'span').length })}
          </span>
        </li>
      ))}
    </ul>
  )
}
