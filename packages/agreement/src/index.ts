// The mathematics of many raters: the only door.
export { assign, UNASSIGNED } from './assign.ts'
export { type BootstrapOptions, bootstrapInterval, coefficientInterval } from './bootstrap.ts'
export { type BradleyTerry, type BradleyTerryOptions, bradleyTerry, type Preference } from './bradley-terry.ts'
export { type VotedChains, votedChains } from './chain-votes.ts'
export { type BCubed, bCubed, linkAgreement } from './chains.ts'
export { cluster, type Group, type Member, type RaterMarks } from './cluster.ts'
export { cohenKappa } from './cohen-kappa.ts'
export {
  columnsOf,
  type DawidSkene,
  type DawidSkeneOptions,
  dawidSkene,
  type LabelColumns,
  type NamedColumns,
} from './dawid-skene.ts'
export { type DisjointSets, disjointSets } from './disjoint-sets.ts'
export {
  type Alignment,
  alignTokens,
  cer,
  type Edit,
  type EditOp,
  type ErrorRate,
  editDistance,
  equalEnds,
  normalisedEditDistance,
  wer,
} from './edit-distance.ts'
export { fleissKappa } from './fleiss-kappa.ts'
export { type GammaDisorders, type GammaOptions, type GammaUnit, gammaDisorders, gammaOf } from './gamma.ts'
export { groupedNominalAlpha, type NominalGroup } from './grouped-alpha.ts'
export { gwetAc } from './gwet-ac.ts'
export { type AlphaDistance, krippendorffAlpha, krippendorffInterval } from './krippendorff-alpha.ts'
export { type Mace, type MaceOptions, mace } from './mace.ts'
export { type Majority, majority, type TieRule } from './majority.ts'
export { type Medoid, medoid } from './medoid.ts'
export { type Extent, overlappingPairs } from './overlap.ts'
export { percentAgreement } from './percent.ts'
export { drawIndex, type Random, seededRandom } from './random.ts'
export { bordaRanks, kendallTauB, type Ranks, rankingDistance } from './rankings.ts'
export { type Matrix, ratingsOf } from './ratings.ts'
export {
  type RoverChoice,
  type RoverHypothesis,
  type RoverOptions,
  type RoverSlot,
  type RoverWord,
  rover,
  roverNetwork,
} from './rover.ts'
export {
  type BoundaryAgreement,
  boundaryAgreement,
  type DiarisationError,
  diarisationError,
  type SpokenSegment,
} from './segments.ts'
export { type Match, type SetAgreement, setAgreement } from './set-agreement.ts'
export { treeDistance } from './tree-distance.ts'
export type {
  Basis,
  Coefficient,
  Distance,
  Interval,
  Label,
  Rating,
  Ratings,
  Similarity,
  Uncomputable,
} from './types.ts'
export { type Section, type UnitizedContinuum, unitizedAlpha } from './unitized-alpha.ts'
export type { Weighting, WeightOptions } from './weights.ts'
