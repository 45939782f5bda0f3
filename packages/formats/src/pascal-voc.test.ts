// Pascal VOC: a file as LabelImg writes it, CVAT's attributes, roLabelImg's turned boxes, refused objects by line.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pascalVoc, readVoc, type VocDocument } from './pascal-voc.ts'
import { codecContract } from './testing/index.ts'

const sample = `<annotation>
	<folder>VOC2012</folder>
	<filename>2007_000027.jpg</filename>
	<source><database>The VOC2007 Database</database></source>
	<size>
		<width>486</width>
		<height>500</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>person</name>
		<pose>Unspecified</pose>
		<truncated>0</truncated>
		<difficult>1</difficult>
		<bndbox>
			<xmax>349</xmax>
			<xmin>174</xmin>
			<ymin>101</ymin>
			<ymax>351</ymax>
		</bndbox>
		<part><name>head</name><bndbox><xmin>169</xmin><ymin>104</ymin><xmax>209</xmax><ymax>146</ymax></bndbox></part>
	</object>
</annotation>
`

describe('readVoc', () => {
  it('takes the shape of the challenge’s own files, in any order of edges', () => {
    expect(readVoc(sample).document).toEqual({
      filename: '2007_000027.jpg',
      folder: 'VOC2012',
      width: 486,
      height: 500,
      objects: [
        {
          name: 'person',
          box: { xmin: 174, ymin: 101, xmax: 349, ymax: 351 },
          truncated: false,
          difficult: true,
          line: 11,
        },
      ],
    })
  })

  it('IMG7: names bad objects by file and line and takes the others', () => {
    const text = `<annotation><filename>a.jpg</filename>
<object><name>cat</name><bndbox><xmin>1</xmin><ymin>two</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>
<object><name>cat</name></object>
<object><name>cat</name><bndbox><xmin>9</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>
<object><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>
<object><name>cat</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>
</annotation>`
    const { document, issues } = readVoc(text, { file: 'a.xml' })
    expect(document.objects).toHaveLength(1)
    expect(issues).toMatchObject([
      { file: 'a.xml', line: 2, path: 'object.bndbox.ymin', code: 'voc.number' },
      { file: 'a.xml', line: 3, code: 'voc.box' },
      { file: 'a.xml', line: 4, code: 'voc.box' },
      { file: 'a.xml', line: 5, code: 'voc.name' },
    ])
  })

  it('says what is wrong with a file that is no XML, or no annotation, by line', () => {
    expect(readVoc('<annotation>\n<object>\n</annotation>').issues).toMatchObject([{ line: 3, code: 'xml.syntax' }])
    expect(readVoc('').issues).toMatchObject([{ code: 'xml.syntax' }])
    expect(readVoc('<html></html>').issues).toMatchObject([{ line: 1, code: 'voc.root' }])
    // Entities that a file defines itself are not followed.
    const bomb = '<!DOCTYPE a [<!ENTITY b "boom">]><annotation><filename>&b;</filename></annotation>'
    expect(readVoc(bomb).issues).toMatchObject([{ code: 'xml.syntax' }])
    expect(readVoc(`${'<a>'.repeat(1_000)}`).issues).toHaveLength(1)
  })

  it('reads roLabelImg’s turned boxes, with the hull where there is no upright one', () => {
    const robndbox = '<robndbox><cx>50</cx><cy>40</cy><w>20</w><h>10</h><angle>1.570796</angle></robndbox>'
    const { document } = readVoc(`<annotation><object><name>ship</name>${robndbox}</object></annotation>`)
    const [ship] = document.objects
    expect(ship?.turned).toEqual({ cx: 50, cy: 40, w: 20, h: 10, angle: 1.570796 })
    // A quarter turn: 10 wide and 20 high.
    expect(ship?.box.xmin).toBeCloseTo(45, 4)
    expect(ship?.box.ymax).toBeCloseTo(50, 4)
  })
})

const name = fc.stringMatching(/^[a-zé&<>"'][a-z é&<>"']{0,10}[a-z]$/)
const eighth = fc.integer({ min: 0, max: 40_000 }).map((count) => count / 8)
const documents: fc.Arbitrary<VocDocument> = fc.record({
  filename: name,
  folder: name,
  width: fc.integer({ min: 1, max: 5_000 }),
  height: fc.integer({ min: 1, max: 5_000 }),
  objects: fc.array(
    fc.record(
      {
        name,
        box: fc
          .tuple(eighth, eighth, eighth, eighth)
          .map(([x, y, w, h]) => ({ xmin: x, ymin: y, xmax: x + w, ymax: y + h })),
        turned: fc.record({
          cx: eighth,
          cy: eighth,
          w: eighth.map((side) => side + 1),
          h: eighth.map((side) => side + 1),
          angle: fc.integer({ min: 0, max: 6_283_185 }).map((count) => count / 1e6),
        }),
        truncated: fc.boolean(),
        difficult: fc.boolean(),
        occluded: fc.boolean(),
        attributes: fc.dictionary(name, name, { minKeys: 1, maxKeys: 2 }),
      },
      { requiredKeys: ['name', 'box'] },
    ),
    { maxLength: 4 },
  ),
})

/** Where an object stands in the file is not part of what it says. */
const withoutLines = (document: VocDocument): VocDocument => ({
  ...document,
  objects: document.objects.map(({ line: _, ...object }) => object),
})

codecContract({
  codec: {
    ...pascalVoc,
    read: (source, options) => {
      const read = pascalVoc.read(source, options)
      return { ...read, document: withoutLines(read.document) }
    },
  },
  documents,
  sample,
})
