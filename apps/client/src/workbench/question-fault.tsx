// QuestionFault: why a question's answer was refused, at the question, where its field does not say so itself.
import type { Question } from '@etabli/schema'
import { useStore } from '../hooks/use-store.ts'
import { useWords } from '../hooks/use-words.ts'
import type { EditorStore } from '../stores/editor.ts'
import { sayFault } from './say-fault.ts'

/** Fields that say below themselves what is wrong with what is typed. */
const TYPED: ReadonlySet<string> = new Set(['number', 'words'])

export function QuestionFault({ question, editor }: { readonly question: Question; readonly editor: EditorStore }) {
  const { t } = useWords()
  const fault = useStore(editor, (state) => state.faults.find((each) => each.question === question.id))
  if (!fault || (fault.code === 'value' && TYPED.has(question.kind))) return null
  return (
    <p className="panel-fault" role="alert">
      {fault.code === 'required' ? t('label.faults.required') : sayFault(fault, [question], t)}
    </p>
  )
}
