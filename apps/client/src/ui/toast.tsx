// ToastRegion: what happened meanwhile, said once, gone by itself unless it needs an answer.
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../hooks/use-words.ts'
import { Button, IconButton } from './button.tsx'
import './toast.css'

export type Tone = 'info' | 'ok' | 'warn' | 'danger'

export interface Toast {
  readonly id: string
  readonly tone: Tone
  readonly words: string
  readonly details?: readonly string[]
  readonly action?: { readonly title: string; readonly run: () => void } | undefined
}

export function toneIcon(tone: Tone): ReactNode {
  if (tone === 'ok') return <CircleCheck size={16} />
  if (tone === 'info') return <Info size={16} />
  return <CircleAlert size={16} />
}

export function ToastRegion({
  toasts,
  onClose,
}: {
  readonly toasts: readonly Toast[]
  readonly onClose: (id: string) => void
}) {
  const { t } = useWords()
  return (
    <section className="toast-region" aria-label={t('ui.notices')}>
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className="toast"
          data-tone={toast.tone}
          role={toast.tone === 'danger' || toast.tone === 'warn' ? 'alert' : 'status'}
        >
          <span className="toast-icon">{toneIcon(toast.tone)}</span>
          <div className="toast-words">
            <p>{toast.words}</p>
            {toast.details?.map((detail) => (
              <p key={detail} className="muted">
                {detail}
              </p>
            ))}
          </div>
          {toast.action ? (
            <Button size="sm" onPress={toast.action.run}>
              {toast.action.title}
            </Button>
          ) : null}
          <IconButton label={t('ui.close')} icon={<X size={14} />} size="sm" onPress={() => onClose(toast.id)} />
        </div>
      ))}
    </section>
  )
}
