// ExportForm: format, whose answers, split and media; says beforehand what the format will lose.
import type { ExportFormat, ExportRequest } from '@etabli/protocol'
import type { Project } from '@etabli/schema'
import { type FormEvent, useState } from 'react'
import { useSending } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { ProblemNotice } from '../../../problems/problem-view.tsx'
import { Button } from '../../../ui/button.tsx'
import { RadioGroup, Switch } from '../../../ui/check.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { filesOf, formatsFor } from './formats.ts'
import { sayLoss } from './say-loss.ts'
import { SplitFields } from './split-fields.tsx'

type Split = readonly [number, number, number]

export function ExportForm({ project }: { readonly project: Project }) {
  const { t } = useWords()
  const offers = formatsFor(project)
  const [format, setFormat] = useState<ExportFormat>(offers.find(({ refusal }) => refusal === null)?.format ?? 'raw')
  const [answers, setAnswers] = useState<ExportRequest['answers']>('consensus')
  const [split, setSplit] = useState<Split | null>(null)
  const [seed, setSeed] = useState(1)
  const files = filesOf(project)
  // A corpus without its recordings is none; what was imported is at hand already.
  const [media, setMedia] = useState(files !== null && files !== project.media)
  const [categoryBase, setCategoryBase] = useState<0 | 1>(1)
  const creating = useSending('exports.create', { touches: ['exports.list'] })
  const offer = offers.find((candidate) => candidate.format === format)
  const raw = format === 'raw'
  const sum = split === null ? 100 : split[0] + split[1] + split[2]
  const fault = sum === 100 ? null : t('exports.splitSum', { sum })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fault !== null) return
    creating.mutate({
      params: { project: project.id },
      body: {
        format,
        answers: raw ? 'all' : answers,
        split: raw || split === null ? null : [...split],
        seed,
        media: files !== null && media,
        categoryBase,
      },
    })
  }

  return (
    <form className="card project-panel export-form" onSubmit={submit}>
      <h2>{t('exports.new')}</h2>
      <RadioGroup
        label={t('exports.format')}
        value={format}
        onChange={setFormat}
        options={offers.map((candidate) => ({
          id: candidate.format,
          name: t(`exports.formats.${candidate.format}.name`),
          hint:
            candidate.refusal !== null ? sayLoss(candidate.refusal, t) : t(`exports.formats.${candidate.format}.about`),
          isDisabled: candidate.refusal !== null,
        }))}
      />
      {offer && offer.warnings.length > 0 ? (
        <Notice tone="warn" title={t('exports.loses')}>
          {offer.warnings.map((warning) => (
            <span key={warning}>{sayLoss(warning, t)}</span>
          ))}
        </Notice>
      ) : null}
      {raw ? null : (
        <>
          <RadioGroup
            label={t('exports.answers')}
            value={answers}
            onChange={setAnswers}
            options={(['consensus', 'reviewed', 'all'] as const).map((id) => ({
              id,
              name: t(`exports.whose.${id}.name`),
              hint: t(`exports.whose.${id}.about`),
            }))}
          />
          <SplitFields split={split} onSplit={setSplit} seed={seed} onSeed={setSeed} error={fault} />
        </>
      )}
      {files ? (
        <Switch isSelected={media} onChange={setMedia} description={t('exports.mediaHint')}>
          {t(`exports.media.${files}`)}
        </Switch>
      ) : null}
      {format === 'coco' ? (
        <RadioGroup
          label={t('exports.base')}
          orientation="horizontal"
          value={String(categoryBase) as '0' | '1'}
          onChange={(id) => setCategoryBase(id === '0' ? 0 : 1)}
          options={[
            { id: '1', name: t('exports.base1') },
            { id: '0', name: t('exports.base0') },
          ]}
        />
      ) : null}
      <ProblemNotice error={creating.error} />
      <Button type="submit" variant="primary" isPending={creating.isPending} isDisabled={fault !== null}>
        {t('exports.write')}
      </Button>
    </form>
  )
}
