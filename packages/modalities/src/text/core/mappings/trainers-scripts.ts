// What spaCy and Hugging Face `datasets` themselves read of our exports: Python for `trainers.test.ts`. Each script prints
// its answer last, as a line of JSON.

/** spaCy: every document of a DocBin, by what `Doc` says of it. */
export const DOCBIN = `
import json, sys, spacy
from spacy.tokens import DocBin
nlp = spacy.blank('xx')
def spans(all): return [{'start': s.start_char, 'end': s.end_char, 'label': s.label_, 'quote': s.text} for s in all]
print(json.dumps([{
    'text': d.text,
    'tokens': [t.text for t in d],
    'tags': [t.ent_iob_ + ('-' + t.ent_type_ if t.ent_type_ else '') for t in d],
    'entities': spans(d.ents),
    'groups': {key: spans(group) for key, group in d.spans.items()},
    'cats': d.cats,
    'userData': d.user_data,
} for d in DocBin().from_disk(sys.argv[1]).get_docs(nlp.vocab)]))
`

/** spaCy: rows of JSONL as \`Example.from_dict\` takes them, with a token at each sign, so that no span is between two. */
export const ROWS = `
import json, sys, spacy, warnings
from spacy.tokens import Doc
from spacy.training import Example
warnings.simplefilter('error')
vocab = spacy.blank('xx').vocab
said = []
for line in open(sys.argv[1], encoding='utf-8', newline='\\n').read().split('\\n')[:-1]:
    row = json.loads(line)
    doc = Doc(vocab, words=list(row['text']), spaces=[False] * len(row['text']))
    example = Example.from_dict(doc, {key: row[key] for key in ('entities', 'cats') if key in row})
    ents = [[e.start_char, e.end_char, e.label_] for e in example.reference.ents]
    assert all(doc.char_span(*e[:2]).text == row['text'][e[0]:e[1]] for e in ents)
    said.append({'text': example.text, 'entities': ents, 'cats': example.reference.cats})
print(json.dumps(said))
`

/** spaCy: a pipeline of entities, spans and classes, made by its own \`init config\`, takes two steps on a DocBin. */
export const TRAIN = `
import json, os, sys
from spacy.cli.init_config import init_config
from spacy.cli.train import train
file, folder = sys.argv[1:]
config = init_config(lang='xx', pipeline=['ner', 'spancat', 'textcat_multilabel'], silent=True)
config.to_disk(os.path.join(folder, 'config.cfg'))
train(os.path.join(folder, 'config.cfg'), os.path.join(folder, 'model'), overrides={
    'paths.train': file, 'paths.dev': file, 'training.max_steps': 2, 'training.eval_frequency': 2})
print()
print(json.dumps(json.load(open(os.path.join(folder, 'model', 'model-last', 'meta.json'), encoding='utf-8'))))
`

/** datasets: what \`load_dataset\` says of the features, and the rows as it gives them. */
export const LOADED = `
import json, sys, datasets
kind, path, cache = sys.argv[1:]
data = datasets.load_dataset(kind, data_files=path, split='train', cache_dir=cache)
names = lambda feature: names(feature.feature) if hasattr(feature, 'feature') else getattr(feature, 'names', None)
print(json.dumps({
    'features': {key: str(feature) for key, feature in data.features.items()},
    'names': {key: names(feature) for key, feature in data.features.items()},
    'rows': list(data),
}))
`

/** datasets: a folder as it lies on the hub, by its card. */
export const FOLDER = `
import json, sys, datasets
data = datasets.load_dataset(sys.argv[1], cache_dir=sys.argv[2])
print(json.dumps({split: list(rows['id']) for split, rows in data.items()}))
`

/** CoNLL: a token a line, its tag in the fourth column. */
export const CONLL = `
import json, sys
docs = []
for line in open(sys.argv[1], encoding='utf-8', newline='\\n').read().split('\\n'):
    if line.startswith('-DOCSTART-'): docs.append({'tokens': [], 'tags': []})
    elif line and not line.startswith('# '):
        cells = line.split(' ')
        assert len(cells) == 4, line
        docs[-1]['tokens'].append(cells[0])
        docs[-1]['tags'].append(cells[3])
print(json.dumps(docs))
`
