// `etabli agreement PATH`: how far the raters of a JSONL or CSV file of unit, rater, value agree.
import { krippendorffAlpha, krippendorffInterval, percentAgreement, type Rating } from '@etabli/agreement'
import { CommandError } from './connection.ts'

export type Scale = 'nominal' | 'ordinal' | 'interval' | 'ratio'

export interface AgreementOfFile {
  readonly measure: string
  readonly value: number | null
  readonly why: string | null
  readonly interval: readonly [number, number] | null
  readonly n: number
  readonly raters: number
}

const SEED = 1

/**
 * Percent agreement and Krippendorff's alpha with its bootstrap interval over the rows.
 * @param scale of the values; all but `nominal` want numbers
 */
export function agreementOf(rows: readonly Rating<string>[], scale: Scale): AgreementOfFile[] {
  const ratings = scale === 'nominal' ? rows : rows.map((row) => ({ ...row, value: numberOf(row) }))
  const percent = percentAgreement(rows)
  const alpha = krippendorffAlpha<string | number>(ratings, scale)
  const interval = alpha.computable ? krippendorffInterval<string | number>(ratings, scale, { seed: SEED }) : null
  return [
    {
      measure: 'percent',
      value: percent.computable ? percent.value : null,
      why: percent.computable ? null : percent.reason,
      interval: null,
      n: percent.n,
      raters: percent.raters,
    },
    {
      measure: `krippendorff-alpha (${scale})`,
      value: alpha.computable ? alpha.value : null,
      why: alpha.computable ? null : alpha.reason,
      interval,
      n: alpha.n,
      raters: alpha.raters,
    },
  ]
}

function numberOf(row: Rating<string>): number {
  const value = Number(row.value)
  if (row.value.trim() === '' || !Number.isFinite(value))
    throw new CommandError(
      `unit ${row.unit}, rater ${row.rater}: "${row.value}" is not a number, which this scale wants.`,
    )
  return value
}

/** A figure as a line: value, interval, n and raters; or why there is none. */
export function figureLine(figure: AgreementOfFile): string {
  if (figure.value === null)
    return `${figure.measure}: not computable (${figure.why}), n = ${figure.n} units, ${figure.raters} raters`
  const interval = figure.interval ? ` [${figure.interval[0].toFixed(3)}, ${figure.interval[1].toFixed(3)}] 95 %` : ''
  return `${figure.measure}: ${figure.value.toFixed(3)}${interval}, n = ${figure.n} units, ${figure.raters} raters`
}
