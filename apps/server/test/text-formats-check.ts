// Reads exports of texts with Python alone, which trainers use, and slices by its own offsets.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const hasPython = spawnSync('python3', ['--version']).status === 0

/** `given.json`: what must stand in each text. Prints how many spans of each format were right; ends with 1 otherwise. */
const CHECK = String.raw`
import csv, io, json, os, sys, zipfile
folder = sys.argv[1]
given = {g['name']: g for g in json.load(open(os.path.join(folder, 'given.json'), encoding='utf-8'))}
for g in given.values():
    for s in g['spans']:
        for start, end, quote in s[1:]: assert g['text'][start:end] == quote, (g['name'], quote)
seen = {}
def check(format, name, text, spans):
    g = given[name]
    assert text == g['text'], (format, name)
    for label, *parts in spans:
        said = [[start, end, text[start:end]] for start, end in parts]
        assert [label, *said] in g['spans'], (format, name, label, said)
        seen[format] = seen.get(format, 0) + 1
def opened(format): return zipfile.ZipFile(os.path.join(folder, format + '.zip'))
def rows(format):
    return [json.loads(line) for line in opened(format).read('texts.jsonl').decode('utf-8').split('\n') if line]
def own(entities): return [(e['label'], *[(p['start'], p['end']) for p in e.get('parts', [e])]) for e in entities]
for r in rows('jsonl'):
    check('jsonl', r['id'], r['text'], own(r['entities']))
    for e in r['entities']: assert r['text'][e['start']:e['end']] == e['quote']
for r in csv.DictReader(io.StringIO(opened('csv').read('texts.csv').decode('utf-8-sig'), newline='')):
    check('csv', r['id'], r['text'], own(json.loads(r['entities'])))
for r in rows('doccano'):
    check('doccano', r['id'], r['text'], [(e['label'], (e['start_offset'], e['end_offset'])) for e in r['entities']])
for r in rows('prodigy'):
    check('prodigy', r['id'], r['text'], [(e['label'], (e['start'], e['end'])) for e in r['spans']])
    for t in r['tokens']: assert r['text'][t['start']:t['end']] == t['text']
for r in rows('spacy'): check('spacy', r['id'], r['text'], [(label, (start, end)) for start, end, label in r['entities']])
for t in json.loads(opened('label-studio').read('texts.json').decode('utf-8')):
    values = [r['value'] for r in t['annotations'][0]['result'] if r['type'] == 'labels']
    check('label-studio', t['data']['id'], t['data']['text'], [(v['labels'][0], (v['start'], v['end'])) for v in values])
brat = opened('brat')
for name in given:
    text = brat.read(name + '.txt').decode('utf-8')
    assert text == given[name]['text'], name
    for line in brat.read(name + '.ann').decode('utf-8').split('\n'):
        if not line.startswith('T'): continue
        # brat breaks a span at each line end: what stands in its pieces is its quote, a blank between two.
        _, place, quote = line.split('\t')
        pieces = [tuple(map(int, piece.split(' '))) for piece in place.split(' ', 1)[1].split(';')]
        assert ' '.join(text[start:end] for start, end in pieces) == quote, (name, line)
        seen['brat'] = seen.get('brat', 0) + 1
tsv = opened('webanno-tsv')
for name in given:
    units = given[name]['text'].encode('utf-16-le')
    for line in tsv.read(name + '.tsv').decode('utf-8').split('\n'):
        cells = line.split('\t')
        if len(cells) > 3 and not line.startswith('#'):
            start, end = map(int, cells[1].split('-'))
            assert units[2 * start:2 * end].decode('utf-16-le') == cells[2], (name, cells)
            seen['webanno-tsv'] = seen.get('webanno-tsv', 0) + 1
print(json.dumps(seen))
`

/** @param folder holds `given.json` and the exports, `FORMAT.zip` */
export function checkedByPython(folder: string): { readonly stderr: string; readonly stdout: string } {
  writeFileSync(join(folder, 'check.py'), CHECK)
  return spawnSync('python3', [join(folder, 'check.py'), folder], { encoding: 'utf8' })
}
