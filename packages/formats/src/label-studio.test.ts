// Label Studio's JSON: its shape kept, a task alone, faults by path.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LabelStudioAnnotation, labelStudio, readLabelStudio, streamLabelStudio } from './label-studio.ts'
import { fixture } from './testing/fixture.ts'
import { codecContract } from './testing/index.ts'

const sample = fixture('label-studio.json')

const record = fc.dictionary(fc.constantFrom('text', 'id', 'value', 'type'), fc.oneof(fc.string(), fc.boolean()))
const result = fc.array(record, { maxLength: 3 })
const annotation = fc.record({
  result,
  cancelled: fc.boolean(),
  groundTruth: fc.boolean(),
  score: fc.constant(null),
  model: fc.constant(null),
}) as fc.Arbitrary<LabelStudioAnnotation>
const prediction = fc.record({
  result,
  cancelled: fc.constant(false),
  groundTruth: fc.constant(false),
  score: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
  model: fc.option(fc.string()),
}) as fc.Arbitrary<LabelStudioAnnotation>

const documents = fc
  .array(
    fc.record({
      id: fc.option(fc.oneof(fc.nat(), fc.string())),
      data: record,
      annotations: fc.array(annotation, { maxLength: 2 }),
      predictions: fc.array(prediction, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  )
  .map((tasks) => tasks.map((task, index) => ({ ...task, path: `[${index}]` })))

codecContract({ codec: labelStudio, documents, sample })

describe('label-studio', () => {
  it('reads tasks with annotations and predictions', () => {
    const { document } = readLabelStudio(sample)
    expect(document.map(({ id, annotations, predictions }) => [id, annotations.length, predictions.length])).toEqual([
      [7, 1, 0],
      [8, 0, 1],
    ])
    expect(document[1]?.predictions[0]).toMatchObject({ score: 0.81, model: 'ner-2' })
    expect(document[0]?.annotations[0]?.result.map(({ type }) => type)).toEqual([
      'labels',
      'labels',
      'relation',
      'choices',
    ])
  })
  it('reads one task alone, and annotations under their old name', () => {
    const { document, issues } = readLabelStudio('{"data":{"text":"a"},"completions":[{"result":[]}]}')
    expect(issues).toEqual([])
    expect(document).toMatchObject([{ id: null, annotations: [{ result: [] }] }])
  })
  it('TXT6: names what is no task and no annotation by path', () => {
    const { issues } = readLabelStudio('[{"data":{}},{"id":3},{"data":{},"annotations":[{"x":1}]}]', { file: 'a.json' })
    expect(issues.map(({ file, path, code }) => [file, path, code])).toEqual([
      ['a.json', '[1]', 'labelstudio.task'],
      ['a.json', '[2].annotations[0]', 'labelstudio.result'],
    ])
    expect(readLabelStudio('{"info":{}}').issues).toMatchObject([{ code: 'labelstudio.root' }])
  })
  it('streams the same bytes', async () => {
    const { document } = readLabelStudio(sample)
    let text = ''
    for await (const chunk of streamLabelStudio(document)) text += chunk
    expect(text).toBe([...labelStudio.write(document)].join(''))
  })
})
