// The HTTP contract: one table of method, path, params, query, body, reply and who may call;
// the server's routes and the client's functions are both made from it.
import {
  type Action,
  Annotation,
  AnnotationId,
  AudioMedia,
  BlobHash,
  Brief,
  Consensus,
  Email,
  ExportId,
  Figure,
  ImportId,
  LabelId,
  LeaseId,
  limits,
  Millis,
  Password,
  Pay,
  Person,
  PersonId,
  PrelabelRules,
  Project,
  ProjectDraft,
  ProjectId,
  ProjectState,
  QuestionId,
  ReasonCategory,
  Review,
  ReviewDraft,
  Role,
  SessionId,
  SPECTRUM_FINEST,
  SpeechFound,
  Task,
  TaskId,
  TaskState,
} from '@etabli/schema'
import * as z from 'zod/mini'
import { ProblemIssue } from './errors.ts'
import { EmptyReason, Progress } from './server-message.ts'

/**
 * Who may call: `anyone`, `person` (signed in), `admin`, or a signed-in person whose role in the project of the path
 * (`:project`, or that of `:task`, `:lease`, `:import`, `:export`) allows the action.
 */
export type Access = 'anyone' | 'person' | 'admin' | Action

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** With `:name` for each parameter. */
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** Absent where the reply is bytes or the body is a stream of them. */
  readonly reply?: z.ZodMiniType
  /** The body is multipart form data or the reply is a file: handled by hand on both sides. */
  readonly stream?: 'upload' | 'download'
}

const Ok = z.object({ ok: z.literal(true) })
const Name = z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.name))
const Secret = z.string().check(z.minLength(16), z.maxLength(200))
const cursor = z.optional(z.string().check(z.maxLength(200)))
const ordinal = z.coerce.number().check(z.int(), z.gte(0))
const spectrumLevel = z.coerce.number().check(z.int(), z.gte(0), z.lte(SPECTRUM_FINEST))
const count = z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(limits.pageSize)), 50)

/** Query booleans: `1`, `true`, `0`, `false`. */
const Flag = z.pipe(
  z.enum(['0', '1', 'true', 'false']),
  z.transform((word) => word === '1' || word === 'true'),
)

export const Me = z.object({
  person: Person,
  roles: z.array(z.object({ project: ProjectId, role: Role })),
  demo: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const ServerInfo = z.object({
  version: z.string(),
  protocol: z.int(),
  demo: z.boolean(),
  /** True until the first admin exists. */
  needsSetup: z.boolean(),
  /** Demo people anyone at this machine may become; empty outside demo mode. */
  demoPeople: z.array(z.object({ name: z.string(), email: z.string(), role: z.string(), password: z.string() })),
})
export type ServerInfo = z.infer<typeof ServerInfo>

export const SessionRow = z.object({
  id: SessionId,
  kind: z.enum(['session', 'token']),
  name: z.string(),
  createdAt: Millis,
  lastSeenAt: Millis,
  expiresAt: z.nullable(Millis),
  current: z.boolean(),
})
export type SessionRow = z.infer<typeof SessionRow>

export const Invitation = z.object({
  id: z.string(),
  project: ProjectId,
  role: Role,
  /** The secret part of the link; given once, when the invitation is made. */
  secret: z.optional(z.string()),
  createdAt: Millis,
  expiresAt: Millis,
  uses: z.int(),
})
export type Invitation = z.infer<typeof Invitation>

export const Member = z.object({
  person: PersonId,
  name: z.string(),
  email: z.string(),
  role: Role,
  annotations: z.int(),
  simulated: z.boolean(),
})
export type Member = z.infer<typeof Member>

/** How often current annotations use a label of a question, merged ones counted as what they count as now. */
export const LabelUse = z.object({
  question: QuestionId,
  /** Null for marks without a class. */
  label: z.nullable(LabelId),
  marks: z.int(),
  annotations: z.int(),
})
export type LabelUse = z.infer<typeof LabelUse>

export const ProjectCard = z.object({
  project: Project,
  role: z.nullable(Role),
  progress: Progress,
  /** Tasks this person may still label, capped at 1,000. */
  forYou: z.int(),
  /** Tasks sent back to this person. */
  returned: z.int(),
})
export type ProjectCard = z.infer<typeof ProjectCard>

export const ImportFormat = z.enum([
  'auto',
  'images',
  'coco',
  'yolo',
  'pascal-voc',
  'csv',
  'jsonl',
  'text',
  'audio',
  'kaldi',
  'common-voice',
  'librispeech',
  'srt',
  'webvtt',
  'textgrid',
  'ctm',
  'stm',
  'rttm',
  'audacity',
  'elan',
  'whisper',
  'conll',
  'conllu',
  'doccano',
  'prodigy',
  'spacy',
  'label-studio',
  'brat',
  'webanno-tsv',
  'hf-datasets',
])
export type ImportFormat = z.infer<typeof ImportFormat>

/** How far a run of the rules has come, or how it ended. */
export const PrelabelRun = z.object({
  what: z.enum(['propose', 'remove']),
  state: z.enum(['waiting', 'working', 'done', 'failed']),
  at: Millis,
  /** Tasks looked at; of these `changed` have other proposals now, and `begun` somebody has begun, so they stay. */
  looked: z.int(),
  changed: z.int(),
  begun: z.int(),
  /** Proposals made, and those left out since a task may have no more marks. */
  marks: z.int(),
  dropped: z.int(),
  /** Why it failed: `too-slow` (see `rule`), `broken`, or a sentence; null where it did not. */
  message: z.nullable(z.string()),
  /** The rule that did not come to an end. */
  rule: z.nullable(z.string()),
})
export type PrelabelRun = z.infer<typeof PrelabelRun>

export const PrelabelState = z.object({ rules: PrelabelRules, run: z.nullable(PrelabelRun) })
export type PrelabelState = z.infer<typeof PrelabelState>

/** What rules would propose on a sample of the project's texts. */
export const PrelabelPreview = z.object({
  looked: z.int(),
  total: z.int(),
  rules: z.array(
    z.object({
      rule: z.string(),
      marks: z.int(),
      tasks: z.int(),
      examples: z.array(z.object({ task: z.string(), before: z.string(), quote: z.string(), after: z.string() })),
    }),
  ),
})
export type PrelabelPreview = z.infer<typeof PrelabelPreview>

export const ImportReport = z.object({
  id: ImportId,
  project: ProjectId,
  state: z.enum(['reading', 'ready', 'refused', 'landing', 'landed', 'failed', 'discarded']),
  format: z.string(),
  /** Rows or files looked at so far; `total` is null while unknown. */
  read: z.int(),
  total: z.nullable(z.int()),
  /** Tasks that would be, or were, added; rows that are there already; rows that cannot be taken. */
  good: z.int(),
  known: z.int(),
  bad: z.int(),
  marks: z.int(),
  /** Label names in the file that the project lacks. */
  unknownLabels: z.array(z.string()),
  /** The first 1,000; `issueCount` counts them all. */
  issues: z.array(ProblemIssue),
  issueCount: z.int(),
  /** The first few tasks, for the preview. */
  sample: z.array(
    z.object({ name: z.string(), media: z.string(), marks: z.int(), fields: z.record(z.string(), z.string()) }),
  ),
  createdAt: Millis,
})
export type ImportReport = z.infer<typeof ImportReport>

export const ExportFormat = z.enum([
  'coco',
  'yolo',
  'yolo-obb',
  'yolo-segment',
  'yolo-pose',
  'pascal-voc',
  'nemo',
  'kaldi',
  'common-voice',
  'librispeech',
  'audiofolder',
  'srt',
  'webvtt',
  'textgrid',
  'ctm',
  'stm',
  'rttm',
  'audacity',
  'elan',
  'csv',
  'conll',
  'conll-bilou',
  'conllu',
  'doccano',
  'prodigy',
  'spacy',
  'spacy-docbin',
  'label-studio',
  'brat',
  'webanno-tsv',
  'hf-datasets',
  'jsonl',
  'preference',
  'sentences',
  'raw',
])
export type ExportFormat = z.infer<typeof ExportFormat>

export const ExportRequest = z.object({
  format: ExportFormat,
  answers: z._default(z.enum(['consensus', 'reviewed', 'all']), 'consensus'),
  /** Shares of train, validation and test in per cent that add up to 100; null for no split. */
  split: z._default(
    z.nullable(
      z.tuple([z.int(), z.int(), z.int()]).check(
        z.refine((s) => s[0] + s[1] + s[2] === 100 && s.every((x) => x >= 0), {
          error: 'the shares must add up to 100',
        }),
      ),
    ),
    null,
  ),
  seed: z._default(z.int(), 1),
  media: z._default(z.boolean(), false),
  /** COCO category ids count from here. */
  categoryBase: z._default(z.union([z.literal(0), z.literal(1)]), 1),
})
export type ExportRequest = z.infer<typeof ExportRequest>

export const ExportJob = z.object({
  id: ExportId,
  project: ProjectId,
  request: ExportRequest,
  state: z.enum(['waiting', 'writing', 'ready', 'failed']),
  written: z.int(),
  total: z.int(),
  bytes: z.nullable(z.int()),
  sha256: z.nullable(BlobHash),
  /** Counts that add up to the project's tasks: exported, empty on purpose, and left out by reason. */
  tally: z.nullable(z.record(z.string(), z.int())),
  warnings: z.array(z.string()),
  problem: z.nullable(z.string()),
  createdAt: Millis,
})
export type ExportJob = z.infer<typeof ExportJob>

export const TaskRow = z.object({
  task: z.omit(Task, { prefill: true }),
  annotations: z.int(),
  leased: z.int(),
  similarity: z.nullable(z.number()),
  unanimous: z.boolean(),
  prefilled: z.int(),
})
export type TaskRow = z.infer<typeof TaskRow>

/** An annotation with its author's name; null name where reviewers are shown none. */
export const NamedAnnotation = z.object({ annotation: Annotation, name: z.string(), simulated: z.boolean() })
export type NamedAnnotation = z.infer<typeof NamedAnnotation>

export const TaskDetail = z.object({
  task: Task,
  /** The current annotation of each annotator; superseded ones are in `history`. */
  annotations: z.array(NamedAnnotation),
  history: z.array(NamedAnnotation),
  consensus: z.nullable(Consensus),
  reviews: z.array(Review),
  /** The task before and after in the order the list was asked in, or null. */
  skipped: z.array(z.object({ name: z.string(), reason: z.string(), words: z.string(), at: Millis })),
})
export type TaskDetail = z.infer<typeof TaskDetail>

/** A stretch of a recording in which somebody says personal data is heard, and what became of that. */
export const PersonalFlag = z.object({
  id: z.string(),
  /** Seconds. */
  start: z.number(),
  end: z.number(),
  /** The sort of personal data: `name`, `address`, `phone`, `other`. */
  label: z.string(),
  /** Who flagged it. */
  name: z.string(),
  at: Millis,
  /** When its author took it back, or null. */
  ended: z.nullable(Millis),
  /** Who lifted it as false, and why; null while it holds. */
  lifted: z.nullable(z.object({ at: Millis, name: z.string(), reason: z.string() })),
})
export type PersonalFlag = z.infer<typeof PersonalFlag>

export const PersonalRecord = z.object({
  flags: z.array(PersonalFlag),
  /** Who asked to hear the original, the latest first. */
  hearings: z.array(z.object({ at: Millis, name: z.string() })),
})
export type PersonalRecord = z.infer<typeof PersonalRecord>

export const AgreementReport = z.object({
  /** Tasks with two or more annotations. */
  shared: z.int(),
  figures: z.array(Figure),
  perLabel: z.array(Figure),
  /** Each annotator against the consensus of the others. `about` is the person's id; names are in `people`. */
  perAnnotator: z.array(Figure),
  people: z.array(
    z.object({ person: PersonId, name: z.string(), annotations: z.int(), activeMs: z.int(), simulated: z.boolean() }),
  ),
  /** Similarity per task in ten bins of 0.1, `tasks` in each. */
  distribution: z.array(z.object({ from: z.number(), to: z.number(), tasks: z.int() })),
  /**
   * For kinds of many marks: how well the places of marks that mean one object cover each other (IoU of boxes), over all
   * pairs of people, in ten bins of 0.1. Class left aside; marks that nobody else drew are not in it.
   */
  matched: z.optional(
    z.array(
      z.object({
        question: QuestionId,
        pairs: z.int(),
        bins: z.array(z.object({ from: z.number(), to: z.number(), pairs: z.int() })),
      }),
    ),
  ),
  /** Annotations and mean similarity a day (UTC). */
  overTime: z.array(z.object({ day: z.string(), annotations: z.int(), similarity: z.nullable(z.number()) })),
  /** How often raters chose the row's label where another chose the column's; choice questions and classes of marks. */
  confusion: z.array(z.object({ question: QuestionId, a: LabelId, b: LabelId, count: z.int() })),
  computedAt: Millis,
  /** True while a newer one is being computed. */
  stale: z.boolean(),
})
export type AgreementReport = z.infer<typeof AgreementReport>

export const WorkRow = z.object({
  annotation: AnnotationId,
  task: TaskId,
  taskName: z.string(),
  project: ProjectId,
  projectName: z.string(),
  submittedAt: Millis,
  activeMs: z.int(),
  surplus: z.boolean(),
  /** What a reviewer said of it, or null while nobody looked. */
  verdict: z.nullable(z.enum(['accept', 'correct', 'return'])),
  category: z.nullable(ReasonCategory),
  reason: z.string(),
  verdictAt: z.nullable(Millis),
  /** Pay due for it in minor units, or null where the work is unpaid. */
  pay: z.nullable(z.object({ minor: z.number(), currency: z.string() })),
  /** It can still be corrected by its author. */
  open: z.boolean(),
})
export type WorkRow = z.infer<typeof WorkRow>

export const WorkSummary = z.object({
  annotations: z.int(),
  activeMs: z.int(),
  returned: z.int(),
  reviewed: z.int(),
  pay: z.array(z.object({ currency: z.string(), minor: z.number() })),
  days: z.array(z.object({ day: z.string(), annotations: z.int(), activeMs: z.int() })),
  projects: z.array(
    z.object({ project: ProjectId, name: z.string(), annotations: z.int(), activeMs: z.int(), pay: z.nullable(Pay) }),
  ),
})
export type WorkSummary = z.infer<typeof WorkSummary>

/** A recorded take as the server keeps it. */
export const BroughtTake = z.object({
  blob: BlobHash,
  bytes: z.int(),
  seconds: z.number(),
  sampleRate: z.int(),
})
export type BroughtTake = z.infer<typeof BroughtTake>

const page = <T extends z.ZodMiniType>(row: T) => z.object({ rows: z.array(row), next: z.nullable(z.string()) })

const inProject = z.object({ project: ProjectId })
const ofTask = z.object({ task: TaskId })
const ofImport = z.object({ import: ImportId })
const ofExport = z.object({ export: ExportId })

export const http = {
  'server.info': {
    method: 'GET',
    path: '/api/info',
    access: 'anyone',
    summary: 'Version, protocol, demo people and whether set-up is due',
    reply: ServerInfo,
  },

  'setup.finish': {
    method: 'POST',
    path: '/api/setup',
    access: 'anyone',
    summary: 'Make the first admin with the one-time link',
    body: z.object({ secret: Secret, name: Name, email: Email, password: Password }),
    reply: Me,
  },
  'session.start': {
    method: 'POST',
    path: '/api/session',
    access: 'anyone',
    summary: 'Sign in; sets the session cookie',
    body: z.object({ email: Email, password: z.string().check(z.minLength(1), z.maxLength(limits.passwordMax)) }),
    reply: Me,
  },
  'session.me': { method: 'GET', path: '/api/session', access: 'person', summary: 'Who am I', reply: Me },
  'session.end': { method: 'DELETE', path: '/api/session', access: 'person', summary: 'Sign out', reply: Ok },
  'me.rename': {
    method: 'PATCH',
    path: '/api/session',
    access: 'person',
    summary: 'Change the name by which others know me',
    body: z.object({ name: Name }),
    reply: Me,
  },
  'sessions.list': {
    method: 'GET',
    path: '/api/sessions',
    access: 'person',
    summary: 'My sessions and tokens',
    reply: z.object({ rows: z.array(SessionRow) }),
  },
  'sessions.revoke': {
    method: 'DELETE',
    path: '/api/sessions/:session',
    access: 'person',
    summary: 'End one of my sessions or tokens',
    params: z.object({ session: SessionId }),
    reply: Ok,
  },
  'sessions.end-others': {
    method: 'DELETE',
    path: '/api/sessions',
    access: 'person',
    summary: 'End my sessions on every other device; tokens stay',
    reply: z.object({ ended: z.int() }),
  },
  'tokens.create': {
    method: 'POST',
    path: '/api/tokens',
    access: 'person',
    summary: 'Make a personal API token; its secret is shown once',
    body: z.object({ name: Name }),
    reply: z.object({ token: z.string(), row: SessionRow }),
  },
  'password.change': {
    method: 'POST',
    path: '/api/password',
    access: 'person',
    summary: 'Change my password; every other session and token ends',
    body: z.object({ current: z.string().check(z.maxLength(limits.passwordMax)), next: Password }),
    reply: Ok,
  },

  'invitations.create': {
    method: 'POST',
    path: '/api/projects/:project/invitations',
    access: 'invite',
    summary: 'Make an invitation link with a role',
    params: inProject,
    body: z.object({ role: Role }),
    reply: Invitation,
  },
  'invitations.list': {
    method: 'GET',
    path: '/api/projects/:project/invitations',
    access: 'invite',
    summary: 'Open invitations',
    params: inProject,
    reply: z.object({ rows: z.array(Invitation) }),
  },
  'invitations.withdraw': {
    method: 'DELETE',
    path: '/api/projects/:project/invitations/:invitation',
    access: 'invite',
    summary: 'Withdraw an invitation',
    params: z.object({ project: ProjectId, invitation: z.string().check(z.maxLength(64)) }),
    reply: Ok,
  },
  'invitations.look': {
    method: 'GET',
    path: '/api/invitations/:secret',
    access: 'anyone',
    summary: 'What an invitation is for: project, role, brief',
    params: z.object({ secret: Secret }),
    reply: z.object({ projectName: z.string(), role: Role, brief: Brief }),
  },
  'invitations.accept': {
    method: 'POST',
    path: '/api/invitations/:secret',
    access: 'anyone',
    summary: 'Join by an invitation; signed out people make an account with it',
    params: z.object({ secret: Secret }),
    body: z.object({ account: z.nullable(z.object({ name: Name, email: Email, password: Password })) }),
    reply: Me,
  },

  'projects.list': {
    method: 'GET',
    path: '/api/projects',
    access: 'person',
    summary: 'Projects I have a role in',
    reply: z.object({ rows: z.array(ProjectCard) }),
  },
  'projects.create': {
    method: 'POST',
    path: '/api/projects',
    access: 'person',
    summary: 'Make a project; its maker becomes its manager. Admins and managers of any project may',
    body: ProjectDraft,
    reply: Project,
  },
  'projects.get': {
    method: 'GET',
    path: '/api/projects/:project',
    access: 'see',
    summary: 'One project',
    params: inProject,
    reply: ProjectCard,
  },
  'projects.edit': {
    method: 'PUT',
    path: '/api/projects/:project',
    access: 'edit',
    summary: 'Change a project; `version` guards against overwriting a colleague',
    params: inProject,
    body: z.object({ version: z.int(), draft: ProjectDraft }),
    reply: Project,
  },
  'projects.uses': {
    method: 'GET',
    path: '/api/projects/:project/uses',
    access: 'edit',
    summary: 'How many marks, in how many annotations, have each label: what deleting one would touch',
    params: inProject,
    reply: z.object({ rows: z.array(LabelUse) }),
  },
  'projects.state': {
    method: 'POST',
    path: '/api/projects/:project/state',
    access: 'edit',
    summary: 'Open, pause or archive the queue',
    params: inProject,
    body: z.object({ state: ProjectState }),
    reply: Project,
  },
  'projects.queue': {
    method: 'GET',
    path: '/api/projects/:project/queue',
    access: 'label',
    summary: 'Why the queue is empty for me, or null where it is not',
    params: inProject,
    reply: z.object({ progress: Progress, empty: z.nullable(EmptyReason) }),
  },
  'prelabels.get': {
    method: 'GET',
    path: '/api/projects/:project/prelabels',
    access: 'edit',
    summary: 'Rules that propose spans, and how far their last run has come',
    params: inProject,
    reply: PrelabelState,
  },
  'prelabels.save': {
    method: 'PUT',
    path: '/api/projects/:project/prelabels',
    access: 'edit',
    summary: 'Keep rules; nothing is proposed by that alone',
    params: inProject,
    body: z.object({ rules: PrelabelRules }),
    reply: PrelabelState,
  },
  'prelabels.preview': {
    method: 'POST',
    path: '/api/projects/:project/prelabels/preview',
    access: 'edit',
    summary: 'What rules would propose on a sample of texts; changes nothing',
    params: inProject,
    body: z.object({ rules: PrelabelRules }),
    reply: PrelabelPreview,
  },
  'prelabels.run': {
    method: 'POST',
    path: '/api/projects/:project/prelabels/run',
    access: 'edit',
    summary: 'Propose on every task nobody has begun by the rules kept, or take back what they proposed',
    params: inProject,
    body: z.object({ what: PrelabelRun.shape.what }),
    reply: PrelabelState,
  },
  'members.list': {
    method: 'GET',
    path: '/api/projects/:project/members',
    access: 'read-others',
    summary: 'People of the project',
    params: inProject,
    reply: z.object({ rows: z.array(Member) }),
  },
  'members.role': {
    method: 'PUT',
    path: '/api/projects/:project/members/:person',
    access: 'invite',
    summary: 'Change a role, or remove with null',
    params: z.object({ project: ProjectId, person: PersonId }),
    body: z.object({ role: z.nullable(Role) }),
    reply: Ok,
  },

  'tasks.list': {
    method: 'GET',
    path: '/api/projects/:project/tasks',
    access: 'read-others',
    summary: 'Tasks with filters; `order=worst` puts the lowest agreement first',
    params: inProject,
    query: z.object({
      cursor,
      count,
      state: z.optional(TaskState),
      order: z._default(z.enum(['position', 'worst']), 'position'),
      search: z.optional(z.string().check(z.maxLength(200))),
      label: z.optional(LabelId),
      person: z.optional(PersonId),
      minSimilarity: z.optional(z.coerce.number()),
      maxSimilarity: z.optional(z.coerce.number()),
      undecided: z.optional(Flag),
    }),
    reply: page(TaskRow),
  },
  'tasks.get': {
    method: 'GET',
    path: '/api/tasks/:task',
    access: 'read-others',
    summary: 'One task with its annotations, consensus and reviews',
    params: ofTask,
    reply: TaskDetail,
  },
  'personal.list': {
    method: 'GET',
    path: '/api/tasks/:task/personal',
    access: 'read-others',
    summary: 'Personal data flagged in the recording of a task, what became of each flag, and who heard the original',
    params: ofTask,
    reply: PersonalRecord,
  },
  'personal.hear': {
    method: 'POST',
    path: '/api/tasks/:task/personal/hear',
    access: 'review',
    summary: 'Hear the recording without a tone for a quarter of an hour, to settle a flag; it is put on record',
    params: ofTask,
    reply: z.object({ media: AudioMedia, until: Millis }),
  },
  'personal.lift': {
    method: 'POST',
    path: '/api/tasks/:task/personal/:flag/lift',
    access: 'review',
    summary: 'Lift a false flag, with the reason: the stretch is heard again',
    params: z.object({ task: TaskId, flag: z.string().check(z.maxLength(40)) }),
    body: z.object({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.reason)) }),
    reply: PersonalRecord,
  },
  'reviews.create': {
    method: 'POST',
    path: '/api/tasks/:task/reviews',
    access: 'review',
    summary: 'Accept the consensus, correct it, or send an annotation back; `seen` are the annotations looked at',
    params: ofTask,
    body: z.object({ seen: z.array(AnnotationId), review: ReviewDraft }),
    reply: Review,
  },
  'reviews.accept-unanimous': {
    method: 'POST',
    path: '/api/projects/:project/accept-unanimous',
    access: 'review',
    summary: 'Settle every done task on which all annotators gave the same answers',
    params: inProject,
    body: z.object({ dryRun: z._default(z.boolean(), false) }),
    reply: z.object({ settled: z.int() }),
  },
  'agreement.get': {
    method: 'GET',
    path: '/api/projects/:project/agreement',
    access: 'read-others',
    summary: 'The agreement report',
    params: inProject,
    reply: AgreementReport,
  },

  'blobs.get': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob',
    access: 'see',
    summary: 'Media, with ranges',
    params: z.object({ project: ProjectId, blob: BlobHash }),
    stream: 'download',
  },
  'blobs.thumbnail': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob/thumbnail',
    access: 'see',
    summary: 'A JPEG of at most 320 pixels a side',
    params: z.object({ project: ProjectId, blob: BlobHash }),
    stream: 'download',
  },
  'blobs.overview': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob/overview',
    access: 'see',
    summary: 'An image too large to be shown whole, as a JPEG of at most 2,048 pixels a side: what is seen first',
    params: z.object({ project: ProjectId, blob: BlobHash }),
    stream: 'download',
  },
  'blobs.tile': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob/tiles/:level/:column/:row',
    access: 'see',
    summary: 'A tile of such an image: JPEG, 512 pixels a side; level 0 fits one tile, each next one is twice as fine',
    params: z.object({ project: ProjectId, blob: BlobHash, level: ordinal, column: ordinal, row: ordinal }),
    stream: 'download',
  },
  'blobs.peaks': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob/peaks',
    access: 'see',
    summary: "A recording's waveform at several levels, with ranges; 404 where its codec is not decoded here",
    params: z.object({ project: ProjectId, blob: BlobHash }),
    stream: 'download',
  },
  'blobs.spectrum': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob/spectrum/:level/:tile',
    access: 'see',
    summary:
      "A tile of a recording's spectrogram: columns of 128 bytes, the lowest row first; 404 where it is not decoded",
    params: z.object({ project: ProjectId, blob: BlobHash, level: spectrumLevel, tile: ordinal }),
    stream: 'download',
  },
  'blobs.speech': {
    method: 'GET',
    path: '/api/projects/:project/blobs/:blob/speech',
    access: 'see',
    summary: 'Where a recording is speech, or how far the listening is; 404 where its codec is not decoded here',
    params: z.object({ project: ProjectId, blob: BlobHash }),
    reply: SpeechFound,
  },

  'takes.bring': {
    method: 'POST',
    path: '/api/leases/:lease/takes',
    access: 'label',
    summary:
      'Bring a recorded take (multipart `file`: WAV, 16-bit PCM, one channel) for the task of my lease; an annotation may then name it. The same bytes twice are one take',
    params: z.object({ lease: LeaseId }),
    reply: BroughtTake,
    stream: 'upload',
  },

  'imports.create': {
    method: 'POST',
    path: '/api/projects/:project/imports',
    access: 'import',
    summary: 'Upload files (multipart `file`, many); reads and previews, lands nothing',
    params: inProject,
    query: z.object({ format: z._default(ImportFormat, 'auto') }),
    reply: ImportReport,
    stream: 'upload',
  },
  'imports.get': {
    method: 'GET',
    path: '/api/imports/:import',
    access: 'import',
    summary: 'Progress and report of an import',
    params: ofImport,
    reply: ImportReport,
  },
  'imports.land': {
    method: 'POST',
    path: '/api/imports/:import/land',
    access: 'import',
    summary: 'Land what was previewed; with bad rows only when `goodOnly` is asked',
    params: ofImport,
    body: z.object({ goodOnly: z._default(z.boolean(), false), addLabels: z._default(z.boolean(), false) }),
    reply: ImportReport,
  },
  'imports.discard': {
    method: 'DELETE',
    path: '/api/imports/:import',
    access: 'import',
    summary: 'Discard what was previewed',
    params: ofImport,
    reply: Ok,
  },
  'imports.bad': {
    method: 'GET',
    path: '/api/imports/:import/bad',
    access: 'import',
    summary: 'The bad rows as a CSV file with reasons',
    params: ofImport,
    stream: 'download',
  },

  'exports.create': {
    method: 'POST',
    path: '/api/projects/:project/exports',
    access: 'export',
    summary: 'Start writing a training set',
    params: inProject,
    body: ExportRequest,
    reply: ExportJob,
  },
  'exports.list': {
    method: 'GET',
    path: '/api/projects/:project/exports',
    access: 'export',
    summary: 'Exports of the project, newest first',
    params: inProject,
    reply: z.object({ rows: z.array(ExportJob) }),
  },
  'exports.get': {
    method: 'GET',
    path: '/api/exports/:export',
    access: 'export',
    summary: 'Progress of an export',
    params: ofExport,
    reply: ExportJob,
  },
  'exports.file': {
    method: 'GET',
    path: '/api/exports/:export/file',
    access: 'export',
    summary: 'The zip',
    params: ofExport,
    stream: 'download',
  },

  'work.summary': {
    method: 'GET',
    path: '/api/work/summary',
    access: 'person',
    summary: 'What I did, how long, what it earned',
    reply: WorkSummary,
  },
  'work.list': {
    method: 'GET',
    path: '/api/work',
    access: 'person',
    summary: 'My annotations, newest first, with verdicts',
    query: z.object({ cursor, count, project: z.optional(ProjectId), returned: z.optional(Flag) }),
    reply: page(WorkRow),
  },
  'work.file': {
    method: 'GET',
    path: '/api/work/file',
    access: 'person',
    summary: 'My work as CSV',
    stream: 'download',
  },
} as const satisfies Record<string, Endpoint>

export type HttpName = keyof typeof http
type Part<N extends HttpName, K extends 'params' | 'query' | 'body' | 'reply'> = (typeof http)[N] extends {
  readonly [P in K]: infer S
}
  ? S
  : never

/** What the caller passes (before defaults). */
export type HttpInput<N extends HttpName, K extends 'params' | 'query' | 'body'> =
  Part<N, K> extends z.ZodMiniType ? z.input<Part<N, K>> : undefined
/** What the server reads (after validation and defaults). */
export type HttpParsed<N extends HttpName, K extends 'params' | 'query' | 'body'> =
  Part<N, K> extends z.ZodMiniType ? z.output<Part<N, K>> : undefined
/** What comes back. */
export type HttpReply<N extends HttpName> =
  Part<N, 'reply'> extends z.ZodMiniType ? z.output<Part<N, 'reply'>> : undefined
