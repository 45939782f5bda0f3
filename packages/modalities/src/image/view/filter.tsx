// The picture's adjustments as a CSS filter; gamma needs an SVG filter of the page's own.
import { useShared } from './use-model.ts'
import { adjustments, filterOf } from './view-settings.ts'

/** The CSS filter of now, for the picture alone. */
export function useFilter(gammaFilter: string): string {
  return filterOf(useShared(adjustments), gammaFilter)
}

export function GammaFilter({ id }: { readonly id: string }) {
  const { gamma } = useShared(adjustments)
  if (gamma === 1) return null
  // As in image viewers: a gamma above 1 lightens the middle tones.
  const exponent = 1 / gamma
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <filter id={id} colorInterpolationFilters="sRGB">
        <feComponentTransfer>
          <feFuncR type="gamma" exponent={exponent} />
          <feFuncG type="gamma" exponent={exponent} />
          <feFuncB type="gamma" exponent={exponent} />
        </feComponentTransfer>
      </filter>
    </svg>
  )
}
