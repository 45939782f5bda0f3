// Answers to compare: the forms in which files give them, and what trainers get.
import { memoryTree, readAll, writeAll } from '@etabli/modality-kit/testing'
import { describe, expect, it } from 'vitest'
import { comparedItem, rankingProject } from '../testing.ts'
import { preferenceOut } from './preference-out.ts'
import { csvIn, jsonlIn } from './rows-in.ts'
import { csvOut } from './rows-out.ts'

const jsonl = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const read = (mapping: typeof csvIn, name: string, body: string) =>
  readAll(mapping, memoryTree({ [name]: body }), rankingProject)
const lines = (bytes: Uint8Array | undefined) =>
  new TextDecoder()
    .decode(bytes)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

describe('comparisons in', () => {
  it('reads a list of answers, with the models kept from annotators', async () => {
    const rows = await read(
      jsonlIn,
      'r.jsonl',
      jsonl(
        { id: 1, prompt: 'Hi?', responses: ['Hello.', 'Yes?'], topic: 'greeting' },
        {
          id: 2,
          prompt: 'Hi?',
          responses: [
            { text: 'A', model: 'm1' },
            { content: 'B', model: 'm2' },
          ],
        },
        { id: 3, prompt: [{ role: 'user', content: 'Hi?' }], responses: ['A', 'B', 'C'], models: ['x', 'y', 'z'] },
      ),
    )
    expect(rows).toMatchObject([
      { task: { name: '1', fields: { prompt: 'Hi?', response_1: 'Hello.', response_2: 'Yes?', topic: 'greeting' } } },
      { task: { fields: { response_1: 'A', response_2: 'B', 'hidden.models': '["m1","m2"]' } } },
      { task: { fields: { prompt: '[{"role":"user","content":"Hi?"}]', response_3: 'C' } } },
    ])
  })
  it('reads a column an answer, lettered or numbered', async () => {
    const body = 'id,prompt,response_a,response_b,model_a,model_b\n1,Hi?,A,B,m1,m2\n'
    expect(await read(csvIn, 'r.csv', body)).toMatchObject([
      { task: { fields: { prompt: 'Hi?', response_1: 'A', response_2: 'B', 'hidden.models': '["m1","m2"]' } } },
    ])
    expect(await read(csvIn, 'r.csv', 'prompt,response_1,response_2\nHi?,A,B\n')).toMatchObject([
      { task: { fields: { response_1: 'A', response_2: 'B' } } },
    ])
  })
  it('TXT6: names what is wrong by line and field', async () => {
    const rows = await read(
      jsonlIn,
      'r.jsonl',
      jsonl(
        { prompt: 'Hi?', responses: ['A'] },
        { prompt: 'Hi?', responses: ['A', 7] },
        { prompt: 'Hi?', responses: ['A', 'B'], models: ['m'] },
        { prompt: 'Hi?', response_a: 'A', response_b: 'B', better: 'A > Z' },
      ),
    )
    expect(rows.flatMap((row) => ('issue' in row ? [row.issue] : []))).toMatchObject([
      { line: 1, path: 'responses', message: 'expected 2 to 6 answers to compare, found 1' },
      { line: 2, path: 'responses[1]' },
      { line: 3, path: 'models', message: '1 names for 2 answers' },
      { line: 4, path: 'better' },
    ])
  })
})

describe('comparisons out', () => {
  it('csv: a ranking is a cell one can read, with the order shown beside it', async () => {
    const { files } = await writeAll(csvOut, rankingProject, [
      comparedItem('1', ['Yes', 'No'], { order: [1, 0], ranks: [2, 1], strength: 2, reason: 'polite' }),
      comparedItem('2', ['Yes', 'No'], { order: [0, 1], ranks: [null, null], bad: true }),
    ])
    expect(new TextDecoder().decode(files['answers.csv'])).toBe(
      'id,prompt,response_1,response_2,better,better.order,better.reason\r\n' +
        '1,What is it?,Yes,No,B >> A,B A,polite\r\n2,What is it?,Yes,No,all bad,A B,\r\n',
    )
  })
  it('TRL: prompt, chosen, rejected for each ordered pair; ties are counted and left out', async () => {
    const { files, leftOut } = await writeAll(preferenceOut, rankingProject, [
      comparedItem('1', ['Yes', 'No'], { order: [1, 0], ranks: [2, 1] }, { 'hidden.models': '["m1","m2"]' }),
      comparedItem('2', ['Yes', 'No'], { order: [0, 1], ranks: [1, 1] }),
      comparedItem('3', ['a', 'b', 'c'], { order: [0, 1, 2], ranks: [1, 2, null] }),
      comparedItem('4', ['a', 'b'], { order: [0, 1], ranks: [null, null], bad: true }),
    ])
    expect(lines(files['preferences.jsonl'])).toEqual([
      {
        prompt: 'What is it?',
        chosen: 'No',
        rejected: 'Yes',
        id: '1',
        chosen_model: 'm2',
        rejected_model: 'm1',
      },
      { prompt: 'What is it?', chosen: 'a', rejected: 'b', id: '3' },
    ])
    expect(leftOut).toEqual({
      'a tie has no chosen and rejected': 1,
      'a pair that was not ranked': 2,
      'all answers are bad': 1,
    })
    expect(lines(files['rankings/all.jsonl'])[3]).toEqual({
      id: '4',
      question: 'better',
      prompt: 'What is it?',
      responses: ['a', 'b'],
      ranks: [null, null],
      all_bad: true,
      shown: [0, 1],
    })
  })
  it('TRL: beside a conversation the answers are turns of the assistant', async () => {
    const prompt = '[{"role":"user","content":"Hi?"}]'
    const item = comparedItem('1', ['Yes', 'No'], { order: [0, 1], ranks: [1, 2] }, { prompt })
    const { files } = await writeAll(preferenceOut, rankingProject, [item])
    expect(lines(files['preferences.jsonl'])).toMatchObject([
      {
        prompt: [{ role: 'user', content: 'Hi?' }],
        chosen: [{ role: 'assistant', content: 'Yes' }],
        rejected: [{ role: 'assistant', content: 'No' }],
      },
    ])
  })
})
