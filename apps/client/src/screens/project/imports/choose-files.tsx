// ChooseFiles: the drop zone, the format, and the upload with its progress in bytes.
import { importsFor } from '@etabli/modalities'
import { ImportFormat, type ImportReport } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../../hooks/use-words.ts'
import { ProblemNotice } from '../../../problems/problem-view.tsx'
import { Button } from '../../../ui/button.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { Progress } from '../../../ui/meter.tsx'
import { Select } from '../../../ui/select.tsx'
import { bytesWords } from './bytes.ts'
import { type Chosen, type Upload, UploadCancelled, type UploadProgress, upload } from './upload.ts'

export interface ChooseFilesProps {
  readonly project: Project
  readonly onReport: (report: ImportReport) => void
}

export function ChooseFiles({ project, onReport }: ChooseFilesProps) {
  const { t } = useWords()
  const [format, setFormat] = useState<ImportFormat>('auto')
  const [progress, setProgress] = useState<(UploadProgress & { readonly files: number }) | null>(null)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<Upload | null>(null)
  useEffect(() => () => running.current?.cancel(), [])

  const send = async (files: readonly Chosen[]) => {
    setError(null)
    setProgress({ sent: 0, total: 0, files: files.length })
    const started = upload(project.id, format, files, (at) => setProgress({ ...at, files: files.length }))
    running.current = started
    try {
      onReport(await started.report)
    } catch (fault) {
      if (!(fault instanceof UploadCancelled)) setError(fault)
    } finally {
      running.current = null
      setProgress(null)
    }
  }

  if (progress) return <Sending progress={progress} onCancel={() => running.current?.cancel()} />
  return (
    <div className="imports">
      <ProblemNotice error={error} />
      <FileDrop
        title={t(`imports.drop.${project.media}`)}
        description={t('imports.dropHint')}
        onFiles={(files) => void send(files)}
      />
      <div className="imports-choices">
        <Select
          label={t('imports.format')}
          options={formatsFor(project.media).map((id) => ({ id, name: t(`imports.formats.${id}.name`) }))}
          value={format}
          onChange={setFormat}
          description={t(`imports.formats.${format}.about`)}
        />
      </div>
      <section className="imports-help">
        <h2>{t('imports.takes')}</h2>
        <dl className="imports-formats">
          {formatsFor(project.media)
            .filter((id) => id !== 'auto')
            .map((id) => (
              <div key={id}>
                <dt>{t(`imports.formats.${id}.name`)}</dt>
                <dd className="muted">{t(`imports.formats.${id}.about`)}</dd>
              </div>
            ))}
        </dl>
        <p className="muted">{t('imports.safe')}</p>
      </section>
    </div>
  )
}

/** What can be read into a project of the medium, `auto` first. */
function formatsFor(media: Project['media']): ImportFormat[] {
  const known = new Set(importsFor(media).map(({ format }) => format))
  return ImportFormat.options.filter((format) => format === 'auto' || known.has(format))
}

interface SendingProps {
  readonly progress: UploadProgress & { readonly files: number }
  readonly onCancel: () => void
}

function Sending({ progress, onCancel }: SendingProps) {
  const { t, language } = useWords()
  const { sent, total, files } = progress
  const share = total > 0 ? Math.floor((100 * sent) / total) : 0
  const words =
    total > 0 ? `${bytesWords(sent, language)} / ${bytesWords(total, language)} · ${share} %` : t('imports.starting')
  return (
    <section className="card project-panel">
      <Progress
        label={share === 100 ? t('imports.sent') : t('imports.sending', { count: files })}
        value={total > 0 ? sent : null}
        max={total}
        words={words}
      />
      <div className="row">
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
        <span className="muted">{t('imports.nothingYet')}</span>
      </div>
    </section>
  )
}
