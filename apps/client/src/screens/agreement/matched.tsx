// MatchedChart: how well the places of marks that mean one object cover each other: the distribution of their IoU.
import type { AgreementReport } from '@etabli/protocol'
import { useMemo } from 'react'
import { useWords } from '../../hooks/use-words.ts'
import { BinsChart } from './bins-chart.tsx'

export function MatchedChart({ matched }: { readonly matched: NonNullable<AgreementReport['matched']>[number] }) {
  const { t } = useWords()
  const bins = useMemo(() => matched.bins.map(({ from, to, pairs }) => ({ from, to, count: pairs })), [matched])
  return (
    <BinsChart
      title={t('agreement.matched')}
      description={t('agreement.matchedWords', { count: matched.pairs })}
      bins={bins}
      axis={t('agreement.matchedAxis')}
      counted={t('agreement.matchedPairs')}
    />
  )
}
