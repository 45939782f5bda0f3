// PayFields: unpaid, or an amount a task or an hour; typed in major units, kept in integer minor ones.
import type { Pay } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'
import { RadioGroup } from '../../../ui/check.tsx'
import { TextField } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { payWords } from '../../../workbench/pay.ts'

export interface PayFieldsProps {
  readonly pay: Pay | null
  readonly onChange: (pay: Pay | null) => void
}

export function PayFields({ pay, onChange }: PayFieldsProps) {
  const { t, language } = useWords()
  const choose = (kind: 'none' | Pay['per']) =>
    onChange(kind === 'none' ? null : { minor: pay?.minor ?? 0, currency: pay?.currency ?? 'EUR', per: kind })
  return (
    <div className="stack">
      <RadioGroup
        label={t('projects.briefing.pay')}
        orientation="horizontal"
        value={pay?.per ?? 'none'}
        onChange={choose}
        options={[
          { id: 'none', name: t('projects.briefing.unpaid') },
          { id: 'task', name: t('projects.briefing.perTask') },
          { id: 'hour', name: t('projects.briefing.perHour') },
        ]}
      />
      {pay ? (
        <div className="pay-fields">
          <NumberField
            label={t('projects.briefing.amount')}
            value={pay.minor / 10 ** digitsOf(pay.currency)}
            onChange={(major) => onChange({ ...pay, minor: minorOf(major, pay.currency) })}
            minValue={0}
            formatOptions={{
              minimumFractionDigits: digitsOf(pay.currency),
              maximumFractionDigits: digitsOf(pay.currency),
            }}
          />
          <TextField
            label={t('projects.briefing.currency')}
            value={pay.currency}
            onChange={(currency) => onChange(recoined(pay, currency.toUpperCase().slice(0, 3)))}
            maxLength={3}
            mono
            error={isCurrency(pay.currency) ? null : t('projects.briefing.currencyFault')}
          />
        </div>
      ) : null}
      {pay && isCurrency(pay.currency) ? (
        <p className="muted">{t('projects.briefing.payPreview', { words: payWords(pay, t, language) })}</p>
      ) : null}
    </div>
  )
}

const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code)

/** How many digits the currency has after the point: 2 for EUR, 0 for JPY. */
export function digitsOf(currency: string): number {
  if (!isCurrency(currency)) return 2
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Integer minor units of an amount; 0 where it is no number. */
export function minorOf(major: number, currency: string): number {
  return Number.isNaN(major) ? 0 : Math.round(major * 10 ** digitsOf(currency))
}

/** The same number of major units in another currency. */
function recoined(pay: Pay, currency: string): Pay {
  return { ...pay, currency, minor: minorOf(pay.minor / 10 ** digitsOf(pay.currency), currency) }
}
