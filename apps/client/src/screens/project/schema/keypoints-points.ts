// The points of a pose and the lines between them as people type them, one a line, and back.
import type { Question } from '@etabli/schema'

/** The names and bones that a question has; empty where its options do not say. */
export function pointsOf({ options }: Pick<Question, 'options'>): { names: string[]; bones: [number, number][] } {
  const { names, bones } = options
  return {
    names: Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [],
    bones: Array.isArray(bones) ? bones.flatMap((bone) => pairOf(bone)) : [],
  }
}

/** One name a line; empty lines and names that were there already are left out. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}

/** `nose – left eye` for each line between two points. */
export function bonesText(names: readonly string[], bones: readonly (readonly [number, number])[]): string {
  return bones.map(([from, to]) => `${names[from] ?? ''} – ${names[to] ?? ''}`).join('\n')
}

/**
 * The lines between points that the text names, and the first line of the text that names none, from 1.
 * A dash may be short or long; a name may have dashes of its own.
 */
export function bonesIn(text: string, names: readonly string[]): { bones: [number, number][]; wrong: number | null } {
  const place = new Map(names.map((name, index) => [name.toLowerCase(), index]))
  const bones: [number, number][] = []
  let wrong: number | null = null
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const bone = boneIn(line, place)
    if (bone) bones.push(bone)
    else wrong ??= index + 1
  }
  return { bones, wrong }
}

function boneIn(line: string, place: ReadonlyMap<string, number>): [number, number] | null {
  for (const dash of line.matchAll(/[-–—]/g)) {
    const from = place.get(line.slice(0, dash.index).trim().toLowerCase())
    const to = place.get(
      line
        .slice(dash.index + 1)
        .trim()
        .toLowerCase(),
    )
    if (from !== undefined && to !== undefined && from !== to) return [from, to]
  }
  return null
}

function pairOf(bone: unknown): [number, number][] {
  if (!Array.isArray(bone) || bone.length !== 2) return []
  const [from, to]: unknown[] = bone
  return typeof from === 'number' && typeof to === 'number' ? [[from, to]] : []
}
