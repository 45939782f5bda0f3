// Dialog, and Sheet from the side (from below on a phone): one thing to see or settle before going on.
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Heading, Modal, ModalOverlay, Dialog as RacDialog } from 'react-aria-components'
import { useWords } from '../hooks/use-words.ts'
import { Button, IconButton } from './button.tsx'
import './dialog.css'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** `sheet` comes from the side and leaves the page to be seen. */
  readonly form?: 'dialog' | 'sheet'
  readonly size?: 'sm' | 'md' | 'lg'
  /** False where it must be answered: no close button, no Escape. */
  readonly isDismissable?: boolean
  /** The buttons below, the main one last. */
  readonly footer?: ReactNode
  readonly alert?: boolean
  readonly children: ReactNode
}

export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, form = 'dialog', size = 'md', isDismissable = true, footer, alert, children } = props
  const { t } = useWords()
  return (
    <ModalOverlay
      className="dialog-overlay"
      data-form={form}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable={isDismissable && !alert}
      isKeyboardDismissDisabled={!isDismissable}
    >
      <Modal className="dialog-modal" data-form={form} data-size={size}>
        <RacDialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <header className="dialog-header">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            {isDismissable ? (
              <IconButton label={t('ui.close')} keys="Escape" icon={<X size={16} />} size="sm" onPress={onClose} />
            ) : null}
          </header>
          <div className="dialog-body">{children}</div>
          {footer ? <footer className="dialog-footer">{footer}</footer> : null}
        </RacDialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface ConfirmProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
  /** What the button does, as a verb. */
  readonly action: string
  readonly danger?: boolean
  readonly isPending?: boolean
  readonly children: ReactNode
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, isOpen, onClose, onConfirm, action, danger, isPending, children }: ConfirmProps) {
  const { t } = useWords()
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      size="sm"
      alert
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} onPress={onConfirm} isPending={isPending ?? false}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
