// The floating bar beside the image: draw, select, what else there is, zoom and fit. Every button has its key.
import type { StageProps } from '@etabli/modality-kit'
import type { MouseEvent, ReactNode } from 'react'
import { barKeys } from './commands.ts'
import { keyName } from './key-name.ts'
import type { ToolName } from './model.ts'
import './toolbar.css'

interface ToolbarProps {
  readonly t: StageProps['t']
  readonly keysOf: NonNullable<StageProps['keysOf']>
  readonly tool: ToolName
  /** The kind of mark that is drawn, or null where none can be. */
  readonly draws: string | null
  readonly canSelect: boolean
  /** Screen pixels an image pixel. */
  readonly scale: number
  readonly menuOpen: boolean
  readonly take: (tool: ToolName) => void
  /** Opens the menu beside the button. */
  readonly more: (button: Element) => void
  readonly zoom: (direction: 1 | -1) => void
  readonly fit: () => void
  readonly actual: () => void
  /** Called after a press by a pointer: the hand goes back to the image. */
  readonly done: () => void
}

export function Toolbar(props: ToolbarProps) {
  const { t, tool, draws, canSelect, scale, menuOpen, take, more, zoom, fit, actual } = props
  const shownScale = scale < 10 ? `${Math.round(scale * 100)}%` : `${Math.round(scale)}×`
  return (
    <div className="image-bar" role="toolbar" aria-label={t('image.tools')}>
      {canSelect && (
        <div className="image-bar-group">
          {draws !== null && (
            <Tool
              bar={props}
              command="draw"
              title={t(`image.draws.${draws}`)}
              pressed={tool === 'draw'}
              run={() => take('draw')}
            >
              <Icon>{DRAWS[draws] ?? DRAWS['box']}</Icon>
            </Tool>
          )}
          <Tool bar={props} command="select" pressed={tool === 'select'} run={() => take('select')}>
            <Icon>
              <path d="M6 4l12 8-5.5 1.2L9.5 19z" />
            </Icon>
          </Tool>
          <Tool bar={props} command="menu" opens={menuOpen} run={(button) => more(button)}>
            <Icon>
              <path d="M12 6h.01M12 12h.01M12 18h.01" strokeWidth="2.75" />
            </Icon>
          </Tool>
        </div>
      )}
      <div className="image-bar-group">
        <Tool bar={props} command="zoom-in" extra run={() => zoom(1)}>
          <Icon>
            <path d="M12 6v12M6 12h12" />
          </Icon>
        </Tool>
        <Tool bar={props} command="actual" shows={shownScale} run={actual}>
          <span className="image-bar-scale">{shownScale}</span>
        </Tool>
        <Tool bar={props} command="zoom-out" extra run={() => zoom(-1)}>
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

/** What each kind draws, as a picture. */
const DRAWS: Readonly<Record<string, ReactNode>> = {
  box: (
    <>
      <path d="M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4" />
      <path d="M12 9v6M9 12h6" />
    </>
  ),
  polygon: <path d="M12 4l7.5 5.5-3 9h-9l-3-9z" />,
  keypoints: (
    <>
      <path d="M12 8v6M12 14l-4 5M12 14l4 5M7 10.5h10" />
      <circle cx="12" cy="5.5" r="2" />
    </>
  ),
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
  /** Another name than the command's. */
  readonly title?: string
  /** Words on it: part of its name, so that it can be called by what is seen. */
  readonly shows?: string
  readonly pressed?: boolean
  /** It opens a menu, which is open or not. */
  readonly opens?: boolean
  /** Left out on a phone, where fingers do the same. */
  readonly extra?: boolean
  readonly run: (button: Element) => void
  readonly children: ReactNode
}) {
  const { bar, command, pressed, opens, run } = props
  const title = props.title ?? bar.t(`image.commands.${command}`)
  const [key] = bar.keysOf({ id: `image.${command}`, keys: barKeys[command] })
  const press = (event: MouseEvent) => {
    run(event.currentTarget)
    // A press by a key keeps the focus where it is, and a menu takes it.
    if (event.detail > 0 && opens === undefined) bar.done()
  }
  return (
    <button
      type="button"
      className="image-bar-tool"
      title={key === undefined ? title : `${title} · ${keyName(key)}`}
      aria-label={props.shows === undefined ? title : `${title}: ${props.shows}`}
      data-command={`image.${command}`}
      {...(props.extra ? { 'data-extra': '' } : {})}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(opens === undefined ? {} : { 'aria-haspopup': 'menu', 'aria-expanded': opens })}
      onClick={press}
    >
      {props.children}
    </button>
  )
}
