// The stage of images: picture, marks and what is in the hand on three canvases, the bars and the legend above them.
import type { Size } from '@etabli/geometry'
import type { Command, StageProps } from '@etabli/modality-kit'
import { livingLabels, type Mark, type Question } from '@etabli/schema'
import {
  type ComponentProps,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { hitIndex } from '../core/hit-index.ts'
import { sizeOf } from '../core/media.ts'
import { drawingFor } from '../core/tools/registry.ts'
import { type Acts, createActs } from './acts.ts'
import { BarOnCamera } from './bar-on-camera.tsx'
import { Menu, Minimap, SmartBar, ViewMenu } from './beside.tsx'
import { Broken } from './broken.tsx'
import { StageCanvas } from './canvas.tsx'
import { commandsOf, ZOOM_STEP } from './commands.ts'
import { describeBox } from './describe.ts'
import { GammaFilter, useFilter } from './filter.tsx'
import { actualSize, fitView, NARROW, resizeView, reveal, zoomView } from './framing.ts'
import { createHands, type Hands, type Surroundings } from './hands.ts'
import { Legend } from './legend.tsx'
import { createModel, habitsOfNow, isBusy, type StageModel } from './model.ts'
import { PointHint } from './point-hint.tsx'
import { listenToPointers } from './pointer.ts'
import { sharePressed } from './pressed-point.ts'
import { createAsking } from './smart/asking.ts'
import { smartCommandsOf } from './smart/commands.ts'
import { createSmart, type Smart } from './smart/smart.ts'
import { useFollow } from './use-follow.ts'
import { useModel } from './use-model.ts'
import { type Picture, usePicture } from './use-picture.ts'
import { useTokens, useView } from './use-view.ts'
import { viewCommandsOf } from './view-commands.ts'
import { Waiting } from './waiting.tsx'
import './stage.css'

/** What tools and commands read of now. */
interface Now extends Surroundings {
  readonly picture: Picture
  readonly canDraw: boolean
  readonly handy: boolean
}

export function ImageStage(props: StageProps) {
  const { media, questions, selection, t, theme, readOnly } = props
  const image = useMemo(() => sizeOf(media), [media])
  const drawn = useMemo(() => questions.filter((question) => drawingFor(question.kind)), [questions])
  const next = nextOf(drawn, props.active)
  const canSelect = drawn.length > 0 || props.layers.length > 0
  const canDraw = next !== null && !readOnly

  const [viewOpen, setViewOpen] = useState(false)
  const latest = useRef<Now>(null)
  const [picture, retry] = usePicture(props.tiles?.overview ?? props.src)
  const describe = (mark: Mark) => {
    const question = questions.find(({ id }) => id === mark.question)
    return question ? describeBox(mark, question, t) : ''
  }
  const around = useCallback(() => {
    if (!latest.current) throw new Error('the stage is not there yet')
    return latest.current
  }, [])
  const frame = useRef<HTMLDivElement>(null)
  const glass = useRef<HTMLDivElement>(null)
  // The canvases stay from task to task, which is what makes the next image fast; all that belongs to one task does not.
  const begun = (viewport?: Size): Begun => {
    const model = createModel(canDraw ? habitsOfNow().tool : 'select', viewport)
    if (viewport) fitView(model, image)
    const smart = createSmart(model, around, createAsking())
    const hands = createHands(model, around)
    const acts = createActs(model, around)
    const commands = [
      ...viewCommandsOf(model, around, () => setViewOpen((open) => !open)),
      ...commandsOf({ model, hands, acts, around, focused: () => focusIn(glass.current) }),
      ...smartCommandsOf(smart, around),
    ]
    return { task: props.task, model, smart, hands, acts, commands }
  }
  const [before, setBegun] = useState(() => begun())
  const now = before.task === props.task ? before : begun(before.model.get().viewport)
  if (now !== before) {
    setBegun(now)
    setViewOpen(false)
  }
  const { model, smart, hands, acts, commands } = now
  const commit: StageProps['commit'] = (patches, burst) => {
    props.commit(patches, burst)
    smart.drawn(patches)
  }
  latest.current = { props: { ...props, commit }, image, picture, next, describe, canDraw, handy: canSelect }

  const gamma = useId()
  const tokens = useTokens(frame, theme)
  useFollow(model, around, frame, glass)
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
  useEffect(() => register(commands), [register, commands])
  useEffect(() => sharePressed(model), [model])
  useEffect(() => smart.quiet(), [smart, selection])
  useEffect(() => () => smart.close(), [smart])
  useUndoLetsGo(
    props,
    () => isBusy(model.get()) && model.get().keyed === null && model.get().aim === null,
    hands.cancel,
  )
  useEffect(() => {
    const [only] = selection
    if (selection.length !== 1 || isBusy(model.get())) return
    const entry = only && hitIndex(around().props.answers).get(only)
    if (entry) reveal(model, around().image, entry.hull)
  }, [selection, model, around])

  const narrow = useModel(model, ({ viewport }) => viewport.width < NARROW)
  const tool = useModel(model, (state) => state.tool)
  const menuOpen = useModel(model, ({ menu }) => menu !== null)
  const filter = useFilter(gamma)
  const broken = picture.state === 'broken'
  const view = useView(model, { props, image, next, canDraw, shown: picture.state === 'ready', tokens })
  const keysOf = props.keysOf ?? ownKeys
  const toImage = () => glass.current?.focus({ preventScroll: true })

  return (
    <div
      ref={frame}
      className="image-stage"
      {...(narrow ? { 'data-narrow': '' } : {})}
      data-picture={picture.state}
      data-tool={tool}
    >
      {picture.state === 'loading' && <Waiting model={model} image={image} label={t('image.loading')} />}
      <GammaFilter id={gamma} />
      {view && !broken && (
        <StageCanvas model={model} view={view} picture={picture} tiles={props.tiles ?? null} filter={filter} />
      )}
      <div
        ref={glass}
        className="image-stage-glass"
        role="application"
        aria-label={t('image.stage', { name: props.name })}
        aria-roledescription={t('image.canvas')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas is a widget of its own; its keys are commands
        tabIndex={0}
      />
      {!broken && canDraw && next.question.kind === 'keypoints' && (
        <PointHint model={model} question={next.question} t={t} />
      )}
      {broken && <Broken t={t} skip={props.skip} retry={retry} />}
      <div className="image-stage-corner">
        {view && <Legend props={props} view={view} />}
        <Suspense fallback={null}>
          <Minimap model={model} image={image} picture={picture} filter={filter} t={t} />
        </Suspense>
      </div>
      {!broken && (
        <>
          <BarOnCamera
            model={model}
            t={t}
            keysOf={keysOf}
            tool={tool}
            draws={canDraw ? next.question.kind : null}
            menuOpen={menuOpen}
            more={(button) => model.set({ menu: menuOpen ? null : besideOf(button, frame.current) })}
            canSelect={canSelect}
            take={(taken) => hands.take(taken)}
            done={toImage}
            zoom={(direction) => zoomView(model, image, direction === 1 ? ZOOM_STEP : 1 / ZOOM_STEP)}
            fit={() => fitView(model, image)}
            actual={() => actualSize(model, image)}
          />
          <Suspense fallback={null}>
            <SmartBar smart={smart} t={t} keysOf={keysOf} done={toImage} />
            <ViewMenu t={t} keysOf={keysOf} open={viewOpen} onOpen={setViewOpen} inReview={props.layers.length > 0} />
          </Suspense>
        </>
      )}
      {menuOpen && (
        <MenuOnModel
          model={model}
          t={t}
          keysOf={keysOf}
          commands={commands}
          close={() => {
            model.set({ menu: null })
            toImage()
          }}
        />
      )}
    </div>
  )
}

/** What is made anew for each task. */
interface Begun {
  readonly task: string
  readonly model: StageModel
  readonly smart: Smart
  readonly hands: Hands
  readonly acts: Acts
  readonly commands: readonly Command[]
}

function focusIn(stage: Element | null): 'stage' | 'page' | 'elsewhere' {
  const { activeElement } = document
  if (activeElement === stage) return 'stage'
  return activeElement === null || activeElement === document.body ? 'page' : 'elsewhere'
}

/** The menu shows what is switched on; it follows the model only while it is open. */
function MenuOnModel({ model, ...rest }: Omit<ComponentProps<typeof Menu>, 'state'> & { readonly model: StageModel }) {
  const at = useModel(model, ({ menu }) => menu)
  const mode = useModel(model, (state) => state.mode)
  const snap = useModel(model, (state) => state.snap)
  const sight = useModel(model, (state) => state.sight)
  return (
    <Suspense fallback={null}>
      <Menu {...rest} state={{ menu: at, mode, snap, sight }} />
    </Suspense>
  )
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

/** Question and class of the next box: the active one, else the first that can be drawn; never a class that is retired. */
function nextOf(questions: readonly Question[], active: StageProps['active']): Surroundings['next'] {
  const question = questions.find(({ id }) => id === active?.question) ?? questions[0]
  if (!question) return null
  const labels = livingLabels(question.labels)
  const label = labels.find(({ id }) => id === active?.label) ?? labels[0]
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
