// Recordings: what is heard, written down and checked. A modality with the medium `audio`.
import { defineModality } from '@etabli/modality-kit'
import { personal } from './kinds/personal.ts'
import { recording } from './kinds/recording.ts'
import { segment } from './kinds/segment.ts'
import { transcript } from './kinds/transcript.ts'
import {
  audacityImport,
  elanImport,
  srtImport,
  textGridImport,
  webvttImport,
  whisperImport,
} from './mappings/beside-in.ts'
import { audacityExport, elanExport, srtExport, textGridExport, webvttExport } from './mappings/beside-out.ts'
import { audioCsvExport, nemoExport } from './mappings/exports.ts'
import { audioCsv, audioFolder, audioJsonl } from './mappings/lists.ts'
import {
  commonVoiceImport,
  ctmImport,
  kaldiImport,
  librispeechImport,
  rttmImport,
  stmImport,
} from './mappings/lists-in.ts'
import {
  audiofolderExport,
  commonVoiceExport,
  ctmExport,
  kaldiExport,
  librispeechExport,
  rttmExport,
  stmExport,
} from './mappings/lists-out.ts'
import { recordedCommonVoice, recordedNemo } from './mappings/recordings-out.ts'
import {
  audacitySegments,
  elanSegments,
  srtSegments,
  textGridSegments,
  webvttSegments,
} from './mappings/segments-beside-out.ts'
import {
  csvSegments,
  ctmSegments,
  kaldiSegments,
  nemoSegments,
  rttmSegments,
  stmSegments,
} from './mappings/segments-lists-out.ts'
import { withSegments } from './mappings/segments-out.ts'
import { segmentTranscripts } from './segment-templates.ts'
import { recordSentences, transcriptCheck } from './templates.ts'

export { personalQuestion } from './kinds/personal.ts'
export { maskedAnswers } from './personal/mask.ts'
export { beepedSamples, coversSamples, type SampleRange, secondsOf } from './personal/stretches.ts'

export const audio = defineModality({
  id: 'audio',
  media: 'audio',
  kinds: [transcript, segment, personal, recording],
  imports: [
    audioJsonl,
    audioCsv,
    audioFolder,
    kaldiImport,
    commonVoiceImport,
    librispeechImport,
    srtImport,
    webvttImport,
    textGridImport,
    ctmImport,
    stmImport,
    rttmImport,
    audacityImport,
    elanImport,
    whisperImport,
  ],
  exports: [
    withSegments(nemoExport, nemoSegments),
    withSegments(audioCsvExport, csvSegments),
    withSegments(kaldiExport, kaldiSegments),
    commonVoiceExport,
    librispeechExport,
    audiofolderExport,
    withSegments(srtExport, srtSegments),
    withSegments(webvttExport, webvttSegments),
    withSegments(textGridExport, textGridSegments),
    withSegments(ctmExport, ctmSegments),
    withSegments(stmExport, stmSegments),
    withSegments(rttmExport, rttmSegments),
    withSegments(audacityExport, audacitySegments),
    withSegments(elanExport, elanSegments),
    recordedNemo,
    recordedCommonVoice,
  ],
  templates: [transcriptCheck, segmentTranscripts, recordSentences],
})
