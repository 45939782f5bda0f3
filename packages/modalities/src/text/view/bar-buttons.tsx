// What bars over a text have in common: a label to press, with its key, and the way out.
import type { StageProps } from '@etabli/modality-kit'
import type { Label } from '@etabli/schema'
import type { ReactNode, Ref } from 'react'

interface LabelTagProps {
  readonly label: Pick<Label, 'name' | 'colour'>
  /** The key that does the same, as it is shown; null where there is none. */
  readonly hint: string | null
  readonly colour: StageProps['colour']
  readonly onPress: () => void
  readonly title?: string
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

export function LabelTag({ label, hint, colour, onPress, title, ref }: LabelTagProps): ReactNode {
  return (
    <button ref={ref} type="button" className="text-chosen-tag" title={title} onClick={onPress}>
      <span className="text-chosen-dot" style={{ backgroundColor: colour(label.colour) }} aria-hidden="true" />
      <span className="text-chosen-name">{label.name}</span>
      {hint ? <kbd className="text-chosen-key">{hint}</kbd> : null}
    </button>
  )
}

interface CancelProps {
  readonly t: StageProps['t']
  readonly onPress: () => void
  readonly title?: string
}

export function Cancel({ t, onPress, title }: CancelProps): ReactNode {
  return (
    <button type="button" className="text-chosen-cancel" title={title} onClick={onPress}>
      {t('text.cancel')}
      <kbd className="text-chosen-key">{t('ui.keys.Escape')}</kbd>
    </button>
  )
}
