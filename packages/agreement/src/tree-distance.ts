// How far apart two classes of a hierarchy are, by what they have above them in common.
// Z. Wu & M. Palmer, "Verb Semantics and Lexical Selection", ACL 1994: 2·depth(common) / (depth(a) + depth(b)).
// For sets: S. Kiritchenko et al., "Learning and Evaluation in the Presence of Class Hierarchies", 2006 (hierarchical F).

/**
 * 1 − 2·|A ∩ B| / (|A| + |B|), where A and B hold the chosen classes with all their ancestors, each once.
 * For one class on each side that is 1 − Wu & Palmer's likeness, the top classes at depth 1 and nothing above them: 0 for
 * a class with itself, 1 for classes that share no ancestor (so a flat list gives the nominal distance). Symmetric, in
 * [0, 1]; 0 for two empty sets.
 * @param a the chosen classes closed under "is below"
 */
export function treeDistance(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.size + b.size
  if (all === 0) return 0
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const name of small) if (large.has(name)) shared += 1
  return 1 - (2 * shared) / all
}
