// Which point of a pose each becomes in a mirror, by its name: the left hand the right one.

/** Words for the two sides, in English and French, with the dashes that join them to a name. */
const SIDES: readonly (readonly [RegExp, RegExp, string])[] = [
  [/\bleft\b|_?left_?/i, /\bright\b|_?right_?/i, '*'],
  [/\bgauche\b/i, /\bdroite?\b/i, '*'],
]

/** For each point the place of its counterpart, its own where it has none: Ultralytics' `flip_idx`. */
export function mirrorOf(names: readonly string[]): number[] {
  return names.map((name, own) => {
    for (const [left, right, star] of SIDES) {
      const isLeft = left.test(name)
      if (!isLeft && !right.test(name)) continue
      const key = name.replace(isLeft ? left : right, star)
      const other = names.findIndex((each, at) => {
        const side = isLeft ? right : left
        return at !== own && side.test(each) && each.replace(side, star) === key
      })
      if (other >= 0) return other
    }
    return own
  })
}
