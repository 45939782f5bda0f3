// Chart: one figure drawn by Observable Plot, fetched when the first is shown; with a title, a text and its data as a table.
import type { PlotOptions } from '@observablehq/plot'
import { type MouseEvent, type ReactNode, Suspense, use, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useWords } from '../hooks/use-words.ts'
import { ErrorBoundary } from '../problems/error-boundary.tsx'
import { basePath } from '../transport/api.ts'
import { Skeleton } from './state.tsx'
import './chart.css'

type Plot = typeof import('@observablehq/plot')

let plot: Promise<Plot> | null = null

function fetchPlot(): Promise<Plot> {
  plot ??= import('@observablehq/plot')
  // Asked for again the next time, where it could not be fetched.
  plot.catch(() => {
    plot = null
  })
  return plot
}

export interface ChartProps {
  readonly title: string
  /** What it shows, in a sentence: also its name for screen readers. */
  readonly description: string
  /** Pixels. */
  readonly height: number
  /** Marks and scales for that width; kept by the caller while its data stays. Colours are tokens: `var(--accent)`. */
  readonly draw: (plot: Plot, width: number) => PlotOptions
  /** The same data to read, for whoever does not see the chart. */
  readonly table: ReactNode
}

export function Chart({ title, description, height, draw, table }: ChartProps) {
  const { t } = useWords()
  return (
    <figure className="chart card">
      <figcaption className="chart-caption">
        <h3>{title}</h3>
        <p className="muted">{description}</p>
      </figcaption>
      <ErrorBoundary>
        <Suspense fallback={<Skeleton height={height} />}>
          <Drawing description={description} height={height} draw={draw} />
        </Suspense>
      </ErrorBoundary>
      <details className="chart-data">
        <summary>{t('ui.asTable')}</summary>
        {table}
      </details>
    </figure>
  )
}

type DrawingProps = Pick<ChartProps, 'description' | 'height' | 'draw'>

function Drawing({ description, height, draw }: DrawingProps) {
  const library = use(fetchPlot())
  const holder = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [, navigate] = useLocation()

  useEffect(() => {
    const element = holder.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const element = holder.current
    if (!element || width < 40) return
    const options = draw(library, width)
    const drawn = library.plot({ className: 'chart-plot', width, height, ...options, ariaLabel: description })
    // The content policy takes no styles but the page's own; chart.css has what is needed of Plot's.
    for (const style of drawn.querySelectorAll('style')) style.remove()
    // Plot names its groups, in English, by how they are drawn; such a name is of no use, and not allowed without a role.
    for (const group of drawn.querySelectorAll('g[aria-label]:not([role])')) group.removeAttribute('aria-label')
    element.replaceChildren(drawn)
    return () => drawn.remove()
  }, [library, width, height, draw, description])

  const follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('a')
    const href = link?.getAttribute('href') ?? link?.getAttributeNS('http://www.w3.org/1999/xlink', 'href')
    if (!href || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    navigate(href.slice(basePath().length))
  }

  return (
    // The links inside have the focus and the keys; this only keeps a press on them within the page.
    // biome-ignore lint/a11y: see above
    <div ref={holder} className="chart-drawing" style={{ minHeight: `${height}px` }} onClick={follow} />
  )
}
