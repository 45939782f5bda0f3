// The span tool, driven as a person would.

import { undo } from '@etabli/modality-kit'
import { drive } from '@etabli/modality-kit/testing'
import type { Answers, AttributeId, LabelId, Mark, MarkId, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../passage.ts'
import { stretchesOf } from '../stretches.ts'
import { type SpanContext, type SpanState, spanTool } from './span.ts'

const text = 'Ask Dana, in Lyon.'
//            0   4     10 13
const passage = createPassage(text)
const question = 'entities' as QuestionId

function person(rest: Partial<SpanContext> = {}, answers: Answers = []) {
  return drive<SpanState, number, SpanContext>(
    spanTool,
    (now) => ({ passage, active: { question, label: 'place' as LabelId }, grip: null, hit: null, ...now, ...rest }),
    answers,
  )
}

const tagged = (answers: Answers) =>
  answers.map(({ label, value }) => {
    const { start, end } = value as { start: number; end: number }
    return [passage.index.slice(start, end), label]
  })

const lyon = person().down(14).move(15).up(15).answers

describe('span tool', () => {
  it('tags the words that a drag touches with the active label, in either direction, as one undo step', () => {
    const forward = person().down(14).move(15).move(16).up(18)
    expect(tagged(forward.answers)).toEqual([['Lyon', 'place']])
    expect(forward.selection).toEqual([])
    expect(forward.document.history.past).toHaveLength(1)
    expect(undo(forward.document).answers).toEqual([])
    expect(tagged(person().down(17).move(12).up(5).answers)).toEqual([['Dana, in Lyon', 'place']])
  })
  it('changes nothing before the pointer is up, and nothing at all when cancelled', () => {
    const held = person().down(14).move(16)
    expect(held.answers).toEqual([])
    expect(held.cancel().state.name).toBe('idle')
    expect(held.up(16).answers).toEqual([])
  })
  it('TXT12: takes exact characters with Alt', () => {
    expect(tagged(person().down(14).move(16, { alt: true }).up(16, { alt: true }).answers)).toEqual([['yo', 'place']])
  })
  it('never parts an emoji family or CRLF, even by exact characters', () => {
    const family = createPassage('a👨‍👩‍👧‍👦\r\nb')
    const exact = { alt: true }
    const tag = (from: number, to: number) =>
      person({ passage: family }).down(from).move(to, exact).up(to, exact).answers[0]?.value
    expect(tag(3, 5)).toEqual({ start: 1, end: 8 })
    expect(tag(0, 9)).toEqual({ start: 0, end: 10 })
  })
  it('tags a word by a double click', () => {
    expect(tagged(person().down(5, { clicks: 2 }).up(5, { clicks: 2 }).answers)).toEqual([['Dana', 'place']])
  })
  it('chooses words and waits for a label where none is active', () => {
    const chosen = person({ active: { question, label: null } })
      .down(14)
      .move(15)
      .up(15)
    expect(chosen.answers).toEqual([])
    expect(chosen.state).toMatchObject({ name: 'chosen', anchor: { start: 13, end: 17 } })
    expect(person({ active: null }).down(14).move(15).up(15).complete().answers).toEqual([])
  })
  it('walks by tokens, extends, and tags by a key', () => {
    const walked = person().key('next').key('next').key('next').key('next').key('extend-next')
    expect(walked.state).toMatchObject({ anchor: { start: 10, end: 12 }, head: { start: 13, end: 17 } })
    expect(tagged(walked.key('tag').answers)).toEqual([['in Lyon', 'place']])
    const back = person().down(18).up(18).key('previous').key('extend-previous').key('tag')
    expect(tagged(back.answers)).toEqual([['Lyon.', 'place']])
  })
  it('walks on from where the last word was tagged, or from where the text was clicked', () => {
    const twice = person().down(5).move(6).up(6).key('next').key('next').key('tag')
    expect(tagged(twice.answers)).toEqual([
      ['Dana', 'place'],
      ['in', 'place'],
    ])
    expect(tagged(person().down(10).up(10).key('next').key('tag').answers)).toEqual([['in', 'place']])
  })
  it('TXT8: draws two labels on one range, nested and crossing spans, and the same one only once', () => {
    const nested = person({}, lyon).down(1).move(15).up(15)
    expect(nested.answers).toHaveLength(2)
    const twin = person({ active: { question, label: 'thing' as LabelId } }, lyon)
      .down(14)
      .move(15)
      .up(15)
    expect(tagged(twin.answers)).toEqual([
      ['Lyon', 'place'],
      ['Lyon', 'thing'],
    ])
    const again = person({}, lyon).down(14).move(15).up(15)
    expect(again.answers).toEqual(lyon)
    expect(again.selection).toEqual([lyon[0]?.id])
  })
  it('selects what is clicked, and nothing beside it', () => {
    expect(
      person({ hit: 'm1' as MarkId }, lyon)
        .down(14)
        .up(14).selection,
    ).toEqual(['m1'])
    expect(person({}, lyon).down(2).up(2).selection).toEqual([])
  })
  it('TXT10: moving a boundary keeps id and label, and never passes the other', () => {
    const grip = { id: 'm1' as MarkId, part: 0, edge: 'start' as const }
    const grown = person({ grip }, lyon).down(13).move(5).up(5)
    expect(tagged(grown.answers)).toEqual([['Dana, in Lyon', 'place']])
    expect(grown.answers[0]?.id).toBe('m1')
    expect(tagged(person({ grip }, lyon).down(13).move(18).up(18).answers)).toEqual([['Lyon', 'place']])
    const exact = { alt: true }
    expect(tagged(person({ grip }, lyon).down(13).move(15, exact).up(15, exact).answers)).toEqual([['on', 'place']])
  })
  it('grows, shrinks and deletes the selected span by keys', () => {
    const select = { selection: lyon.map(({ id }) => id) }
    expect(tagged(person(select, lyon).key('grow').answers)).toEqual([['Lyon.', 'place']])
    expect(tagged(person(select, lyon).key('grow-start').answers)).toEqual([['in Lyon', 'place']])
    const deleted = person(select, lyon).key('delete')
    expect(deleted.answers).toEqual([])
    expect(undo(deleted.document).answers).toEqual(lyon)
  })

  it('takes the sentence by a triple click, instead of the word that the double click took', () => {
    const told = createPassage('He left. Dana stayed in Lyon.')
    const at = 10
    const clicked = person({ passage: told })
      .down(at)
      .up(at)
      .down(at, { clicks: 2 })
      .up(at, { clicks: 2 })
      .down(at, { clicks: 3 })
      .up(at, { clicks: 3 })
    expect(clicked.answers.map(({ value }) => value)).toEqual([{ start: 9, end: 29 }])
  })
  it('walks and takes by characters, sentences, lines, paragraphs and to either end', () => {
    const told = createPassage('He left. Dana stayed.\nIn Lyon, now.')
    const chosen = (...keys: string[]) => {
      const { state } = keys.reduce((now, key) => now.key(key), person({ passage: told }))
      if (state.name !== 'chosen') return state.name
      const [start, end] = [Math.min(state.anchor.start, state.head.start), Math.max(state.anchor.end, state.head.end)]
      return told.index.slice(start, end)
    }
    expect(chosen('next-sentence')).toBe('Dana')
    expect(chosen('next-sentence', 'extend-next-sentence')).toBe('Dana stayed.')
    expect(chosen('next-sentence', 'previous-sentence')).toBe('He')
    expect(chosen('next-paragraph')).toBe('In')
    expect(chosen('next-paragraph', 'extend-next-paragraph')).toBe('In Lyon, now.')
    expect(chosen('next-text', 'previous-paragraph', 'previous-paragraph')).toBe('He')
    expect(chosen('next', 'next-line')).toBe('.')
    expect(chosen('next', 'extend-next-line')).toBe('He left. Dana stayed.')
    expect(chosen('next-text', 'previous-line')).toBe('In')
    expect(chosen('previous-text', 'extend-next-text')).toBe('He left. Dana stayed.\nIn Lyon, now.')
    expect(chosen('next', 'extend-next-letter', 'extend-next-letter')).toBe('He l')
    expect(chosen('next', 'extend-next-letter', 'extend-previous-letter', 'extend-previous-letter')).toBe('H')
    expect(chosen('next-letter', 'next-letter')).toBe('e')
  })
  it('parts a span where it was clicked and joins it again, keeping the first one’s id', () => {
    const whole = person().down(5).move(15).up(15).answers
    const select = { selection: whole.map(({ id }) => id) }
    const parted = person({ ...select, hit: whole[0]?.id ?? null }, whole)
      .down(11)
      .up(11)
      .key('split')
    expect(tagged(parted.answers)).toEqual([
      ['Dana,', 'place'],
      ['in Lyon', 'place'],
    ])
    expect(parted.answers[0]?.id).toBe(whole[0]?.id)
    expect(undo(parted.document).answers).toEqual(whole)
    const joined = person({ selection: [whole[0]?.id as MarkId] }, parted.answers).key('join')
    expect(tagged(joined.answers)).toEqual([['Dana, in Lyon', 'place']])
    expect(undo(joined.document).answers).toEqual(parted.answers)
  })
  it('gives a span another part by keys and by a drag, and keeps the parts when its end is moved', () => {
    const selected = { selection: lyon.map(({ id }) => id) }
    const ask = person({ ...selected }, lyon).key('add-part')
    expect(ask.state).toMatchObject({ name: 'chosen', into: 'm1' })
    const parts = person({ ...selected }, lyon)
      .key('add-part')
      .down(5)
      .move(6)
      .up(6)
    expect(parts.answers[0]).toMatchObject({
      id: 'm1',
      label: 'place',
      value: {
        start: 4,
        end: 17,
        parts: [
          { start: 4, end: 8 },
          { start: 13, end: 17 },
        ],
      },
    })
    expect(parts.answers).toHaveLength(1)
    const moved = person(selected, parts.answers).key('grow')
    expect(moved.answers[0]?.value).toEqual({
      start: 4,
      end: 18,
      parts: [
        { start: 4, end: 8 },
        { start: 13, end: 18 },
      ],
    })
    const touching = person({ ...selected }, lyon)
      .key('add-part')
      .down(11)
      .move(13, { alt: true })
      .up(13, { alt: true })
    expect(touching.answers[0]?.value).toEqual({ start: 11, end: 17 })
  })
  describe('TXT10: a boundary of a part moves alone', () => {
    // "Ask Dana, in Lyon.": Ask 0–3, Dana 4–8, in 10–12, Lyon 13–17; the span is Ask … in.
    const mark: Mark = {
      id: 'm1' as MarkId,
      question,
      kind: 'span',
      label: 'place' as LabelId,
      value: {
        start: 0,
        end: 12,
        parts: [
          { start: 0, end: 3 },
          { start: 10, end: 12 },
        ],
      },
      source: 'person',
      confidence: null,
      attributes: { ['certain' as AttributeId]: true },
    }
    const relation: Mark = {
      ...mark,
      id: 'r1' as MarkId,
      question: 'links' as QuestionId,
      kind: 'relation',
      label: 'knows' as LabelId,
      value: { from: 'm1', to: 'm2' },
    }
    const answers = [mark, relation]
    const selected = { selection: [mark.id] }
    const parts = ({ answers: [first, second] }: { readonly answers: Answers }) => {
      expect(first).toMatchObject({ id: 'm1', label: 'place', attributes: { certain: true } })
      expect(second).toEqual(relation)
      return stretchesOf(first as Mark).map(({ start, end }) => passage.index.slice(start, end))
    }
    const pull = (part: number, edge: 'start' | 'end', to: number) =>
      parts(
        person({ grip: { id: mark.id, part, edge } }, answers)
          .down(0)
          .move(to)
          .up(to),
      )
    it('by handles, the inner ones too; never past its other end; what it reaches becomes one with it', () => {
      expect(pull(1, 'end', 16)).toEqual(['Ask', 'in Lyon'])
      expect(pull(0, 'end', 6)).toEqual(['Ask Dana', 'in'])
      expect(pull(1, 'start', 5)).toEqual(['Ask', 'Dana, in'])
      expect(pull(1, 'end', 2)).toEqual(['Ask', 'in'])
      expect(pull(0, 'start', 15)).toEqual(['Ask', 'in'])
      expect(pull(0, 'end', 11)).toEqual(['Ask Dana, in'])
    })
    it('by keys: of the part in hand, else the outer ones', () => {
      const keys = (...names: string[]) => parts(names.reduce((now, key) => now.key(key), person(selected, answers)))
      expect(keys('grow')).toEqual(['Ask Dana', 'in'])
      expect(keys('next-part', 'grow')).toEqual(['Ask', 'in Lyon'])
      expect(keys('next-part', 'grow', 'shrink', 'shrink')).toEqual(['Ask', 'in'])
      expect(keys('next-part', 'grow-start')).toEqual(['Ask', ', in'])
      expect(keys('next-part', 'shrink-letter')).toEqual(['Ask', 'i'])
      expect(keys('next-part', 'next-part', 'shrink-letter')).toEqual(['As', 'in'])
      const away = (key: string) => parts(person(selected, answers).down(15).up(15).key(key))
      expect(away('grow')).toEqual(['Ask', 'in Lyon'])
      expect(away('shrink-start-letter')).toEqual(['sk', 'in'])
    })
    it('is one step to undo', () => {
      const grown = person(selected, answers).key('next-part').key('grow')
      expect(undo(grown.document).answers).toEqual(answers)
      expect(grown.document.history.past).toHaveLength(1)
    })
  })
  it('moves either end of the selected span by a character', () => {
    const selected = { selection: lyon.map(({ id }) => id) }
    expect(tagged(person(selected, lyon).key('shrink-letter').answers)).toEqual([['Lyo', 'place']])
    expect(tagged(person(selected, lyon).key('shrink-start-letter').answers)).toEqual([['yon', 'place']])
    expect(tagged(person(selected, lyon).key('grow-start-letter').answers)).toEqual([[' Lyon', 'place']])
    expect(tagged(person(selected, lyon).key('grow-letter').answers)).toEqual([['Lyon.', 'place']])
  })
})
