// RulesRun: how far a run of the rules has come, or how it ended.
import type { PrelabelRun } from '@etabli/protocol'
import type { PrelabelRules } from '@etabli/schema'
import { useWords } from '../../../hooks/use-words.ts'
import { Notice } from '../../../ui/notice.tsx'

export function RulesRun({ run, rules }: { readonly run: PrelabelRun; readonly rules: PrelabelRules }) {
  const { t } = useWords()
  if (run.state === 'waiting') return <Notice tone="info" title={t('rules.run.waiting')} />
  if (run.state === 'working') return <Notice tone="info" title={t('rules.run.working', { looked: run.looked })} />
  if (run.state === 'failed') {
    return (
      <Notice tone="danger" title={t('rules.run.failed')}>
        {whyFailed(run, rules, t)}
      </Notice>
    )
  }
  const { marks, changed, begun, dropped } = run
  return (
    <Notice tone="ok" title={t(run.what === 'remove' ? 'rules.run.removed' : 'rules.run.proposed', { marks, changed })}>
      {begun > 0 ? <span>{t('rules.run.begun', { count: begun })}</span> : null}
      {dropped > 0 ? <span>{t('rules.run.dropped', { count: dropped })}</span> : null}
    </Notice>
  )
}

function whyFailed(run: PrelabelRun, rules: PrelabelRules, t: ReturnType<typeof useWords>['t']): string {
  if (run.message === 'too-slow') return t('rules.run.slow', { at: rules.findIndex(({ id }) => id === run.rule) + 1 })
  return run.message === 'broken' || run.message === null ? t('rules.run.broken') : run.message
}
