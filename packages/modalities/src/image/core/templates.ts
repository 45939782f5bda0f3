// Ready projects for images: boxes, turned boxes, outlines and poses.
import { cocoSigmas } from '@etabli/geometry'
import type { Template } from '@etabli/modality-kit'
import type { Label, LabelId, Question, QuestionId } from '@etabli/schema'

type Language = 'en' | 'fr'
type Named = { readonly id: string; readonly en: string; readonly fr: string }

const CLASSES: readonly Named[] = [
  { id: 'person', en: 'Person', fr: 'Personne' },
  { id: 'vehicle', en: 'Vehicle', fr: 'Véhicule' },
  { id: 'animal', en: 'Animal', fr: 'Animal' },
]

/** What is often seen from above, where things lie at any angle. */
const FROM_ABOVE: readonly Named[] = [
  { id: 'ship', en: 'Ship', fr: 'Navire' },
  { id: 'plane', en: 'Plane', fr: 'Avion' },
  { id: 'vehicle', en: 'Vehicle', fr: 'Véhicule' },
]

/** COCO's seventeen body points in its order; left and right are the person's own. */
const BODY: readonly Named[] = [
  { id: 'nose', en: 'nose', fr: 'nez' },
  { id: 'left_eye', en: 'left eye', fr: 'œil gauche' },
  { id: 'right_eye', en: 'right eye', fr: 'œil droit' },
  { id: 'left_ear', en: 'left ear', fr: 'oreille gauche' },
  { id: 'right_ear', en: 'right ear', fr: 'oreille droite' },
  { id: 'left_shoulder', en: 'left shoulder', fr: 'épaule gauche' },
  { id: 'right_shoulder', en: 'right shoulder', fr: 'épaule droite' },
  { id: 'left_elbow', en: 'left elbow', fr: 'coude gauche' },
  { id: 'right_elbow', en: 'right elbow', fr: 'coude droit' },
  { id: 'left_wrist', en: 'left wrist', fr: 'poignet gauche' },
  { id: 'right_wrist', en: 'right wrist', fr: 'poignet droit' },
  { id: 'left_hip', en: 'left hip', fr: 'hanche gauche' },
  { id: 'right_hip', en: 'right hip', fr: 'hanche droite' },
  { id: 'left_knee', en: 'left knee', fr: 'genou gauche' },
  { id: 'right_knee', en: 'right knee', fr: 'genou droit' },
  { id: 'left_ankle', en: 'left ankle', fr: 'cheville gauche' },
  { id: 'right_ankle', en: 'right ankle', fr: 'cheville droite' },
]

/** COCO's nineteen bones, as pairs of places in `BODY` (COCO counts from 1). */
const BONES: readonly (readonly [number, number])[] = [
  [15, 13],
  [13, 11],
  [16, 14],
  [14, 12],
  [11, 12],
  [5, 11],
  [6, 12],
  [5, 6],
  [5, 7],
  [6, 8],
  [7, 9],
  [8, 10],
  [1, 2],
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 4],
  [3, 5],
  [4, 6],
]

function labelsOf(classes: readonly Named[], language: Language): Label[] {
  return classes.map((known, index) => ({
    id: known.id as LabelId,
    name: known[language],
    colour: index,
    key: String(index + 1),
  }))
}

interface Wording {
  readonly id: string
  readonly kind: string
  readonly title: { readonly en: string; readonly fr: string }
  readonly help: { readonly en: string; readonly fr: string }
}

function asked({ id, kind, title, help }: Wording, labels: Label[], options: Question['options'], language: Language) {
  const question: Question = {
    id: id as QuestionId,
    kind,
    title: title[language],
    help: help[language],
    required: false,
    labels,
    options,
  }
  return [question]
}

export const boxes: Template = {
  id: 'boxes',
  media: 'image',
  questions: (language) =>
    asked(
      {
        id: 'objects',
        kind: 'box',
        title: { en: 'Objects', fr: 'Objets' },
        help: {
          en: 'Draw a box around each object, as close to its visible edges as you can.',
          fr: 'Entourez chaque objet d’un cadre au plus près de ses bords visibles.',
        },
      },
      labelsOf(CLASSES, language),
      {},
      language,
    ),
}

export const turnedBoxes: Template = {
  id: 'turned-boxes',
  media: 'image',
  questions: (language) =>
    asked(
      {
        id: 'objects',
        kind: 'box',
        title: { en: 'Objects', fr: 'Objets' },
        help: {
          en: 'Draw a box around each object and turn it to lie along the object.',
          fr: 'Entourez chaque objet d’un cadre, puis tournez le cadre dans l’axe de l’objet.',
        },
      },
      labelsOf(FROM_ABOVE, language),
      { rotated: true },
      language,
    ),
}

export const polygons: Template = {
  id: 'polygons',
  media: 'image',
  questions: (language) =>
    asked(
      {
        id: 'outlines',
        kind: 'polygon',
        title: { en: 'Outlines', fr: 'Contours' },
        help: {
          en: 'Follow the visible edge of each object. Parts that something hides from each other are drawn apart and grouped.',
          fr: 'Suivez le bord visible de chaque objet. Les parties séparées par un obstacle se dessinent à part, puis se groupent.',
        },
      },
      labelsOf(CLASSES, language),
      {},
      language,
    ),
}

export const bodyPoses: Template = {
  id: 'poses',
  media: 'image',
  questions: (language) =>
    asked(
      {
        id: 'poses',
        kind: 'keypoints',
        title: { en: 'Poses', fr: 'Postures' },
        help: {
          en: 'Mark the points of each person in order. Left and right are the person’s own. Skip a point that is out of the picture; mark one that something covers as hidden.',
          fr: 'Marquez dans l’ordre les points de chaque personne ; la gauche et la droite sont les siennes. Passez un point hors de l’image ; marquez comme caché un point masqué.',
        },
      },
      labelsOf(CLASSES.slice(0, 1), language),
      {
        names: BODY.map((point) => point[language]),
        bones: BONES.map(([from, to]) => [from, to]),
        sigmas: [...cocoSigmas],
      },
      language,
    ),
}
