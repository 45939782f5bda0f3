// Pascal VOC (Everingham et al. 2010, the development kit's annotation files): one XML an image, boxes with a class.
import { type Codec, type ReadOptions, type ReadResult, readResult, type Source } from './codec.ts'
import { type IssueList, issueList, quoted } from './issue.ts'
import { decimal } from './pieces.ts'
import { parseXml, type XmlElement, xmlText } from './xml.ts'

export interface VocObject {
  readonly name: string
  /** Edges in pixels: floats from 0, as CVAT and LabelImg write them, not the whole numbers from 1 of the challenge. */
  readonly box: { readonly xmin: number; readonly ymin: number; readonly xmax: number; readonly ymax: number }
  /** A box turned about its centre, as roLabelImg writes it; `angle` in radians, clockwise on the screen. */
  readonly turned?: {
    readonly cx: number
    readonly cy: number
    readonly w: number
    readonly h: number
    readonly angle: number
  }
  readonly truncated?: boolean
  readonly difficult?: boolean
  readonly occluded?: boolean
  /** As CVAT writes them: name and value, both text. */
  readonly attributes?: Readonly<Record<string, string>>
  /** Where it begins in the file it was read from. */
  readonly line?: number
}

export interface VocDocument {
  /** The image's file; empty where the file does not say. */
  readonly filename: string
  readonly folder: string
  /** Pixels; null where the file does not say. */
  readonly width: number | null
  readonly height: number | null
  readonly objects: readonly VocObject[]
}

const EMPTY: VocDocument = { filename: '', folder: '', width: null, height: null, objects: [] }

/** Decimals of a pixel, and of a radian. */
const DECIMALS = 4
const RADIANS = 6

/** Reads one annotation file. Refused, with their line: objects without a name or with edges that are no box. */
export function readVoc(source: Source, options: ReadOptions = {}): ReadResult<VocDocument> {
  const issues = issueList(options.file)
  const root = parseXml(source, issues)
  if (root && root.name !== 'annotation') {
    const message = `A Pascal VOC file is one <annotation>, not <${root.name}>.`
    issues.add({ line: root.line, code: 'voc.root', message })
  }
  return readResult(root?.name === 'annotation' ? documentOf(root, issues) : EMPTY, issues)
}

/** One image's annotation file. */
export function vocText({ filename, folder, width, height, objects }: VocDocument): string {
  const size =
    width === null || height === null
      ? ''
      : `\t<size>\n\t\t<width>${width}</width>\n\t\t<height>${height}</height>\n\t\t<depth>3</depth>\n\t</size>\n`
  const head = `\t<folder>${xmlText(folder)}</folder>\n\t<filename>${xmlText(filename)}</filename>\n${size}`
  return `<annotation>\n${head}\t<segmented>0</segmented>\n${objects.map(objectText).join('')}</annotation>\n`
}

export const pascalVoc: Codec<VocDocument> = {
  id: 'pascal-voc',
  read: readVoc,
  write: (document) => [vocText(document)],
}

function objectText({ name, box, turned, truncated, difficult, occluded, attributes }: VocObject): string {
  const tag = (key: string, value: string) => `\t\t<${key}>${value}</${key}>\n`
  const flag = (key: string, value: boolean | undefined) => (value === undefined ? '' : tag(key, value ? '1' : '0'))
  const { xmin, ymin, xmax, ymax } = box
  const edges = Object.entries({ xmin, ymin, xmax, ymax }).map(
    ([key, value]) => [key, decimal(value, DECIMALS)] as const,
  )
  const sides = turned && [
    ...(['cx', 'cy', 'w', 'h'] as const).map((key) => [key, decimal(turned[key], DECIMALS)] as const),
    ['angle', decimal(turned.angle, RADIANS)] as const,
  ]
  const said = Object.entries(attributes ?? {}).map(
    ([key, value]) =>
      `\t\t\t<attribute>\n\t\t\t\t<name>${xmlText(key)}</name>\n\t\t\t\t<value>${xmlText(value)}</value>\n\t\t\t</attribute>\n`,
  )
  return (
    `\t<object>\n${tag('name', xmlText(name))}${tag('pose', 'Unspecified')}` +
    flag('truncated', truncated) +
    flag('difficult', difficult) +
    flag('occluded', occluded) +
    nested('bndbox', edges) +
    (sides ? nested('robndbox', sides) : '') +
    (said.length > 0 ? `\t\t<attributes>\n${said.join('')}\t\t</attributes>\n` : '') +
    '\t</object>\n'
  )
}

function nested(name: string, values: readonly (readonly [string, string])[]): string {
  const inner = values.map(([key, value]) => `\t\t\t<${key}>${value}</${key}>\n`).join('')
  return `\t\t<${name}>\n${inner}\t\t</${name}>\n`
}

function documentOf(root: XmlElement, issues: IssueList): VocDocument {
  const size = child(root, 'size')
  const objects = root.children
    .filter(({ name }) => name === 'object')
    .flatMap((element) => {
      const read = objectOf(element)
      if (!('code' in read)) return [read]
      issues.add(read)
      return []
    })
  return {
    filename: textIn(root, 'filename'),
    folder: textIn(root, 'folder'),
    width: size ? sideIn(size, 'width') : null,
    height: size ? sideIn(size, 'height') : null,
    objects,
  }
}

type Fault = { readonly line: number; readonly path: string; readonly code: string; readonly message: string }

function objectOf(element: XmlElement): VocObject | Fault {
  const { line } = element
  const name = textIn(element, 'name')
  if (name === '') return { line, path: 'object.name', code: 'voc.name', message: 'An object has no name.' }
  const turned = turnedIn(element)
  if (turned && 'code' in turned) return turned
  const box = boxIn(element) ?? (turned ? hullOf(turned) : null)
  if (box === null) {
    return { line, path: 'object.bndbox', code: 'voc.box', message: `${quoted(name)} has no <bndbox>.` }
  }
  if ('code' in box) return box
  const attributes = attributesIn(element)
  return {
    name,
    box,
    ...(turned ? { turned } : {}),
    ...flags(element),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    line,
  }
}

function flags(element: XmlElement): Pick<VocObject, 'truncated' | 'difficult' | 'occluded'> {
  return Object.fromEntries(
    (['truncated', 'difficult', 'occluded'] as const).flatMap((key) => {
      const text = textIn(element, key)
      return text === '' ? [] : [[key, text === '1' || text.toLowerCase() === 'true']]
    }),
  )
}

function boxIn(element: XmlElement): VocObject['box'] | Fault | null {
  const box = child(element, 'bndbox')
  if (!box) return null
  const read = numbersIn(box, ['xmin', 'ymin', 'xmax', 'ymax'])
  if ('code' in read) return read
  const [xmin = 0, ymin = 0, xmax = 0, ymax = 0] = read.numbers
  if (xmax >= xmin && ymax >= ymin) return { xmin, ymin, xmax, ymax }
  const message = `The edges ${xmin}, ${ymin}, ${xmax}, ${ymax} are no box.`
  return { line: box.line, path: 'object.bndbox', code: 'voc.box', message }
}

function turnedIn(element: XmlElement): VocObject['turned'] | Fault | null {
  const box = child(element, 'robndbox')
  if (!box) return null
  const read = numbersIn(box, ['cx', 'cy', 'w', 'h', 'angle'])
  if ('code' in read) return read
  const [cx = 0, cy = 0, w = 0, h = 0, angle = 0] = read.numbers
  if (w > 0 && h > 0) return { cx, cy, w, h, angle }
  return { line: box.line, path: 'object.robndbox', code: 'voc.box', message: `The sides ${w} and ${h} are no box.` }
}

function hullOf({ cx, cy, w, h, angle }: NonNullable<VocObject['turned']>): VocObject['box'] {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const [halfX, halfY] = [(w * cos + h * sin) / 2, (w * sin + h * cos) / 2]
  return { xmin: cx - halfX, ymin: cy - halfY, xmax: cx + halfX, ymax: cy + halfY }
}

function attributesIn(element: XmlElement): Record<string, string> {
  const list = child(element, 'attributes')?.children.filter(({ name }) => name === 'attribute') ?? []
  return Object.fromEntries(
    list.flatMap((attribute) => {
      const name = textIn(attribute, 'name')
      return name === '' ? [] : [[name, textIn(attribute, 'value')] as const]
    }),
  )
}

/** No pixel is so far away; what is larger is an error in the file. */
const FAR = 1e9

function numbersIn(element: XmlElement, keys: readonly string[]): { readonly numbers: number[] } | Fault {
  const numbers: number[] = []
  for (const key of keys) {
    const found = child(element, key)
    const number =
      found && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(found.text) ? Number(found.text) : null
    if (number === null || Math.abs(number) > FAR) {
      const message = `${quoted(found?.text ?? '')} is not a number.`
      return { line: found?.line ?? element.line, path: `object.${element.name}.${key}`, code: 'voc.number', message }
    }
    numbers.push(number)
  }
  return { numbers }
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name)
}

function textIn(element: XmlElement, name: string): string {
  return child(element, name)?.text ?? ''
}

function sideIn(element: XmlElement, name: string): number | null {
  const number = Number(textIn(element, name))
  return Number.isFinite(number) && number > 0 ? number : null
}
