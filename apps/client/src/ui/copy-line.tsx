// CopyLine: a secret or an address to take along, with a button that copies it and words for when that fails.
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Button } from './button.tsx'
import './copy-line.css'
import './field.css'

export interface CopyLineProps {
  /** What the value is; for screen readers. */
  readonly label: string
  readonly value: string
  /** What the button does: "Copy the link". */
  readonly action: string
  /** Said below until it is copied: that it is shown only once. */
  readonly note: string
}

export function CopyLine({ label, value, action, note }: CopyLineProps) {
  const { t } = useWords()
  const [copy, setCopy] = useState<'no' | 'done' | 'failed'>('no')
  const copyValue = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setCopy('done')
    } catch (fault) {
      // Pages without a secure origin have no clipboard; the value can still be selected.
      if (!(fault instanceof Error)) throw fault
      setCopy('failed')
    }
  }
  return (
    <>
      <div className="copy-line">
        <input
          className="field-input"
          data-mono=""
          readOnly
          value={value}
          aria-label={label}
          onFocus={(event) => event.target.select()}
        />
        <Button icon={copy === 'done' ? <Check size={14} /> : <Copy size={14} />} onPress={() => void copyValue()}>
          {copy === 'done' ? t('ui.copied') : action}
        </Button>
      </div>
      <p className="muted" role="status">
        {copy === 'failed' ? t('ui.copyFailed') : note}
      </p>
    </>
  )
}
