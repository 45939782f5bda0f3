// The spectrogram below the waveform, second by second with it: tiles painted from below to above, frequencies at the side.
import './spectrum.css'
import type { Translate } from '@etabli/modality-kit'
import { heightOf, type PeaksShape } from '@etabli/schema'
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { endOf, type ScaleStore, useScale } from '../scale.ts'
import { useHeight } from '../use-height.ts'
import { palette } from './colours.ts'
import { drawSpectrum, tilePictures } from './draw-spectrum.ts'
import { levelFor, spectrumTiles } from './tiles-source.ts'

export interface SpectrogramProps {
  readonly address: (level: number, tile: number) => string
  readonly shape: PeaksShape
  /** Of the recording, full scale 1. */
  readonly loudest: number
  readonly scale: ScaleStore
  readonly theme: string
  readonly t: Translate
}

/** Tiles are asked for once zooming and scrolling rest for so long. */
const REST_MS = 80

export const Spectrogram = memo(function Spectrogram(props: SpectrogramProps) {
  const { address, shape, loudest, scale: store, theme, t } = props
  const scale = useScale(store)
  const canvas = useRef<HTMLCanvasElement>(null)
  const height = useHeight(canvas)
  const [arrived, setArrived] = useState(0)
  const duration = shape.samples / shape.sampleRate
  const [tiles, setTiles] = useState<ReturnType<typeof spectrumTiles> | null>(null)
  useEffect(() => {
    const opened = spectrumTiles(address, duration, () => setArrived((now) => now + 1))
    setTiles(opened)
    return () => opened.close()
  }, [address, duration])
  const pictures = useMemo(() => tilePictures(palette(theme, loudest)), [theme, loudest])
  const level = levelFor(scale.perSecond)
  useEffect(() => {
    if (!tiles || scale.width <= 0) return
    const rest = setTimeout(() => tiles.want(level, scale.start, endOf(scale)), REST_MS)
    return () => clearTimeout(rest)
  }, [tiles, level, scale])
  useLayoutEffect(() => {
    if (!canvas.current || !tiles || height === 0) return
    const inView = tiles.within(level, scale.start, endOf(scale))
    drawSpectrum(canvas.current, inView, pictures, scale, height, Math.min(2, devicePixelRatio || 1))
    canvas.current.toggleAttribute('data-whole', tiles.isWhole(level, scale.start, endOf(scale)))
    // What arrived is read from outside: it means a new painting.
  }, [tiles, level, scale, height, pictures, arrived])
  return (
    <div className="sound-spectrum" role="img" aria-label={t('audio.spectrum')}>
      <canvas ref={canvas} />
      {tiles?.none ? (
        <p>{t('audio.noSpectrum')}</p>
      ) : (
        <Frequencies sampleRate={shape.sampleRate} height={height} t={t} />
      )}
    </div>
  )
})

const MARKED = [100, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000] as const
/** Pixels between two labels, and to the upper edge. */
const APART = 15

/** The frequencies at the side, from below as many as have room. */
function Frequencies({ sampleRate, height, t }: FrequenciesProps) {
  const shown: { readonly hertz: number; readonly bottom: number }[] = []
  for (const hertz of MARKED) {
    const bottom = heightOf(hertz, sampleRate) * height
    if (bottom < (shown.at(-1)?.bottom ?? 0) + APART || bottom > height - APART / 2) continue
    shown.push({ hertz, bottom })
  }
  return shown.map(({ hertz, bottom }) => (
    <span key={hertz} style={{ bottom }}>
      {hertz < 1_000 ? t('audio.hertz', { hertz }) : t('audio.kilohertz', { kilohertz: hertz / 1_000 })}
    </span>
  ))
}

interface FrequenciesProps {
  readonly sampleRate: number
  readonly height: number
  readonly t: Translate
}
