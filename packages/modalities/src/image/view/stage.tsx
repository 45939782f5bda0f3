// The stage of images: picture, marks and what is in the hand on three canvases, the bar and the legend above them.
import { boxContains, type Size, toScreen } from '@etabli/geometry'
import type { StageProps } from '@etabli/modality-kit'
import type { Mark, MarkId, Question } from '@etabli/schema'
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { Stage as KonvaStage, Layer } from 'react-konva/lib/ReactKonvaCore.js'
import { sizeOf } from '../core/media.ts'
import { hullOf, shapeOf } from '../core/shape.ts'
import { drawingFor } from '../core/tools/registry.ts'
import { bandBox, hoverAt } from '../core/tools/select.ts'
import { createActs } from './acts.ts'
import { commandsOf, ZOOM_STEP } from './commands.ts'
import { cursorOf, type Hover } from './cursor.ts'
import { describeBox } from './describe.ts'
import { actualSize, fitView, NARROW, resizeView, reveal, zoomView } from './framing.ts'
import { createHands, type Surroundings, selectContext } from './hands.ts'
import { Legend } from './legend.tsx'
import { Live } from './live.tsx'
import { Marks } from './marks.tsx'
import { Menu } from './menu.tsx'
import { createModel, draftOf, habitsOfNow, isBusy, type StageState, shapesInHand } from './model.ts'
import { createChips } from './paint-boxes.ts'
import { listenToPointers } from './pointer.ts'
import { looksOf, readTokens, type Tokens } from './styles.ts'
import { PictureShape } from './tiled-picture.tsx'
import { Toolbar } from './toolbar.tsx'
import { usePicture } from './use-picture.ts'
import './stage.css'

const NONE: readonly MarkId[] = []

export function ImageStage(props: StageProps) {
  const { media, questions, answers, selection, t, theme, readOnly } = props
  const image = useMemo(() => sizeOf(media), [media])
  const drawn = useMemo(() => questions.filter((question) => drawingFor(question.kind)), [questions])
  const next = nextOf(drawn, props.active)
  const canSelect = drawn.length > 0 || props.layers.length > 0
  const canDraw = next !== null && !readOnly

  const [model] = useState(() => createModel(canDraw ? habitsOfNow().tool : 'select'))
  const state = useSyncExternalStore(model.subscribe, model.get, model.get)
  const latest = useRef<Surroundings & { readonly handy: boolean }>(null)
  const describe = (mark: Mark) => {
    const question = questions.find(({ id }) => id === mark.question)
    return question ? describeBox(mark, question, t) : ''
  }
  latest.current = { props, image, next, describe, handy: canSelect }
  const around = useCallback(() => {
    if (!latest.current) throw new Error('the stage is not there yet')
    return latest.current
  }, [])
  const [hands] = useState(() => createHands(model, around))
  const [acts] = useState(() => createActs(model, around))

  const frame = useRef<HTMLDivElement>(null)
  const glass = useRef<HTMLDivElement>(null)
  const tokens = useTokens(frame, theme)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () =>
      resizeView(model, around().image, { width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [model, around])
  // A new picture begins fitted, with the tool that was in the hand.
  useLayoutEffect(() => fitView(model, image), [model, image])
  useEffect(() => {
    if (!canDraw && model.get().tool === 'draw') model.set({ tool: 'select' })
  }, [canDraw, model])
  useEffect(() => {
    const element = glass.current
    if (!element) return
    return listenToPointers(element, model, hands, {
      image: () => around().image,
      handy: () => around().handy,
      menu: (at) => acts.openMenu(at),
    })
  }, [model, hands, acts, around])
  const { register } = props
  const [commands] = useState(() => {
    const focused = () => {
      const { activeElement } = document
      if (activeElement === glass.current) return 'stage'
      return activeElement === null || activeElement === document.body ? 'page' : 'elsewhere'
    }
    return commandsOf({ model, hands, acts, around, focused })
  })
  useEffect(() => register(commands), [register, commands])
  useUndoLetsGo(props, () => isBusy(model.get()) && model.get().keyed === null, hands.cancel)
  useEffect(() => {
    const [only] = selection
    if (selection.length !== 1 || isBusy(model.get())) return
    const mark = around().props.answers.find(({ id }) => id === only)
    const shape = mark && shapeOf(mark)
    if (shape) reveal(model, around().image, hullOf(shape))
  }, [selection, model, around])

  const [picture, retry] = usePicture(props.tiles?.overview ?? props.src)
  const chips = useMemo(() => tokens && createChips(tokens, Math.max(1, window.devicePixelRatio)), [tokens])
  const lookOf = useMemo(() => looksOf(questions), [questions])
  const moving = new Map([...shapesInHand(state)].map(([id, shape]) => [id, hullOf(shape)]))
  const held = moving.size === 0 ? NONE : [...moving.keys()]
  const without = useSteady(held)
  const hover = hoverOf(state, { props, image })
  const { viewport, camera } = state
  const narrow = viewport.width < NARROW
  const shown = picture.state === 'ready' && !state.bare
  const broken = picture.state === 'broken'

  return (
    <div
      ref={frame}
      className="image-stage"
      {...(narrow ? { 'data-narrow': '' } : {})}
      data-picture={picture.state}
      data-tool={state.tool}
      data-camera={`${camera.x} ${camera.y} ${camera.scale}`}
    >
      {picture.state === 'loading' && <Waiting state={state} image={image} label={t('image.loading')} />}
      {tokens && chips && !broken && (
        <KonvaStage width={viewport.width} height={viewport.height} listening={false}>
          <Layer listening={false}>
            <PictureShape
              picture={picture}
              image={image}
              camera={camera}
              viewport={viewport}
              tiles={props.tiles ?? null}
            />
          </Layer>
          <Layer listening={false} visible={shown}>
            <Marks
              answers={answers}
              layers={props.layers}
              support={props.support}
              without={without}
              lookOf={lookOf}
              colour={props.colour}
              camera={camera}
              viewport={viewport}
              tokens={tokens}
              chips={chips}
            />
          </Layer>
          <Layer listening={false} visible={shown}>
            <Live
              answers={answers}
              layers={props.layers}
              support={props.support}
              selection={selection}
              hovered={hover.mark}
              moving={moving}
              draft={shownDraft(state, next, props.colour)}
              band={bandBox(state.select)}
              crosshair={state.tool === 'draw' && canDraw && state.pan === 'none' ? within(state, image) : null}
              pointer={state.pan === 'none' && !isBusy(state) ? state.pointer : null}
              handles={state.tool === 'select' && !readOnly}
              touch={state.touch}
              image={image}
              lookOf={lookOf}
              colour={props.colour}
              camera={camera}
              viewport={viewport}
              tokens={tokens}
              chips={chips}
            />
          </Layer>
        </KonvaStage>
      )}
      <div
        ref={glass}
        className="image-stage-glass"
        role="application"
        aria-label={t('image.stage', { name: props.name })}
        aria-roledescription={t('image.canvas')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas is a widget of its own; its keys are commands
        tabIndex={0}
        style={{ cursor: cursorOf(state, props, { draw: canDraw, select: canSelect }, hover) }}
      />
      {broken && (
        <div className="image-stage-broken" role="alert">
          <strong>{t('image.broken')}</strong>
          <p>{t('image.brokenNext')}</p>
          <div className="image-stage-ways">
            {props.skip && (
              <button
                type="button"
                className="image-stage-retry"
                data-primary=""
                onClick={() => props.skip?.(t('image.brokenReason'))}
              >
                {t('image.brokenSkip')}
              </button>
            )}
            <button type="button" className="image-stage-retry" onClick={retry}>
              {t('image.retry')}
            </button>
          </div>
        </div>
      )}
      <Legend layers={props.layers} colour={props.colour} t={t} />
      {!broken && (
        <Toolbar
          t={t}
          keysOf={props.keysOf ?? ownKeys}
          tool={state.tool}
          draws={canDraw ? next.question.kind : null}
          menuOpen={state.menu !== null}
          more={(button) => model.set({ menu: state.menu ? null : besideOf(button, frame.current) })}
          canSelect={canSelect}
          scale={camera.scale}
          take={(tool) => hands.take(tool)}
          done={() => glass.current?.focus({ preventScroll: true })}
          zoom={(direction) => zoomView(model, image, direction === 1 ? ZOOM_STEP : 1 / ZOOM_STEP)}
          fit={() => fitView(model, image)}
          actual={() => actualSize(model, image)}
        />
      )}
      {state.menu && (
        <Menu
          t={t}
          keysOf={props.keysOf ?? ownKeys}
          commands={commands}
          state={state}
          close={() => {
            model.set({ menu: null })
            glass.current?.focus({ preventScroll: true })
          }}
        />
      )}
    </div>
  )
}

/** The page's colours and type, read again when the theme changes and once the typeface has come. */
function useTokens(frame: RefObject<HTMLElement | null>, theme: StageProps['theme']): Tokens | null {
  const [tokens, setTokens] = useState<Tokens | null>(null)
  useLayoutEffect(() => {
    let current = true
    const read = () => {
      if (current && frame.current) setTokens(readTokens(frame.current, theme))
    }
    read()
    const { fontFamily } = frame.current ? getComputedStyle(frame.current) : { fontFamily: '' }
    // Where the typeface does not come, the next in the list is used, on the canvas as on the page.
    document.fonts.load(`600 12px ${fontFamily || 'sans-serif'}`).then(read, read)
    return () => {
      current = false
    }
  }, [frame, theme])
  return tokens
}

/** Where a menu stands beside a button of the bar, in CSS pixels of the stage. */
function besideOf(button: Element, frame: Element | null): { readonly x: number; readonly y: number } {
  const { right, top } = button.getBoundingClientRect()
  const stage = frame?.getBoundingClientRect()
  return { x: right - (stage?.left ?? 0) + 8, y: top - (stage?.top ?? 0) }
}

function ownKeys({ keys }: { readonly keys: readonly string[] }): readonly string[] {
  return keys
}

/** Question and class of the next box: the active one, else the first that can be drawn. */
function nextOf(questions: readonly Question[], active: StageProps['active']): Surroundings['next'] {
  const question = questions.find(({ id }) => id === active?.question) ?? questions[0]
  if (!question) return null
  const label = question.labels.find(({ id }) => id === active?.label) ?? question.labels[0]
  return label ? { question, label: label.id } : null
}

/** Undo or redo in the middle of a gesture lets the gesture go: it was made on answers that are no more. */
function useUndoLetsGo({ answers }: StageProps, busy: () => boolean, cancel: () => void): void {
  const before = useRef(answers)
  useEffect(() => {
    if (before.current !== answers && busy()) cancel()
    before.current = answers
  })
}

/** The same array while its members are the same, so that what depends on it is not done again. */
function useSteady(ids: readonly MarkId[]): readonly MarkId[] {
  const kept = useRef(ids)
  if (kept.current.length !== ids.length || ids.some((id, index) => id !== kept.current[index])) kept.current = ids
  return kept.current
}

const NOTHING: Hover = { mark: null, grip: null }

function hoverOf(state: StageState, around: Pick<Surroundings, 'props' | 'image'>): Hover {
  if (!state.pointer || state.tool !== 'select' || state.pan !== 'none' || isBusy(state)) return NOTHING
  return hoverAt(state.pointer, 1 / state.camera.scale, selectContext(around, state))
}

function shownDraft(state: StageState, next: Surroundings['next'], colour: StageProps['colour']) {
  const shape = state.keyed ?? draftOf(state)?.shape
  if (!shape || !next) return null
  const label = next.question.labels.find(({ id }) => id === next.label)
  return {
    box: hullOf(shape),
    colour: colour(label?.colour ?? 0),
    name: label?.name ?? '',
    keyed: state.keyed !== null,
  }
}

function within(state: StageState, image: Size) {
  const { pointer } = state
  return pointer && boxContains({ x: 0, y: 0, ...image }, pointer) ? pointer : null
}

/** A quiet plane of the picture's size, where the picture will be. */
function Waiting({
  state,
  image,
  label,
}: {
  readonly state: StageState
  readonly image: Size
  readonly label: string
}) {
  const { x, y } = toScreen(state.camera, { x: 0, y: 0 })
  const style = {
    transform: `translate(${x}px, ${y}px)`,
    width: image.width * state.camera.scale,
    height: image.height * state.camera.scale,
  }
  return <div className="image-stage-waiting" role="status" aria-label={label} style={style} />
}
