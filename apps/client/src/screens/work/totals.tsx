// Totals: tasks, active time and pay due, each with what it is made of.
import type { WorkSummary } from '@etabli/protocol'
import type { ReactNode } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { duration } from '../../ui/relative-time.tsx'
import { money } from '../../workbench/pay.ts'
import { earnings } from './earnings.ts'

export function Totals({ summary }: { readonly summary: WorkSummary }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language)
  return (
    <dl className="work-totals">
      <Total
        name={t('work.annotations')}
        value={number.format(summary.annotations)}
        note={t('work.inProjects', { count: summary.projects.length })}
      />
      <Total
        name={t('work.time')}
        value={duration(summary.activeMs)}
        note={t('work.timeEach', { time: duration(summary.activeMs / summary.annotations) })}
      />
      {earnings(summary).map(({ currency, minor, hourly, annotations }) => (
        <Total
          key={currency}
          name={t('work.pay')}
          value={money(minor, currency, language)}
          note={
            hourly === null
              ? t('work.payOf', { count: annotations })
              : t('work.hourly', { amount: money(hourly, currency, language), count: annotations })
          }
        />
      ))}
      {summary.pay.length === 0 ? (
        <Total name={t('work.pay')} value={t('work.unpaid')} note={t('work.unpaidNote')} />
      ) : null}
      <Total
        name={t('work.reviewed')}
        value={number.format(summary.reviewed)}
        note={t('work.returnedCount', { count: summary.returned })}
      />
    </dl>
  )
}

function Total({ name, value, note }: { readonly name: string; readonly value: string; readonly note: ReactNode }) {
  return (
    <div className="work-total card">
      <dt>{name}</dt>
      <dd className="work-total-value tabular">{value}</dd>
      <dd className="muted work-total-note">{note}</dd>
    </div>
  )
}
