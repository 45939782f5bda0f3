// BriefView: who asks, why, how the data will be used, what may hurt and what it pays.
import type { Brief } from '@etabli/schema'
import { TriangleAlert } from 'lucide-react'
import { useWords } from '../hooks/use-words.ts'
import { payWords } from './pay.ts'
import './brief-view.css'

export function BriefView({ brief }: { readonly brief: Brief }) {
  const { t, language } = useWords()
  const rows = [
    { id: 'who', title: t('brief.who'), words: brief.who },
    { id: 'why', title: t('brief.why'), words: brief.why },
    { id: 'use', title: t('brief.use'), words: brief.use },
    { id: 'pay', title: t('brief.pay'), words: payWords(brief.pay, t, language) },
  ]
  return (
    <div className="brief">
      {brief.sensitive ? (
        <p className="brief-sensitive">
          <TriangleAlert size={16} aria-hidden="true" />
          <span>
            <strong>{t('brief.sensitive')}</strong> {brief.sensitive}
          </span>
        </p>
      ) : null}
      <dl className="brief-rows">
        {rows.map((row) => (
          <div key={row.id} className="brief-row">
            <dt>{row.title}</dt>
            <dd>{row.words || t('brief.unsaid')}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
