// The floating bar beside the image: draw, select, zoom and fit. Every button has its key.
import type { StageProps } from '@etabli/modality-kit'
import type { ReactNode } from 'react'
import type { ToolName } from './model.ts'
import './toolbar.css'

interface ToolbarProps {
  readonly t: StageProps['t']
  readonly tool: ToolName
  readonly canDraw: boolean
  readonly canSelect: boolean
  /** Screen pixels an image pixel. */
  readonly scale: number
  readonly take: (tool: ToolName) => void
  readonly zoom: (direction: 1 | -1) => void
  readonly fit: () => void
  readonly actual: () => void
}

export function Toolbar({ t, tool, canDraw, canSelect, scale, take, zoom, fit, actual }: ToolbarProps) {
  return (
    <div className="image-bar" role="toolbar" aria-label={t('image.tools')}>
      {canSelect && (
        <div className="image-bar-group">
          {canDraw && (
            <Tool t={t} command="draw" pressed={tool === 'draw'} run={() => take('draw')}>
              <path d="M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4" />
              <path d="M12 9v6M9 12h6" />
            </Tool>
          )}
          <Tool t={t} command="select" pressed={tool === 'select'} run={() => take('select')}>
            <path d="M6 4l12 8-5.5 1.2L9.5 19z" />
          </Tool>
        </div>
      )}
      <div className="image-bar-group">
        <Tool t={t} command="zoom-in" run={() => zoom(1)}>
          <path d="M12 6v12M6 12h12" />
        </Tool>
        <button
          type="button"
          className="image-bar-scale"
          title={t('image.commands.actual')}
          data-command="image.actual"
          onClick={actual}
        >
          {scale < 10 ? `${Math.round(scale * 100)}%` : `${Math.round(scale)}×`}
        </button>
        <Tool t={t} command="zoom-out" run={() => zoom(-1)}>
          <path d="M6 12h12" />
        </Tool>
        <Tool t={t} command="fit" run={fit}>
          <rect x="4" y="6" width="16" height="12" rx="1.5" />
          <path d="M8 14v-4h3M16 10v4h-3" />
        </Tool>
      </div>
    </div>
  )
}

function Tool(props: {
  readonly t: StageProps['t']
  readonly command: 'draw' | 'select' | 'zoom-in' | 'zoom-out' | 'fit'
  readonly pressed?: boolean
  readonly run: () => void
  readonly children: ReactNode
}) {
  const title = props.t(`image.commands.${props.command}`)
  return (
    <button
      type="button"
      className="image-bar-tool"
      title={title}
      aria-label={title}
      data-command={`image.${props.command}`}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
      onClick={props.run}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {props.children}
      </svg>
    </button>
  )
}
