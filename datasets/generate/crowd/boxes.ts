// How simulated annotators draw boxes: jitter, misses that grow with occlusion, wrong classes, boxes on nothing.
import type { Random } from '../random.ts'
import type { Skill } from './people.ts'

export interface DrawnBox {
  label: string
  x: number
  y: number
  width: number
  height: number
}

export interface TrueBox extends DrawnBox {
  /** Share that nothing hides. */
  readonly visible: number
}

export interface BoxModel {
  /** Standard deviation of each edge, as a share of the side. */
  readonly jitter: number
  /** Chance of missing a box; `missHidden` is added where under 0.4 is visible. */
  readonly miss: number
  readonly missHidden: number
  /** Chance of a wrong class, any other. */
  readonly mislabel: number
  /** Mean number of boxes on nothing. */
  readonly extra: number
  /** Growth of every box on each side, as a share. */
  readonly loose: number
}

export const boxModels: Record<Skill, BoxModel> = {
  careful: { jitter: 0.012, miss: 0.01, missHidden: 0.08, mislabel: 0.01, extra: 0.02, loose: 0 },
  hasty: { jitter: 0.045, miss: 0.08, missHidden: 0.35, mislabel: 0.04, extra: 0.1, loose: 0.01 },
  biased: { jitter: 0.02, miss: 0.03, missHidden: 0.2, mislabel: 0.02, extra: 0.05, loose: 0.05 },
  random: { jitter: 0.2, miss: 0.45, missHidden: 0.4, mislabel: 0.6, extra: 1.5, loose: 0.05 },
}

/** The biased annotator's own idea of a class: what has a lid is a jar, what is made of paper is a carton. */
export const boxBias: Readonly<Record<string, { label: string; chance: number }>> = {
  cup: { label: 'jar', chance: 0.6 },
  can: { label: 'jar', chance: 0.2 },
}

/** Boxes that a person of this skill would draw. Pixels; inside the image. */
export function drawBoxes(
  truth: readonly TrueBox[],
  labels: readonly string[],
  image: { width: number; height: number },
  skill: Skill,
  random: Random,
): DrawnBox[] {
  const model = boxModels[skill]
  const drawn: DrawnBox[] = []
  for (const box of truth) {
    if (random.chance(model.miss + (box.visible < 0.4 ? model.missHidden : 0))) continue
    const edge = (at: number, side: number, sign: number) =>
      at + sign * model.loose * side + random.normal(0, Math.max(0.8, model.jitter * side))
    const left = edge(box.x, box.width, -1)
    const right = edge(box.x + box.width, box.width, 1)
    const top = edge(box.y, box.height, -1)
    const bottom = edge(box.y + box.height, box.height, 1)
    drawn.push(...inside(labelOf(box.label, labels, skill, random), left, top, right, bottom, image))
  }
  for (let more = random.between(0, 2 * model.extra); more >= 1 || random.chance(more); more--) {
    const [x, y] = [random.between(0, image.width * 0.85), random.between(0, image.height * 0.85)]
    drawn.push(...inside(random.pick(labels), x, y, x + random.between(40, 220), y + random.between(40, 220), image))
    if (more < 1) break
  }
  return drawn
}

function labelOf(label: string, labels: readonly string[], skill: Skill, random: Random): string {
  const bias = skill === 'biased' ? boxBias[label] : undefined
  if (bias && random.chance(bias.chance)) return bias.label
  if (random.chance(boxModels[skill].mislabel)) return random.pick(labels.filter((other) => other !== label))
  return label
}

function inside(
  label: string,
  left: number,
  top: number,
  right: number,
  bottom: number,
  image: { width: number; height: number },
): DrawnBox[] {
  const held = (value: number, most: number) => Math.round(Math.max(0, Math.min(most, value)) * 10) / 10
  const [x, y] = [held(left, image.width), held(top, image.height)]
  const width = Math.round((held(right, image.width) - x) * 10) / 10
  const height = Math.round((held(bottom, image.height) - y) * 10) / 10
  return width < 4 || height < 4 ? [] : [{ label, x, y, width, height }]
}
