// Every bound in one table. A list, loop or queue without a row here is a mistake.
const MIB = 1024 * 1024

export const limits = {
  /** Characters of a name, a title, a label. */
  name: 200,
  /** Characters of a sentence a person writes: a reason, a comment. */
  reason: 2_000,
  /** Characters of guidelines or a brief, Markdown. */
  markdown: 50_000,
  email: 254,
  passwordMin: 10,
  passwordMax: 256,
  /** A taxonomy of products or diagnoses has some thousands of classes; 10,000 are about 1 MB of a project's JSON. */
  labelsPerQuestion: 10_000,
  questionsPerProject: 50,
  attributesPerQuestion: 100,
  choicesPerAttribute: 200,
  marksPerAnswers: 20_000,
  /** Characters (UTF-16) of one text task. */
  textLength: 4_000_000,
  /** Characters of a free-text or transcript answer. */
  answerText: 50_000,
  wordsPerTranscript: 20_000,
  pointsPerMark: 2_000,
  partsPerSpan: 100,
  keypointsPerMark: 200,
  rulesPerProject: 100,
  /** Entries of one word list that proposes spans. */
  wordsPerRule: 5_000,
  patternLength: 1_000,
  overlapMax: 50,
  /** Tasks a client may ask for at once and hold at once. */
  claimCount: 10,
  leasesPerPerson: 12,
  leaseMillis: 15 * 60_000,
  /** A client that goes offline on purpose may hold its leases this long. */
  leaseOfflineMillis: 24 * 3_600_000,
  heartbeatMillis: 20_000,
  helloMillis: 5_000,
  /** One message of a client: as many marks as answers may have, and room. */
  messageBytes: 4 * MIB,
  /** One message of the server: a claim of the longest texts with what is proposed for them. */
  serverMessageBytes: 64 * MIB,
  unsentBytes: 256 * 1024,
  socketsPerPerson: 16,
  uploadBytes: 4 * 1024 * MIB,
  jsonBodyBytes: 4 * MIB,
  archiveEntries: 200_000,
  archiveEntryBytes: 1024 * MIB,
  archiveTotalBytes: 20 * 1024 * MIB,
  imagePixels: 400_000_000,
  /** Of a Windows bitmap, whose pixels are held in memory at three bytes each. */
  bitmapPixels: 64_000_000,
  pageSize: 200,
  issuesKept: 1_000,
  lineBytes: 16 * MIB,
  activeMillisPerAnnotation: 8 * 3_600_000,
  signInTriesPerMinute: 10,
  tokensPerPerson: 50,
  historySteps: 500,
  /** Seconds of one recorded take, and fewer than which is none. */
  takeSeconds: 120,
  takeSecondsLeast: 0.2,
  /** Of a take: 120 s of 16-bit PCM at 48 kHz are 11.5 MB. */
  takeBytes: 16 * MIB,
  /** Samples a second of a take, at least and at most. */
  takeRateLeast: 8_000,
  takeRateMost: 96_000,
  /** Takes of one person for one task, redone ones included. */
  takesPerTask: 40,
  /** Of one person's takes that no annotation names yet, over all tasks. */
  takeBytesWaiting: 512 * MIB,
} as const
