// FileDrop: files by drag, by a press or by the keyboard.
import { FolderUp, Upload } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { DropZone, FileTrigger, isDirectoryDropItem, isFileDropItem, Text } from 'react-aria-components'
import { useWords } from '../hooks/use-words.ts'
import { Button } from './button.tsx'
import './file-drop.css'

export interface FileDropProps {
  readonly title: string
  readonly description?: ReactNode
  readonly accept?: readonly string[]
  /** Folders may be dropped or chosen; each file's path is in `webkitRelativePath`, or in the second argument. */
  readonly onFiles: (files: readonly { readonly file: File; readonly path: string }[]) => void
  readonly isDisabled?: boolean
}

type Dropped = { readonly file: File; readonly path: string }

export function FileDrop({ title, description, accept, onFiles, isDisabled = false }: FileDropProps) {
  const { t } = useWords()
  const [reading, setReading] = useState(false)
  const fromList = (list: FileList | null) => {
    const files = [...(list ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    if (files.length > 0) onFiles(files)
  }
  return (
    <DropZone
      className="file-drop"
      aria-label={t('ui.dropZone')}
      isDisabled={isDisabled}
      getDropOperation={() => 'copy'}
      onDrop={async (event) => {
        setReading(true)
        const files: Dropped[] = []
        for (const item of event.items) await collect(item, '', files)
        setReading(false)
        if (files.length > 0) onFiles(files)
      }}
    >
      <Upload size={20} aria-hidden="true" />
      <Text slot="label" className="file-drop-title">
        {reading ? t('ui.reading') : title}
      </Text>
      {description ? <p className="muted">{description}</p> : null}
      <div className="row">
        <FileTrigger allowsMultiple {...(accept ? { acceptedFileTypes: accept } : {})} onSelect={fromList}>
          <Button isDisabled={isDisabled}>{t('ui.chooseFiles')}</Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={fromList}>
          <Button variant="quiet" icon={<FolderUp size={14} />} isDisabled={isDisabled}>
            {t('ui.chooseFolder')}
          </Button>
        </FileTrigger>
      </div>
    </DropZone>
  )
}

type Item = Parameters<NonNullable<React.ComponentProps<typeof DropZone>['onDrop']>>[0]['items'][number]

async function collect(item: Item, folder: string, into: Dropped[]): Promise<void> {
  if (isFileDropItem(item)) into.push({ file: await item.getFile(), path: folder + item.name })
  else if (isDirectoryDropItem(item)) {
    for await (const entry of item.getEntries()) await collect(entry, `${folder}${item.name}/`, into)
  }
}
