// PasteTaxonomy: thousands of classes at once, a path a line, pasted or from a file; bad lines are named.
import type { Question } from '@etabli/schema'
import { FileText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextArea } from '../../../ui/field.tsx'
import { readTaxonomy, withPaths } from './taxonomy-lines.ts'

/** Faults shown one by one; more are counted. */
const SHOWN = 5

interface PasteTaxonomyProps {
  readonly question: Question
  readonly onClose: () => void
  readonly onAdd: (labels: Question['labels']) => void
}

export function PasteTaxonomy({ question, onClose, onAdd }: PasteTaxonomyProps) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const { paths, faults } = useMemo(() => readTaxonomy(text), [text])
  const grown = useMemo(() => withPaths(question.labels, paths, question.removed), [question, paths])
  return (
    <Dialog
      title={t('schema.taxonomy.title')}
      isOpen
      onClose={onClose}
      size="lg"
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant="primary" isDisabled={grown.added === 0} onPress={() => onAdd(grown.labels)}>
            {t('schema.taxonomy.add', { count: grown.added })}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('schema.taxonomy.lines')}
        value={text}
        onChange={setText}
        rows={12}
        autoFocus
        description={t('schema.taxonomy.how')}
      />
      {faults.length > 0 ? (
        <ul className="taxonomy-faults" role="alert">
          {faults.slice(0, SHOWN).map(({ line, why }) => (
            <li key={line}>{t(`schema.taxonomy.faults.${why}`, { line })}</li>
          ))}
          {faults.length > SHOWN ? <li>{t('schema.taxonomy.more', { count: faults.length - SHOWN })}</li> : null}
        </ul>
      ) : null}
      {grown.over > 0 ? <p className="field-error">{t('schema.taxonomy.over', { count: grown.over })}</p> : null}
      <div className="row">
        <FileTrigger
          acceptedFileTypes={['.txt', '.csv', '.tsv', 'text/plain', 'text/csv']}
          onSelect={(files) => {
            const file = files?.[0]
            if (file) void file.text().then(setText)
          }}
        >
          <Button size="sm" icon={<FileText size={14} />}>
            {t('schema.taxonomy.file')}
          </Button>
        </FileTrigger>
      </div>
    </Dialog>
  )
}
