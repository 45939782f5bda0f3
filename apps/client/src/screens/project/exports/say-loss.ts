// What a format refuses or loses, in the person's language. Mappings and the server say it in English sentences, which
// also go into the dataset card; here each is known by its form, and shown as it is where it is not.
import type { Translate } from '@etabli/modality-kit'

/** The sentence's form, and its phrase under `exports.said`; what the form catches is the phrase's `list`. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^This project asks for no boxes\.$/, 'noBoxes'],
  [/^This project asks for no outlines\.$/, 'noOutlines'],
  [/^This project asks for no poses\.$/, 'noPoses'],
  [/^This project asks for no shapes\.$/, 'noShapes'],
  [/^The (?:boxes|outlines|poses|shapes) of this project have no classes yet\.$/, 'noClasses'],
  [/^YOLO takes poses of one number of points/, 'onePose'],
  [/^No question of this project is answered by a field\.$/, 'noFields'],
  [/^This project has no question for spans\.$/, 'noSpans'],
  [/^No question of this project compares answers\.$/, 'noRankings'],
  [/^This project asks for no sentences\.$/, 'noSentences'],
  [/^Left out, as a row is one sentence: (.*)\.$/, 'sentencesOnly'],
  [/^A tie, and answers that are all bad/, 'tiesOut'],
  [/^The project asks for no transcript\.$/, 'noTranscript'],
  [/^The project asks for no recordings\.$/, 'noRecordings'],
  [/^Blanks and line ends in a sentence become one blank\.$/, 'sentenceJoined'],
  [/^Left out, as the file holds boxes only: (.*)\.$/, 'boxesOnly'],
  [/^Left out, as the file holds outlines only: (.*)\.$/, 'outlinesOnly'],
  [/^Left out, as the file holds poses only: (.*)\.$/, 'posesOnly'],
  [/^Left out, as the file holds shapes only: (.*)\.$/, 'shapesOnly'],
  [/^Attributes are left out: (.*)\.$/, 'attributesOut'],
  [/^COCO has no angle:/, 'cocoAngle'],
  [/^COCO has no groups of boxes or poses/, 'cocoGroups'],
  [/^There is no angle: a turned box/, 'yoloAngle'],
  [/^Corners of turned boxes that reach outside/, 'cornersCut'],
  [/^Parts of one group go out as objects/, 'partsApart'],
  [/^Names of points and the lines between them/, 'namesOut'],
  [/^Pascal VOC has no angle:/, 'vocAngle'],
  [/^Classes are written by name; class numbers/, 'vocNames'],
  [/^Left out, as a row cannot hold drawn marks: (.*)\.$/, 'rowsOnly'],
  [/^Left out, as CoNLL holds tags of words only: (.*)\.$/, 'tagsOnly'],
  [/^Left out, as a row holds spans only: (.*)\.$/, 'spansOnly'],
  [/^Relations are left out: (.*)\.$/, 'relationsOut'],
  [/^Spans in several parts are left out/, 'partsOut'],
  [/^Spans that overlap another are left out and counted: spaCy/, 'overlapOut'],
  [/^Spans that overlap another, or begin or end with a blank, are in/, 'groupOnly'],
  [/^Spans that do not begin and end with a token are left out/, 'tokensOut'],
  [/^Spans that begin or end between two tokens/, 'betweenOut'],
  [/^The fields that tasks came with are left out\.$/, 'fieldsOut'],
  [/^Spans that begin or end with a line end/, 'lineEndOut'],
  [/^Offsets in these files count UTF-16 units/, 'utf16'],
  [/^Offsets are code points, as Label Studio/, 'codePoints'],
  [/^Coordinates are shares of the image with six decimals/, 'shares'],
  [/^Spans that overlap another, or do not begin and end with a token/, 'spansOut'],
  [/^Recordings without a transcript/, 'recordingsOut'],
  [/^Left out, as the file holds transcripts only: (.*)\.$/, 'transcriptsOnly'],
  [/^The text itself is left out: the file says who speaks when\.$/, 'textOut'],
  [/^Line ends in a transcript become blanks\.$/, 'linesJoined'],
  [/^Blank lines in a transcript are left out\.$/, 'blankLinesOut'],
  [/^The times of words are left out\.$/, 'wordTimesOut'],
  [/^How sure the machine was of each word is left out\.$/, 'sureOut'],
  [/^Recordings whose words have no times are left out and counted\.$/, 'untimedOut'],
  [/^Recordings that are not named as LibriSpeech names them/, 'libriNames'],
  [/^This is a sample project: its annotators are simulated\.$/, 'sample'],
  [/^Media lie once, at the root of the archive/, 'mediaOnce'],
  [/^One annotator alone answered (\d+) of the (\d+) tasks:/, 'alone'],
  [/^No task has answers of the kind that was asked for\.$/, 'nothing'],
]

/** How many were left out, and why. */
const COUNTED = /^(\d+) left out: (.*)$/

/** The reason in the language of `t`, or as it came. */
function sayReason(reason: string, t: Translate): string {
  const key = `exports.reasons.${reason.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`
  const said = t(key)
  return said === key ? reason : said
}

/** The sentence in the language of `t`, or as it came. */
export function sayLoss(sentence: string, t: Translate): string {
  const counted = COUNTED.exec(sentence)
  if (counted) return t('exports.said.counted', { number: counted[1] ?? '', reason: sayReason(counted[2] ?? '', t) })
  for (const [form, phrase] of SENTENCES) {
    const found = form.exec(sentence)
    if (found) return t(`exports.said.${phrase}`, { list: found[1] ?? '', of: found[2] ?? '' })
  }
  return sentence
}
