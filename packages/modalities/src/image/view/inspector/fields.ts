// What the number fields of a box, an outline and a pose have in common.
import type { FieldProps } from '@etabli/modality-kit'
import type { Mark } from '@etabli/schema'
import type { Shape } from '../../core/shape.ts'

/** What the fields of one mark need. */
export interface ShapeFieldsProps extends Pick<FieldProps, 'question' | 't'> {
  readonly mark: Mark
  readonly readOnly: boolean
  /** Gives the mark another shape; false where it cannot be so, which is then said. */
  readonly onShape: (shape: Shape) => boolean
}
