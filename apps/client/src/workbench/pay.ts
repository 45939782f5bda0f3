// Pay in words: what one task or one hour earns.
import type { Translate } from '@etabli/modality-kit'
import type { Pay } from '@etabli/schema'

/** `€14.50`, from integer minor units and an ISO 4217 code. */
export function money(minor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}

/** `€14.50 for each hour of work`, or that the work is unpaid. */
export function payWords(pay: Pay | null, t: Translate, language: string): string {
  if (!pay) return t('brief.unpaid')
  const amount = money(pay.minor, pay.currency, language)
  return pay.per === 'hour' ? t('brief.perHour', { amount }) : t('brief.perTask', { amount })
}
