// Consensus of chains: whatever links people drew, those who chain the same spans say the same.
import { faultsOf, type Kind, settleTask } from '@etabli/modality-kit'
import type { Answers, Mark, Media, Millis, Question, TaskId } from '@etabli/schema'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relationQuestion, spanQuestion } from '../testing.ts'
import { chainsOf } from './chains.ts'
import { relation } from './relation.ts'
import { span } from './span.ts'

const kinds = new Map<string, Kind>([
  ['span', span as Kind],
  ['relation', relation as Kind],
])
//                                 A       B      C      D
const media: Media = { type: 'text', text: 'Ada, she, her, hers.' }
const WORDS = { A: [0, 3], B: [5, 8], C: [10, 13], D: [15, 19] } as const
type Word = keyof typeof WORDS
const same: Question = { ...relationQuestion, options: { spans: spanQuestion.id, form: 'chain' } }
const questions = [spanQuestion, same]

/** A person's spans (all four, but for some) and links, as pairs of words. */
function own(name: string, links: readonly string[], without = '', label = 'works-for'): Answers {
  const made = { source: 'person', confidence: null }
  const spans = (Object.keys(WORDS) as Word[])
    .filter((word) => !without.includes(word))
    .map((word) => ({
      ...made,
      id: `${name}-${word}`,
      question: spanQuestion.id,
      kind: 'span',
      label: 'person',
      value: { start: WORDS[word][0], end: WORDS[word][1] },
    }))
  const drawn = links.map(([from, to], index) => ({
    ...made,
    id: `${name}-${index}`,
    question: same.id,
    kind: 'relation',
    label,
    value: { from: `${name}-${from}`, to: `${name}-${to}` },
  }))
  return [...spans, ...drawn] as unknown as Answers
}

function settled(...people: Answers[]) {
  const annotations = people.map((answers, index) => ({ id: `a${index}`, person: `p${index}`, answers }))
  const consensus = settleTask(
    { task: 't' as TaskId, media, questions, annotations: annotations as never },
    kinds,
    0 as Millis,
  )
  const [spans, chains] = consensus.questions
  const wordOf = (id: string): string => {
    const mark = spans?.marks.find((one) => one.id === id)
    const start = (mark?.value as { start: number } | undefined)?.start
    return Object.entries(WORDS).find(([, [from]]) => from === start)?.[0] ?? '?'
  }
  const pairs = (marks: readonly Mark[] | undefined) =>
    (marks ?? []).map(({ value }) => {
      const { from, to } = value as { from: string; to: string }
      return [wordOf(from), wordOf(to)].sort().join('')
    })
  const found = chainsOf((chains?.marks ?? []) as never).map(({ ids }) => ids.map(wordOf).sort().join(''))
  const votes = chains?.support.map(({ votes: count, of }) => `${count}/${of}`)
  return {
    consensus,
    chains,
    spans,
    found: found.sort(),
    links: pairs(chains?.marks),
    candidates: pairs(chains?.candidates),
    votes,
  }
}

describe('consensus of chains', () => {
  it('two people who chain the same spans through different links have the same chain, and agree', () => {
    const { consensus, chains, found, links, candidates, votes } = settled(
      own('a', ['AB', 'BC']),
      own('b', ['AC', 'CB']),
    )
    expect(found).toEqual(['ABC'])
    expect(links).toHaveLength(2)
    expect([candidates, votes]).toEqual([[], ['2/2', '2/2']])
    expect(chains).toMatchObject({ similarity: 1, method: expect.stringContaining('whatever links join them') })
    expect(consensus.unanimous).toBe(true)
  })

  it('by hand: what two of three have in one chain, and what hangs on that', () => {
    // AB 3 of 3; AC, BC 2; CD 2; AD, BD 1: A to D by way of C.
    const { found, links, votes } = settled(
      own('a', ['AB', 'AC', 'AD']),
      own('b', ['AB', 'CD']),
      own('c', ['CA', 'BC']),
    )
    expect(found).toEqual(['ABCD'])
    expect([...links].sort()).toEqual(['AB', 'AC', 'CD'])
    expect([...(votes ?? [])].sort()).toEqual(['2/3', '2/3', '3/3'])
  })

  it('by hand: what one of two thinks is left for a person to decide on', () => {
    const { found, links, candidates, votes } = settled(own('a', ['AB', 'BC']), own('b', ['AB', 'CD']))
    expect([found, links]).toEqual([['AB'], ['AB']])
    expect([...candidates].sort()).toEqual(['BC', 'CD'])
    expect([...(votes ?? [])].sort()).toEqual(['1/2', '1/2', '2/2'])
  })

  it('a chain holds together over a span without a quorum, and types are apart', () => {
    // B has a span of one of three people only; A and C are one thing for all three.
    const fallen = settled(own('a', ['AB', 'BC']), own('b', ['AC'], 'B'), own('c', ['AC'], 'B'))
    expect([fallen.found, fallen.votes]).toEqual([['AC'], ['3/3']])
    expect(fallen.chains?.fallen).toBe(1)
    const types = settled(own('a', ['AB']), own('b', ['AB'], '', 'part-of'))
    expect(types.found).toEqual([])
    expect(types.votes).toEqual(['1/2'])
  })

  const link = fc.constantFrom('AB', 'AC', 'AD', 'BC', 'BD', 'CD')
  const people = fc.array(fc.uniqueArray(link, { maxLength: 4 }), { minLength: 1, maxLength: 4 })

  it('does not depend on how a chain is linked, nor on the order of people; what it says may be submitted', () => {
    void fc.assert(
      fc.property(people, (everyone) => {
        const given = everyone.map((links, index) => own(`p${index}`, links))
        const first = settled(...given)
        // Every chain linked anew, from its first mention to each of the others.
        const stars = given.map((answers, index) =>
          own(
            `p${index}`,
            chainsOf(answers.filter(({ kind }) => kind === 'relation') as never).flatMap(({ ids }) => {
              const [head = '', ...rest] = ids.map((id) => id.split('-')[1] ?? '').sort()
              return rest.map((one) => `${head}${one}`)
            }),
          ),
        )
        expect(settled(...stars).found).toEqual(first.found)
        expect(settled(...given.toReversed()).found).toEqual(first.found)
        const answers = [...(first.spans?.marks ?? []), ...(first.chains?.marks ?? [])]
        expect(faultsOf(answers, questions, media, kinds)).toEqual([])
        if (everyone.length === 1) {
          expect(first.found).toEqual(settled(given[0] ?? []).found)
          expect(first.candidates).toEqual([])
        }
      }),
    )
  })
})
