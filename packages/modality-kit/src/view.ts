// What a view module must export; generic in its component type, so that no React is needed here.
import type {
  Answers,
  BlobHash,
  LabelId,
  Mark,
  MarkId,
  Media,
  Question,
  QuestionId,
  Support,
  TextLook,
} from '@etabli/schema'
import type { Patch } from './patch.ts'

/** Looks a phrase up in the catalogue: `t('image.draw')`, `t('text.spans', { count: 3 })`. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

/**
 * An action with its keys. Keys are written `Mod+Shift+z`, `ArrowLeft`, `Delete`, `Space`, `1`; Mod is Control, or
 * Command on a Mac. They can be remapped by the person; the frame listens, the view does not.
 */
export interface Command {
  /** Stable, for example `image.fit`; its title is the phrase `commands.image.fit`. */
  readonly id: string
  readonly keys: readonly string[]
  /** Works while the caret is in a text field, without typing anything. Needs a modifier or a function key. */
  readonly inText?: boolean
  /** Also called when the key is let go (space-drag pan). */
  readonly release?: () => void
  readonly enabled?: () => boolean
  readonly run: () => void
}

/** Another's answers drawn over or beside one's own in review. */
export interface Layer {
  readonly id: string
  readonly name: string
  /** Index into the palette of people's colours. */
  readonly colour: number
  readonly answers: Answers
  readonly visible: boolean
  /** Not a person's: what missed the quorum, offered to be decided on. */
  readonly isOffer?: boolean
}

/** The first letters of a person's name, at most two: colour is never the only sign of who said what. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .flatMap((word) => (/^[\p{L}\p{N}]/u.test(word) ? [...word].slice(0, 1) : []))
    .slice(0, 2)
    .join('')
    .toUpperCase()
}

/** Where the tiles of an image are that is too large to be shown whole; levels as `tileLevels` of its size. */
export interface TileAddresses {
  /** The whole image in small. */
  readonly overview: string
  readonly tile: (level: number, column: number, row: number) => string
}

/** Where the server says what it heard in a recording. */
export interface HeardAddresses {
  /** A tile of its spectrogram (`spectrumRate`, `SPECTRUM_COLUMNS`). */
  readonly spectrum: (level: number, tile: number) => string
  /** Where it is speech (`SpeechFound`). */
  readonly speech: string
}

/** The mark under the pointer, shared by stage and list without rendering either anew. */
export interface HoveredMark {
  get(): MarkId | null
  set(mark: MarkId | null): void
  subscribe(listener: () => void): () => void
}

/** The marks that the person has locked on the stage: nothing changes them until they are unlocked. */
export interface LockedMarks {
  get(): ReadonlySet<MarkId>
  set(marks: ReadonlySet<MarkId>): void
  subscribe(listener: () => void): () => void
}

/** Takes that a stage records and plays. */
export interface TakePorts {
  /** Address of a take that the server has. */
  url(blob: BlobHash): string
  /** The device's own copy of a file, or null; absent where nothing is recorded. */
  read?(blob: BlobHash): Promise<Uint8Array<ArrayBuffer> | null>
  /**
   * Keeps a file on this device, then sends it on by itself; its SHA-256. Absent where nothing is recorded.
   * @throws where the device refuses to store it
   */
  keep?(file: Uint8Array<ArrayBuffer>): Promise<BlobHash>
}

/** What the frame gives to every view of a modality. Answers change only through `commit`. */
export interface StageProps {
  /** Says which task this is: what belongs to one task (a gesture, what is hidden) is let go of when it changes. */
  readonly task: string
  readonly media: Media
  /** URL of the medium's bytes, same origin, range requests served; null for text and none. */
  readonly src: string | null
  /** How the project shows its texts to whoever has chosen nothing else; absent: plain. */
  readonly textLook?: TextLook | undefined
  /** Present for an image that is shown in tiles; the same object as long as the task is. */
  readonly tiles?: TileAddresses | null
  /** Address of a recording's waveform as the server made it (`readPeaksHead`); null where there is none to ask for. */
  readonly peaks?: string | null
  /** What else the server made of a recording; the same object as long as the task is, null where there is none to ask for. */
  readonly heard?: HeardAddresses | null
  /** Where takes are kept and found, the same object as long as the task is; absent in a preview. */
  readonly takes?: TakePorts
  /** Name of the task's file, for alternatives and titles. */
  readonly name: string
  readonly fields: Readonly<Record<string, string>>
  /** The project's questions; a stage handles those of its own kinds. */
  readonly questions: readonly Question[]
  readonly answers: Answers
  /** What the file or model proposed, unchanged by editing. */
  readonly prefill: Answers
  /** One gesture, one call, one undo step; calls of the same `burst` (typing) in a row are one step together. */
  readonly commit: (patches: readonly Patch[], burst?: string) => void
  readonly newId: () => MarkId
  readonly selection: readonly MarkId[]
  readonly select: (marks: readonly MarkId[]) => void
  /** Lets list and stage show each other's pointer; the same object as long as the task is. */
  readonly hovered?: HoveredMark
  /** Where a stage that can lock says what is locked; the frame's `commit` leaves such marks as they are. */
  readonly locked?: LockedMarks
  /** The question and label that the next mark gets. */
  readonly active: { readonly question: QuestionId; readonly label: LabelId | null } | null
  readonly activate: (question: QuestionId, label: LabelId | null) => void
  readonly readOnly: boolean
  readonly layers: readonly Layer[]
  /** What the annotators' answers say together, with what missed the quorum, unchanged by editing; in review only. */
  readonly consensus?: Answers
  /** Votes behind each mark in review; empty elsewhere. */
  readonly support: readonly Support[]
  readonly t: Translate
  readonly language: 'en' | 'fr'
  /** The colour of a label (CSS), by palette index, in the theme of now. */
  readonly colour: (index: number) => string
  readonly theme: 'light' | 'dark'
  /** Registers actions while the view is up; gives back how to withdraw them. */
  readonly register: (commands: readonly Command[]) => () => void
  /** The keys of a command as the person has them, for tooltips; its own where the frame does not say. */
  readonly keysOf?: (command: Pick<Command, 'id' | 'keys'>) => readonly string[]
  /** Says something once to screen readers. */
  readonly announce: (sentence: string) => void
  /** Draws Markdown safely, where the frame can; what it gives is the page's own kind of node. */
  readonly markdown?: (text: string) => unknown
  /** Who is at the page, for what is drawn by chance for each person; absent where that is nobody in particular. */
  readonly viewer?: string
  /** The frame's own submit, so that a view's key can end the task ("accept and next"). */
  readonly submit: () => void
  /** Lets go of the task as unusable, with these words as the reason; absent where nothing can be skipped. */
  readonly skip?: (words: string) => void
}

/** One question in the side panel (choice, number, free text); same props, one question. */
export interface FieldProps extends StageProps {
  readonly question: Question
}

export interface ViewModule<StageComponent, FieldComponent> {
  /** The component that fills the window, or null for a modality without media. */
  readonly Stage: StageComponent | null
  /** The stage goes on from task to task, following its `task`; absent: it is made anew for each. */
  readonly staysMounted?: boolean
  /** Fetches and decodes a medium ahead of its turn; of an image in tiles its overview. */
  readonly fetchAhead?: (src: string) => void
  /** The component of one question in the panel for kinds answered by a field, or null. */
  readonly Field: FieldComponent | null
  /** Fields for the place and form of the selected marks of one question, shown under its list; absent where there are none. */
  readonly Inspector?: Exclude<FieldComponent, null>
  /** Kinds whose marks the panel lists (`box`, `span`, `segment`), with a line of text for each mark. */
  readonly listed: readonly string[]
  /** @param answers all marks of the same person, for kinds whose marks stand on others */
  describe(mark: Mark, question: Question, media: Media, t: Translate, answers: Answers): string
}
