// Landing: the decision: all, only the good ones, with the file's unknown labels or without, or nothing.
import type { ImportReport } from '@etabli/protocol'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useSending } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { ProblemNotice } from '../../../problems/problem-view.tsx'
import { api } from '../../../transport/api.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/check.tsx'

export interface LandingProps {
  readonly report: ImportReport
  readonly onAgain: () => void
}

export function Landing({ report, onAgain }: LandingProps) {
  const { t } = useWords()
  const [addLabels, setAddLabels] = useState(true)
  const landing = useSending('imports.land', { touches: ['imports.get'] })
  const discarding = useSending('imports.discard', { touches: ['imports.get'], onDone: onAgain })
  const { good, bad, unknownLabels } = report
  const land = (goodOnly: boolean) =>
    landing.mutate({
      params: { import: report.id },
      body: { goodOnly, addLabels: addLabels && unknownLabels.length > 0 },
    })
  const busy = landing.isPending || discarding.isPending
  return (
    <section className="card project-panel">
      {unknownLabels.length > 0 ? (
        <div className="stack">
          <p>{t('imports.unknownLabels', { count: unknownLabels.length })}</p>
          <p className="imports-labels">
            {unknownLabels.slice(0, 60).map((name) => (
              <Badge key={name}>{name}</Badge>
            ))}
            {unknownLabels.length > 60 ? <span className="muted">+{unknownLabels.length - 60}</span> : null}
          </p>
          <Switch isSelected={addLabels} onChange={setAddLabels} description={t('imports.addLabelsHint')}>
            {t('imports.addLabels')}
          </Switch>
        </div>
      ) : null}
      <ProblemNotice error={landing.error ?? discarding.error} />
      <div className="row imports-actions">
        {good > 0 ? (
          <Button variant="primary" isPending={landing.isPending} isDisabled={busy} onPress={() => land(bad > 0)}>
            {bad > 0 ? t('imports.landGood', { count: good }) : t('imports.land', { count: good })}
          </Button>
        ) : null}
        {bad > 0 ? (
          <ButtonLink href={api.url('imports.bad', { import: report.id })} download icon={<Download size={14} />}>
            {t('imports.downloadBad')}
          </ButtonLink>
        ) : null}
        <Button
          // Where nothing can be added, other files are all that is left to do.
          variant={good > 0 ? 'quiet' : 'primary'}
          isPending={discarding.isPending}
          isDisabled={busy}
          onPress={() => discarding.mutate({ params: { import: report.id } })}
        >
          {t(good > 0 ? 'imports.discard' : 'imports.again')}
        </Button>
      </div>
      {bad > 0 ? <p className="muted">{t('imports.repair')}</p> : null}
    </section>
  )
}
