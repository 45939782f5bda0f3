// ExportRow: one training set: what was asked, how far it is, its tally and its checksum, and the download.
import type { ExportJob } from '@etabli/protocol'
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { api } from '../../../transport/api.ts'
import { Badge } from '../../../ui/badge.tsx'
import { ButtonLink, IconButton } from '../../../ui/button.tsx'
import { Progress } from '../../../ui/meter.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { bytesWords } from '../imports/bytes.ts'
import { sayLoss } from './say-loss.ts'

interface ExportRowProps {
  readonly job: ExportJob
  /** The newest of the list: the one that is downloaded, mostly. */
  readonly isFirst: boolean
}

export function ExportRow({ job, isFirst }: ExportRowProps) {
  const { t, language } = useWords()
  const { request, state } = job
  const number = new Intl.NumberFormat(language)
  return (
    <li className="card project-panel export-row">
      <div className="project-panel-head">
        <div className="export-row-title">
          <strong>{t(`exports.formats.${request.format}.name`)}</strong>
          {request.format === 'raw' ? null : <Badge>{t(`exports.whose.${request.answers}.name`)}</Badge>}
          {request.split ? (
            <Badge>{t('exports.splitBadge', { shares: request.split.join('/'), seed: request.seed })}</Badge>
          ) : null}
          {request.media ? <Badge>{t('exports.withMedia')}</Badge> : null}
          <span className="muted">
            <RelativeTime at={job.createdAt} />
          </span>
        </div>
        {state === 'ready' ? (
          <ButtonLink
            href={api.url('exports.file', { export: job.id })}
            download
            variant={isFirst ? 'primary' : 'default'}
            size="sm"
            icon={<Download size={14} />}
          >
            {job.bytes === null
              ? t('exports.download')
              : t('exports.downloadSize', { size: bytesWords(job.bytes, language) })}
          </ButtonLink>
        ) : null}
      </div>
      {state === 'waiting' || state === 'writing' ? (
        <Progress
          label={t(`exports.states.${state}`)}
          value={state === 'waiting' || job.total === 0 ? null : job.written}
          max={job.total}
          words={`${number.format(job.written)} / ${number.format(job.total)}`}
        />
      ) : null}
      {state === 'failed' ? (
        <Notice tone="danger" title={t('exports.failed')}>
          {job.problem ?? t('exports.failedNext')}
        </Notice>
      ) : null}
      {job.warnings.length > 0 ? (
        <Notice tone="warn" title={t('exports.lost')}>
          {job.warnings.map((warning) => (
            <span key={warning}>{sayLoss(warning, t)}</span>
          ))}
        </Notice>
      ) : null}
      {job.tally ? <Tally tally={job.tally} /> : null}
      {job.sha256 ? <Checksum sha256={job.sha256} /> : null}
    </li>
  )
}

/** Every task of the project falls under exactly one word, so the numbers add up to all of them. */
function Tally({ tally }: { readonly tally: Readonly<Record<string, number>> }) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const rows = Object.entries(tally).filter(([, count]) => count > 0)
  const total = rows.reduce((sum, [, count]) => sum + count, 0)
  const name = (word: string) => {
    const key = `exports.tally.${word}`
    const words = t(key)
    return words === key ? word.replaceAll('-', ' ') : words
  }
  return (
    <table className="export-tally tabular">
      <caption className="visually-hidden">{t('exports.tallyTitle')}</caption>
      <tbody>
        {rows.map(([word, count]) => (
          <tr key={word} data-out={word !== 'exported' && word !== 'empty-on-purpose'}>
            <th scope="row">{name(word)}</th>
            <td>{number.format(count)}</td>
          </tr>
        ))}
        <tr className="export-tally-sum">
          <th scope="row">{t('exports.tallySum')}</th>
          <td>{number.format(total)}</td>
        </tr>
      </tbody>
    </table>
  )
}

function Checksum({ sha256 }: { readonly sha256: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  return (
    <p className="export-checksum muted">
      <span>SHA-256</span>
      <code title={sha256}>{sha256}</code>
      <IconButton
        size="sm"
        label={copied ? t('exports.copied') : t('exports.copy')}
        icon={copied ? <Check size={14} /> : <Copy size={14} />}
        onPress={async () => {
          await navigator.clipboard.writeText(sha256)
          setCopied(true)
        }}
      />
    </p>
  )
}
