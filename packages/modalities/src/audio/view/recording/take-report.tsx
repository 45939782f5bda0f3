// TakeReport: what the checks say of a take, in words, with what to do.
import type { Translate } from '@etabli/modality-kit'
import type { RecordingValue, TakeCheck } from '../../core/kinds/recording-value.ts'

const PHRASES: Readonly<Record<TakeCheck, string>> = {
  silent: 'recording.checks.silent',
  clipped: 'recording.checks.clipped',
  quiet: 'recording.checks.quiet',
  short: 'recording.checks.short',
  long: 'recording.checks.long',
}

export function TakeReport({ take, language, t }: { take: RecordingValue; language: string; t: Translate }) {
  const number = (value: number, digits: number) =>
    // The sign for minus, as the meter has it.
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value).replace('-', '−')
  const values = {
    seconds: number(take.seconds, 1),
    spoken: number(take.spoken, 1),
    peak: number(take.peak, 0),
    level: number(take.level, 0),
    rate: number(take.sampleRate / 1_000, 1),
    share: number(take.clipped * 100, 2),
  }
  return (
    <div className="take-report" data-checks={take.checks.join(' ')}>
      {take.checks.length === 0 ? (
        <p className="take-good">{t('recording.checks.good')}</p>
      ) : (
        <ul>
          {take.checks.map((check) => (
            <li key={check}>{t(PHRASES[check], values)}</li>
          ))}
        </ul>
      )}
      <p className="take-figures">{t('recording.figures', values)}</p>
    </div>
  )
}
