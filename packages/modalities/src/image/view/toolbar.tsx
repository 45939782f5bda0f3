// The floating bar beside the image: draw, select, zoom and fit. Every button has its key.
import type { StageProps } from '@etabli/modality-kit'
import type { MouseEvent, ReactNode } from 'react'
import { barKeys } from './commands.ts'
import type { ToolName } from './model.ts'
import './toolbar.css'

interface ToolbarProps {
  readonly t: StageProps['t']
  readonly keysOf: NonNullable<StageProps['keysOf']>
  readonly tool: ToolName
  readonly canDraw: boolean
  readonly canSelect: boolean
  /** Screen pixels an image pixel. */
  readonly scale: number
  readonly take: (tool: ToolName) => void
  readonly zoom: (direction: 1 | -1) => void
  readonly fit: () => void
  readonly actual: () => void
  /** Called after a press by a pointer: the hand goes back to the image. */
  readonly done: () => void
}

export function Toolbar(props: ToolbarProps) {
  const { t, tool, canDraw, canSelect, scale, take, zoom, fit, actual } = props
  return (
    <div className="image-bar" role="toolbar" aria-label={t('image.tools')}>
      {canSelect && (
        <div className="image-bar-group">
          {canDraw && (
            <Tool bar={props} command="draw" pressed={tool === 'draw'} run={() => take('draw')}>
              <Icon>
                <path d="M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4" />
                <path d="M12 9v6M9 12h6" />
              </Icon>
            </Tool>
          )}
          <Tool bar={props} command="select" pressed={tool === 'select'} run={() => take('select')}>
            <Icon>
              <path d="M6 4l12 8-5.5 1.2L9.5 19z" />
            </Icon>
          </Tool>
        </div>
      )}
      <div className="image-bar-group">
        <Tool bar={props} command="zoom-in" run={() => zoom(1)}>
          <Icon>
            <path d="M12 6v12M6 12h12" />
          </Icon>
        </Tool>
        <Tool bar={props} command="actual" run={actual}>
          <span className="image-bar-scale">
            {scale < 10 ? `${Math.round(scale * 100)}%` : `${Math.round(scale)}×`}
          </span>
        </Tool>
        <Tool bar={props} command="zoom-out" run={() => zoom(-1)}>
          <Icon>
            <path d="M6 12h12" />
          </Icon>
        </Tool>
        <Tool bar={props} command="fit" run={fit}>
          <Icon>
            <rect x="4" y="6" width="16" height="12" rx="1.5" />
            <path d="M8 14v-4h3M16 10v4h-3" />
          </Icon>
        </Tool>
      </div>
    </div>
  )
}

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  )
}

function Tool(props: {
  readonly bar: Pick<ToolbarProps, 't' | 'keysOf' | 'done'>
  readonly command: keyof typeof barKeys
  readonly pressed?: boolean
  readonly run: () => void
  readonly children: ReactNode
}) {
  const { bar, command, pressed, run } = props
  const title = bar.t(`image.commands.${command}`)
  const [key] = bar.keysOf({ id: `image.${command}`, keys: barKeys[command] })
  const press = (event: MouseEvent) => {
    run()
    // A press by a key keeps the focus where it is.
    if (event.detail > 0) bar.done()
  }
  return (
    <button
      type="button"
      className="image-bar-tool"
      title={key === undefined ? title : `${title} · ${keyName(key)}`}
      aria-label={title}
      data-command={`image.${command}`}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      onClick={press}
    >
      {props.children}
    </button>
  )
}

/** A key as it is printed on the keyboard: letters large. */
function keyName(key: string): string {
  return key.replace(/(^|\+)([a-z])$/, (_, before: string, letter: string) => before + letter.toUpperCase())
}
