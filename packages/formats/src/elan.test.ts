// ELAN: a file as the program writes it, refused annotations by line, round trips.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ElanDocument, elan, readElan } from './elan.ts'
import { codecContract } from './testing/index.ts'

const sample = `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-05-02T10:00:00+01:00" FORMAT="3.0" VERSION="3.0">
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
        <MEDIA_DESCRIPTOR MEDIA_URL="file:///home/a/talk.wav" MIME_TYPE="audio/x-wav" RELATIVE_MEDIA_URL="./talk.wav"/>
        <PROPERTY NAME="lastUsedAnnotationId">3</PROPERTY>
    </HEADER>
    <TIME_ORDER>
        <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="780"/>
        <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="1590"/>
        <TIME_SLOT TIME_SLOT_ID="ts3"/>
    </TIME_ORDER>
    <TIER LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="Wilma" TIER_ID="W-Spch">
        <ANNOTATION>
            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
                <ANNOTATION_VALUE>so you &amp; I</ANNOTATION_VALUE>
            </ALIGNABLE_ANNOTATION>
        </ANNOTATION>
    </TIER>
    <TIER LINGUISTIC_TYPE_REF="gloss" PARENT_REF="W-Spch" TIER_ID="W-Gloss">
        <ANNOTATION>
            <REF_ANNOTATION ANNOTATION_ID="a2" ANNOTATION_REF="a1"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION>
        </ANNOTATION>
    </TIER>
    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>
`

describe('elan', () => {
  it('reads tiers, speakers, times and the recording', () => {
    expect(readElan(sample)).toEqual({
      issues: [],
      issueCount: 0,
      document: {
        media: { path: 'talk.wav', mime: 'audio/x-wav' },
        tiers: [
          { id: 'W-Spch', participant: 'Wilma', annotations: [{ start: 0.78, end: 1.59, text: 'so you & I' }] },
          { id: 'W-Gloss', participant: null, annotations: [] },
        ],
      },
    })
  })
  it('AUD8: refuses by line what has no time, and what is no ELAN file', () => {
    const { document, issues } = readElan(sample.replace('REF2="ts2"', 'REF2="ts3"'))
    expect(issues).toMatchObject([{ line: 14, path: 'W-Spch', code: 'elan.time' }])
    expect(document.tiers[0]?.annotations).toEqual([])
    expect(readElan('<TEI/>').issues).toMatchObject([{ line: 1, code: 'elan.root' }])
    expect(readElan('x').issues).toMatchObject([{ code: 'xml.syntax' }])
  })
})

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((value) => `x${value}x`)
const documents: fc.Arbitrary<ElanDocument> = fc.record({
  media: fc.option(fc.record({ path: text, mime: fc.constant('audio/x-wav') })),
  tiers: fc.uniqueArray(
    fc.record({
      id: text,
      participant: fc.option(text),
      annotations: fc.array(
        fc
          .tuple(fc.nat(10_000_000), fc.nat(100_000), text)
          .map(([start, length, said]) => ({ start: start / 1_000, end: (start + length) / 1_000, text: said })),
        { maxLength: 3 },
      ),
    }),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
})

codecContract({ codec: elan, documents, sample })
