// LabelsEditor: the classes of a question: name, colour, key, order; one added by Enter, many by pasting lines.
import { type Label, limits, type ProjectId, type Question } from '@etabli/schema'
import { ListPlus, ListTree } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useFetched } from '../../../hooks/use-api.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextArea } from '../../../ui/field.tsx'
import { labelTree } from '../../../workbench/label-tree.ts'
import { broughtBack, indented, movedAmongSiblings, outdented, withoutLabel } from './classes.ts'
import { withLabels } from './editing.ts'
import { GoneLabels } from './gone-labels.tsx'
import { LabelRow } from './label-row.tsx'
import { RemoveLabel } from './remove-label.tsx'
import './labels-editor.css'

/** Fetched when it is opened. */
const PasteTaxonomy = lazy(() => import('./paste-taxonomy.tsx').then((module) => ({ default: module.PasteTaxonomy })))

/** More rows than these are found by their name: each row has menus of its own. */
const ROWS = 100

export interface LabelsEditorProps {
  readonly project: ProjectId
  readonly question: Question
  /** All questions of the project. */
  readonly questions: readonly Question[]
  readonly isSaved: boolean
  readonly onChange: (question: Question) => void
}

export function LabelsEditor({ project, question, questions, isSaved, onChange: put }: LabelsEditorProps) {
  const { t } = useWords()
  const { labels } = question
  const others = questions.filter(({ id }) => id !== question.id)
  const add = (names: readonly string[]) => onChange(withLabels(labels, names, question, others))
  const onChange = (next: Label[]) => put({ ...question, labels: next })
  const uses = useFetched('projects.uses', { params: { project } }, { enabled: isSaved })
  const [removing, setRemoving] = useState<{ label: Label; marks: number; annotations: number } | null>(null)
  const remove = async (label: Label) => {
    // Counted anew: somebody may have labelled since the page was opened.
    const { data } = isSaved ? await uses.refetch() : { data: undefined }
    const use = data?.rows.find((row) => row.question === question.id && row.label === label.id)
    if (use) setRemoving({ label, marks: use.marks, annotations: use.annotations })
    else put(withoutLabel(question, label.id, null))
  }
  const [pasting, setPasting] = useState(false)
  const [growing, setGrowing] = useState(false)
  const [sought, setSought] = useState('')
  const full = labels.length >= limits.labelsPerQuestion
  const wanted = sought.trim().toLocaleLowerCase()
  const found = labelTree(labels)
    .map((placed, place) => ({ ...placed, place }))
    .filter(({ label }) => wanted === '' || label.name.toLocaleLowerCase().includes(wanted))
  return (
    <fieldset className="labels-editor">
      <div className="project-panel-head">
        <legend className="field-label">{t('schema.labels')}</legend>
        <span className="labels-editor-many">
          <Button
            size="sm"
            variant="quiet"
            icon={<ListPlus size={14} />}
            isDisabled={full}
            onPress={() => setPasting(true)}
          >
            {t('schema.addMany')}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            icon={<ListTree size={14} />}
            isDisabled={full}
            onPress={() => setGrowing(true)}
          >
            {t('schema.taxonomy.open')}
          </Button>
        </span>
      </div>
      {labels.length > ROWS ? (
        <input
          type="search"
          className="field-input"
          aria-label={t('schema.taxonomy.find')}
          placeholder={t('schema.taxonomy.find')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      ) : null}
      {labels.length === 0 ? <p className="muted">{t('schema.noLabels')}</p> : null}
      <ol className="labels-editor-rows">
        {found.slice(0, ROWS).map(({ label, depth, place }) => (
          <LabelRow
            key={label.id}
            label={label}
            question={question}
            others={others}
            place={place}
            depth={depth}
            onChange={(next) => onChange(labels.map((other) => (other.id === label.id ? next : other)))}
            onMove={(by) => onChange(movedAmongSiblings(labels, label.id, by))}
            onNest={(by) => onChange(by > 0 ? indented(labels, label.id) : outdented(labels, label.id))}
            onDelete={() => void remove(label)}
            onOffer={() => put(broughtBack(question, label.id))}
          />
        ))}
      </ol>
      {found.length > ROWS ? (
        <p className="muted">{t('schema.taxonomy.rest', { count: found.length - ROWS })}</p>
      ) : null}
      {growing ? (
        <Suspense fallback={null}>
          <PasteTaxonomy
            question={question}
            onClose={() => setGrowing(false)}
            onAdd={(next) => {
              onChange(next)
              setGrowing(false)
            }}
          />
        </Suspense>
      ) : null}
      <GoneLabels question={question} onBack={(id) => put(broughtBack(question, id))} />
      {removing ? (
        <RemoveLabel
          {...removing}
          question={question}
          onClose={() => setRemoving(null)}
          onRemove={(fate) => {
            put(withoutLabel(question, removing.label.id, fate))
            setRemoving(null)
          }}
        />
      ) : null}
      <AddLabel isDisabled={full} known={labels} onAdd={add} />
      <PasteLabels
        isOpen={pasting}
        onClose={() => setPasting(false)}
        known={labels}
        onAdd={(names) => {
          add(names)
          setPasting(false)
        }}
      />
    </fieldset>
  )
}

interface AddLabelProps {
  readonly isDisabled: boolean
  readonly known: readonly Label[]
  readonly onAdd: (names: readonly string[]) => void
}

/** A line to type the next name in; lines pasted here are added one label each. */
function AddLabel({ isDisabled, known, onAdd }: AddLabelProps) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const add = () => {
    if (name.trim() === '') return
    if (withLabels(known, [name]).length === known.length) return setRefused(t('schema.there', { name: name.trim() }))
    onAdd([name])
    setName('')
  }
  return (
    <div className="labels-editor-add">
      <input
        className="field-input"
        aria-label={t('schema.newLabel')}
        placeholder={t('schema.newLabel')}
        value={name}
        disabled={isDisabled}
        maxLength={limits.name}
        {...(refused ? { 'aria-invalid': true, 'data-invalid': '' } : {})}
        onChange={(event) => {
          setName(event.target.value)
          setRefused(null)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          add()
        }}
        onPaste={(event) => {
          const lines = linesOf(event.clipboardData.getData('text/plain'))
          if (lines.length < 2) return
          event.preventDefault()
          onAdd(lines)
        }}
      />
      <Button onPress={add} isDisabled={isDisabled || name.trim() === ''}>
        {t('schema.addLabel')}
      </Button>
      {refused ? (
        <p className="field-error" role="alert">
          {refused}
        </p>
      ) : null}
    </div>
  )
}

interface PasteLabelsProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly known: readonly Label[]
  readonly onAdd: (names: readonly string[]) => void
}

function PasteLabels({ isOpen, onClose, known, onAdd }: PasteLabelsProps) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const names = linesOf(text)
  const count = withLabels(known, names).length - known.length
  return (
    <Dialog
      title={t('schema.addMany')}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={count === 0}
            onPress={() => {
              onAdd(names)
              setText('')
            }}
          >
            {t('schema.addCount', { count })}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('schema.oneALine')}
        value={text}
        onChange={setText}
        rows={10}
        autoFocus
        description={names.length > count ? t('schema.leftOut', { count: names.length - count }) : null}
      />
    </Dialog>
  )
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
