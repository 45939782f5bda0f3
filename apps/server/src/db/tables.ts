// Kysely's table types: every table and column of the database.
// Rules, so that SQLite and PostgreSQL are one: no booleans (a nullable `…_at` or a state word), time as epoch
// milliseconds, JSON as opaque text (whatever is filtered on has a column of its own), ids as ULIDs made by us.
import type { Generated } from 'kysely'

/** Epoch milliseconds, UTC. */
type At = number
/** JSON as text, read and written through `json.ts`. */
type Json = string

export interface Tables {
  person: PersonTable
  session: SessionTable
  invitation: InvitationTable
  membership: MembershipTable
  project: ProjectTable
  project_version: ProjectVersionTable
  class_number: ClassNumberTable
  tally: TallyTable
  task: TaskTable
  prelabel: PrelabelTable
  import: ImportTable
  import_issue: ImportIssueTable
  lease: LeaseTable
  share: ShareTable
  annotation: AnnotationTable
  label_use: LabelUseTable
  consensus: ConsensusTable
  agreement: AgreementTable
  review: ReviewTable
  export: ExportTable
  event: EventTable
  blob: BlobTable
  personal_flag: PersonalFlagTable
  personal_copy: PersonalCopyTable
  personal_hearing: PersonalHearingTable
  take: TakeTable
  setting: SettingTable
}

export interface PersonTable {
  id: string
  /** Folded to lower case; unique. */
  email: string
  name: string
  /** argon2id; null for who cannot sign in with a password (simulated annotators). */
  password: string | null
  admin_at: At | null
  simulated_at: At | null
  demo_at: At | null
  removed_at: At | null
  created_at: At
}

/** Sessions of browsers and personal tokens of programs; only the SHA-256 of the secret is kept. */
export interface SessionTable {
  id: string
  person: string
  kind: 'session' | 'token'
  name: string
  hash: string
  created_at: At
  last_seen_at: At
  /** Null for tokens: they live until revoked. */
  expires_at: At | null
}

export interface InvitationTable {
  id: string
  project: string
  role: string
  hash: string
  created_by: string
  created_at: At
  expires_at: At
  uses: number
  withdrawn_at: At | null
}

export interface MembershipTable {
  project: string
  person: string
  role: string
  created_at: At
}

export interface ProjectTable {
  id: string
  name: string
  media: string
  questions: Json
  brief: Json
  guidelines: string
  overlap: number
  visibility: 'blind' | 'open'
  text_look: Generated<Json | null>
  state: string
  version: number
  sample_at: At | null
  created_by: string
  created_at: At
}

/** The questions of every version: an annotation is checked against the version it answered. */
export interface ProjectVersionTable {
  project: string
  version: number
  questions: Json
  created_at: At
}

/** Class numbers of exports, each given once and kept when its label is gone. */
export interface ClassNumberTable {
  project: string
  question: string
  label: string
  number: number
}

/** Counts of a project, kept in the transactions that change them; a recount gives the same. Written by tasks. */
export interface TallyTable {
  project: string
  tasks: Generated<number>
  open: Generated<number>
  done: Generated<number>
  settled: Generated<number>
  set_aside: Generated<number>
  /** Annotations that count towards an overlap: neither surplus nor superseded. */
  annotations: Generated<number>
  /** Sum of the tasks' overlaps. */
  wanted: Generated<number>
  /** Live leases that hold a slot. */
  leased: Generated<number>
  /** Position of the next imported task. */
  next_position: Generated<number>
}

export interface TaskTable {
  id: string
  project: string
  position: number
  /** Smaller comes sooner; 0 is usual. */
  priority: number
  name: string
  /** Name and fields, folded, for searching. */
  search: string
  media: Json
  fields: Json
  prefill: Json
  prefilled: number
  overlap: number
  state: string
  /** overlap − annotations − leased, never below 0; a claim lowers it. */
  open_slots: number
  /** Annotations that count: neither surplus nor superseded. */
  annotations: number
  /** Live leases that hold a slot (purpose `label`). */
  leased: number
  /** Annotations sent back and not yet answered anew. */
  returned: number
  /** People who called it unusable. */
  unusable: number
  /** Set when a slot opens again after people may have passed it: see `flow/queue/claim.ts`. */
  requeued_at: At | null
  /** Written by consensus. */
  similarity: number | null
  unanimous_at: At | null
  /** The import that brought it, or null. */
  import: string | null
  created_at: At
}

/** Rules that propose spans, and how far their last run has come. */
export interface PrelabelTable {
  project: string
  rules: Json
  run: Json | null
  edited_by: string
  edited_at: At
}

export interface ImportTable {
  id: string
  project: string
  person: string
  state: string
  format: string
  read: number
  total: number | null
  good: number
  known: number
  bad: number
  marks: number
  unknown_labels: Json
  sample: Json
  issue_count: number
  /** Where the uploaded and the staged files lie, below the data folder; null when discarded. */
  staged: string | null
  /** How it is to be landed: `{ goodOnly, addLabels }`, or null. */
  landing: Json | null
  created_at: At
  updated_at: At
}

export interface ImportIssueTable {
  import: string
  number: number
  file: string | null
  line: number | null
  path: string | null
  code: string
  message: string
  /** The bad row as it stood in the file, for the file of bad rows. */
  row: string | null
}

export interface LeaseTable {
  id: string
  project: string
  task: string
  person: string
  purpose: 'label' | 'rework' | 'correct'
  state: 'held' | 'submitted' | 'released' | 'expired'
  reason: 'later' | 'skip' | 'unusable' | null
  words: string
  granted_at: At
  expires_at: At
  ended_at: At | null
}

/** How far a person is through a project's queue: see `flow/queue/claim.ts`. */
export interface ShareTable {
  project: string
  person: string
  priority: number
  position: number
}

export interface AnnotationTable {
  id: string
  project: string
  task: string
  lease: string
  person: string
  answers: Json
  active_ms: number
  version: number
  submitted_at: At
  surplus_at: At | null
  supersedes: string | null
  superseded_at: At | null
  /** When it was sent back; it still counts until its author's new one supersedes it. */
  returned_at: At | null
}

/** Which labels the current (not superseded) annotations use, and how often. Written by annotations. */
export interface LabelUseTable {
  annotation: string
  question: string
  label: string
  project: string
  task: string
  marks: number
}

export interface ConsensusTable {
  task: string
  project: string
  /** `Consensus`. */
  body: Json
  computed_at: At
}

export interface AgreementTable {
  project: string
  /** `AgreementReport`. */
  body: Json
  computed_at: At
  stale_at: At | null
}

export interface ReviewTable {
  id: string
  project: string
  task: string
  reviewer: string
  verdict: 'accept' | 'correct' | 'return'
  annotation: string | null
  answers: Json | null
  category: string | null
  reason: string
  created_at: At
}

export interface ExportTable {
  id: string
  project: string
  person: string
  request: Json
  state: string
  written: number
  total: number
  bytes: number | null
  sha256: string | null
  tally: Json | null
  warnings: Json
  problem: string | null
  /** The file below the data folder, or null. */
  file: string | null
  created_at: At
  finished_at: At | null
}

export interface EventTable {
  id: string
  kind: string
  project: string
  task: string | null
  payload: Json
  created_at: At
  /** When a runner took it; taken too long ago and not done, it is taken again. */
  taken_at: At | null
  attempts: number
}

/** Which media belong to which project: what a person may fetch. */
export interface BlobTable {
  project: string
  hash: string
  bytes: number
  mime: string
  created_at: At
}

/** Who says that personal data is heard where. Never deleted: a flag that is over says when and why. */
export interface PersonalFlagTable {
  id: string
  project: string
  task: string
  /** The recording, in every task of the project that shows it. */
  blob: string
  /** Of the recording, so that seconds become samples. */
  sample_rate: number
  duration: number
  /** The annotation, or the review, that holds it now. */
  source: string
  person: string
  mark: string
  label: string
  /** Seconds. */
  start_s: number
  end_s: number
  flagged_at: At
  /** Its author took it back. */
  ended_at: At | null
  lifted_at: At | null
  lifted_by: string | null
  lift_reason: string | null
}

/** What the address of a copy with a tone stands for. */
export interface PersonalCopyTable {
  project: string
  key: string
  blob: string
  /** `SampleRange[]` */
  ranges: Json
}

/** Who asked to hear what is beeped, and when. Never deleted. */
export interface PersonalHearingTable {
  id: string
  project: string
  task: string
  blob: string
  person: string
  heard_at: At
}

/**
 * Recorded takes: who brought which file for which task. Its author, and who may read answers of others, may hear it.
 * Written by takes.
 */
export interface TakeTable {
  task: string
  person: string
  hash: string
  project: string
  bytes: number
  /** Seconds. */
  seconds: number
  sample_rate: number
  created_at: At
  /** When an annotation first named it; null while none does. */
  named_at: At | null
}

export interface SettingTable {
  name: string
  value: string
}
