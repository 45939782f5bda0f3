// Kit: every component in every state, in development only. English alone: it is a tool of the makers.
import { Check, Inbox, Plus, Trash2, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AccountMenu } from '../shell/account-menu.tsx'
import { Badge, LabelDot } from '../ui/badge.tsx'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Checkbox, RadioGroup, Switch } from '../ui/check.tsx'
import { Confirm, Dialog } from '../ui/dialog.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import { Menu } from '../ui/menu.tsx'
import { Meter, Progress } from '../ui/meter.tsx'
import { Notice } from '../ui/notice.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { Table } from '../ui/table.tsx'
import { NavTabs, Tabs } from '../ui/tabs.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import './kit.css'

export function Kit() {
  return (
    <div className="page">
      <PageHeader
        title="Kit"
        description="Every component in every state."
        actions={<AccountMenu />}
        trail={[{ href: '/', title: 'Home' }]}
        badge={<Badge>dev</Badge>}
      />
      <Buttons />
      <Fields />
      <Choices />
      <Overlays />
      <Data />
      <States />
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="kit-part">
      <h2>{title}</h2>
      <div className="kit-items">{children}</div>
    </section>
  )
}

function Buttons() {
  const variants = ['primary', 'default', 'quiet', 'danger'] as const
  return (
    <Part title="Buttons">
      {variants.map((variant) => (
        <div key={variant} className="row">
          <Button variant={variant} keys="Mod+Enter">{`${variant[0]?.toUpperCase()}${variant.slice(1)}`}</Button>
          <Button variant={variant} icon={<Plus size={14} />} size="sm">
            Small
          </Button>
          <Button variant={variant} isDisabled>
            Disabled
          </Button>
          <Button variant={variant} isPending>
            Pending
          </Button>
        </div>
      ))}
      <div className="row">
        <IconButton label="Undo" keys="Mod+z" icon={<Undo2 size={16} />} />
        <IconButton label="Pressed" icon={<Check size={16} />} pressed />
        <IconButton label="Disabled" icon={<Trash2 size={16} />} isDisabled />
        <ButtonLink href="/kit">A link</ButtonLink>
        <KeyCap keys="Mod+Shift+z" /> <KeyCap keys="Space" /> <KeyCap keys="1" />
      </div>
    </Part>
  )
}

function Fields() {
  const [text, setText] = useState('Supermarket shelf')
  const [number, setNumber] = useState(3)
  const [choice, setChoice] = useState<'a' | 'b' | null>(null)
  return (
    <Part title="Fields">
      <TextField label="Name" value={text} onChange={setText} description="Shown to annotators." />
      <TextField label="Empty" value="" onChange={setText} placeholder="Placeholder" optional />
      <TextField label="Wrong" value="x" onChange={setText} error="At least ten characters." />
      <TextField label="Disabled" value={text} onChange={setText} isDisabled />
      <TextArea label="Guidelines" value={text} onChange={setText} mono />
      <NumberField label="Overlap" value={number} onChange={setNumber} minValue={1} maxValue={50} />
      <Select
        label="Format"
        placeholder="Choose…"
        value={choice}
        onChange={setChoice}
        options={[
          { id: 'a', name: 'COCO', hint: 'Boxes in one JSON file' },
          { id: 'b', name: 'YOLO' },
        ]}
      />
      <Select
        label="Wrong"
        value="a"
        onChange={() => {}}
        options={[{ id: 'a', name: 'COCO' }]}
        error="Cannot carry spans."
      />
    </Part>
  )
}

function Choices() {
  const [on, setOn] = useState(true)
  const [radio, setRadio] = useState<'one' | 'two' | null>('one')
  const [view, setView] = useState<'list' | 'grid'>('list')
  return (
    <Part title="Choices">
      <Checkbox isSelected={on} onChange={setOn} description="With a line of help.">
        Checkbox
      </Checkbox>
      <Checkbox isSelected={false} isIndeterminate onChange={() => {}}>
        Some of them
      </Checkbox>
      <Checkbox isSelected onChange={() => {}} isDisabled>
        Disabled
      </Checkbox>
      <Switch isSelected={on} onChange={setOn}>
        Switch
      </Switch>
      <Switch isSelected={false} onChange={() => {}} isDisabled>
        Disabled
      </Switch>
      <RadioGroup
        label="Answers"
        value={radio}
        onChange={setRadio}
        options={[
          { id: 'one', name: 'Consensus', hint: 'What the annotators say together' },
          { id: 'two', name: 'Reviewed only' },
        ]}
      />
      <Segmented
        label="View"
        value={view}
        onChange={setView}
        options={[
          { id: 'list', name: 'List' },
          { id: 'grid', name: 'Grid' },
        ]}
      />
    </Part>
  )
}

function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'sheet' | 'confirm' | null>(null)
  const [tab, setTab] = useState('one')
  const close = () => setOpen(null)
  return (
    <Part title="Overlays and parts">
      <div className="row">
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button onPress={() => setOpen('sheet')}>Sheet</Button>
        <Button variant="danger" onPress={() => setOpen('confirm')}>
          Delete
        </Button>
        <Menu
          label="Menu"
          trigger={<Button>Menu</Button>}
          groups={[
            {
              entries: [
                { id: 'a', title: 'Rename', keys: 'F2' },
                { id: 'b', title: 'Delete', danger: true, icon: <Trash2 size={14} /> },
              ],
            },
            {
              title: 'View',
              entries: [
                { id: 'c', title: 'List', selected: true },
                { id: 'd', title: 'Grid', selected: false },
              ],
            },
          ]}
        />
      </div>
      <Dialog
        title="A dialog"
        isOpen={open === 'dialog'}
        onClose={close}
        footer={
          <Button variant="primary" onPress={close}>
            Done
          </Button>
        }
      >
        <p>Something to settle before going on.</p>
      </Dialog>
      <Dialog title="A sheet" form="sheet" isOpen={open === 'sheet'} onClose={close}>
        <p>From the side; from below on a phone.</p>
      </Dialog>
      <Confirm
        title="Delete 12 tasks?"
        action="Delete"
        danger
        isOpen={open === 'confirm'}
        onClose={close}
        onConfirm={close}
      >
        This cannot be undone.
      </Confirm>
      <Tabs
        label="Parts"
        value={tab}
        onChange={setTab}
        items={[
          { id: 'one', title: 'Tasks', count: 60, content: 'First' },
          { id: 'two', title: 'People', content: 'Second' },
        ]}
      />
      <NavTabs
        label="Pages"
        items={[
          { href: '/kit', title: 'Here', current: true },
          { href: '/', title: 'There', count: 3, current: false },
        ]}
      />
      <ToastRegion
        toasts={[
          { id: '1', tone: 'ok', words: 'Saved on the server.' },
          {
            id: '2',
            tone: 'danger',
            words: 'One annotation was refused.',
            details: ['shelf_001.jpg: the box lies outside the image'],
            action: { title: 'Show', run: () => {} },
          },
        ]}
        onClose={() => {}}
      />
    </Part>
  )
}

interface KitRow {
  readonly id: string
  readonly name: string
  readonly n: number
}

const ROWS: readonly KitRow[] = [
  { id: '1', name: 'shelf_001.jpg', n: 12 },
  { id: '2', name: 'shelf_002.jpg', n: 7 },
]

function Data() {
  return (
    <Part title="Data">
      <Table
        label="Tasks"
        rows={ROWS}
        rowKey={(row) => row.id}
        sort={{ column: 'n', descending: true }}
        onSort={() => {}}
        columns={[
          { id: 'name', title: 'Task', cell: (row) => row.name, grow: true },
          { id: 'n', title: 'Marks', cell: (row) => row.n, align: 'end', sortable: true },
          { id: 'when', title: 'When', cell: () => <RelativeTime at={Date.now() - 400_000} />, secondary: true },
        ]}
      />
      <Meter label="Tasks done" value={34} behind={48} max={60} words="34 of 60 settled, 48 done" />
      <Progress label="Reading" value={40} words="40 of 100 rows" />
      <Progress label="Writing" value={null} />
      <div className="row">
        <Badge>Plain</Badge>
        <Badge tone="accent">Open</Badge>
        <Badge tone="ok">Settled</Badge>
        <Badge tone="warn">Paused</Badge>
        <Badge tone="danger">3 sent back</Badge>
      </div>
      <div className="row">
        {Array.from({ length: 12 }, (_, index) => (
          <LabelDot key={index} colour={index} />
        ))}
      </div>
      <FileDrop
        title="Drop images, a folder or a zip here"
        description="JPEG, PNG, COCO JSON, CSV, JSONL"
        onFiles={() => {}}
      />
    </Part>
  )
}

function States() {
  return (
    <Part title="States">
      <Notice tone="info" title="Info">
        Something to know.
      </Notice>
      <Notice tone="ok">All saved.</Notice>
      <Notice tone="warn" title="Offline">
        Kept on this device.
      </Notice>
      <Notice tone="danger" title="Refused" action={<Button size="sm">Show</Button>}>
        The box lies outside the image.
      </Notice>
      <Skeleton lines={3} />
      <EmptyState icon={<Inbox size={24} />} title="No tasks yet" action={<Button variant="primary">Add files</Button>}>
        Add images, recordings or texts to begin.
      </EmptyState>
      <ErrorState
        title="The server cannot be reached"
        onRetry={() => {}}
        details={['shelf.json, line 3: no such image']}
      >
        Your work is kept on this device.
      </ErrorState>
    </Part>
  )
}
