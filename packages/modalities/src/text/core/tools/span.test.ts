// The span tool, driven as a person would.

import { undo } from '@etabli/modality-kit'
import { drive } from '@etabli/modality-kit/testing'
import type { Answers, LabelId, MarkId, QuestionId } from '@etabli/schema'
import { describe, expect, it } from 'vitest'
import { createPassage } from '../passage.ts'
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
    const grip = { id: 'm1' as MarkId, edge: 'start' as const }
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
})
