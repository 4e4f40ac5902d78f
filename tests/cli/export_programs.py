#!/usr/bin/env python3
"""What `export` writes is read by the programs it is written for, and `index` takes its own lines back.

    export_programs.py PROGRAM

Programs that are not installed (pandoc; Python's rispy and bibtexparser) are left out, and it says so.
"""

import importlib.util, json, pathlib, re, shutil, subprocess, sys, tempfile

TITLE = 'Braces {a} and "quotes" & 50% of $5 #1 a_b ~x ^y \\z -- <end>'
AUTHORS = ['Ana Li', 'Ludwig van Beethoven', 'Martin Luther King, Jr.', 'Maaß, Jörg', 'Ferry and Harbour Press', '王小明']
FAMILIES = ['Li', 'van Beethoven', 'King', 'Maaß', 'Ferry and Harbour Press', '王小明']
ARTICLES = [
    {'id': 'hard {id}, "one"', 'title': TITLE.replace(' and', '\nand'), 'body': 'A ferry.\n\nThe {second} paragraph.', 'authors': AUTHORS,
     'date': '2025-01-27T09:12:00+01:00', 'url': 'https://example.org/a_b?c=50%25&d={e}#f~g', 'source': 'Gazette & Post', 'tags': ['R&D', 'a_b'],
     'section': 'Islands', 'lang': 'en', 'description': 'In short: 100% & more'},
    {'id': 'month', 'title': 'A month', 'body': 'The ferry again.', 'date': '1963-05'},
    {'id': 'year', 'title': 'A year', 'body': 'The ferry once more.', 'date': '1963', 'source': 'Lamp'},
    {'id': 'decade', 'title': 'A decade', 'body': 'An old ferry.', 'date': '1920s', 'source': 'Lamp'},
    {'id': 'undated', 'title': 'No date', 'body': 'A ferry without a date.\tAnd a tab.'},
]
DATES = {'hard {id}, "one"': [2025, 1, 27], 'month': [1963, 5], 'year': [1963], 'decade': None, 'undated': None}
failures, left_out = [], []


def expect(what, got, wanted):
    if got != wanted:
        failures.append('%s\n    is     %r\n    wanted %r' % (what, got, wanted))


def have(name, there):
    if not there:
        left_out.append(name)
    return there


def names(item):
    return [a.get('literal') or ' '.join(filter(None, [a.get('non-dropping-particle'), a.get('dropping-particle'), a['family']]))
            for a in item.get('author', [])]


def check_csl(what, items):
    by_title = {re.sub('[“”]', '"', i['title']): i for i in items}  # pandoc sets quotes as printers do
    expect(what + ': titles', sorted(by_title), sorted(a['title'].replace('\n', ' ') for a in ARTICLES))
    for article in ARTICLES:
        item = by_title.get(article['title'].replace('\n', ' '), {})
        issued = (item.get('issued', {}).get('date-parts') or [None])[0]
        expect(what + ': date of ' + article['id'], issued, DATES[article['id']])
    hard = by_title.get(TITLE, {})
    expect(what + ': authors', names(hard), FAMILIES)
    for key, wanted in (('container-title', 'Gazette & Post'), ('abstract', 'In short: 100% & more'), ('keyword', 'R&D, a_b'),
                        ('type', 'article-newspaper')):
        expect(what + ': ' + key, hard.get(key), wanted)
    expect(what + ': address', hard.get('URL', '').replace('%7B', '{').replace('%7D', '}'), ARTICLES[0]['url'])


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    folder = pathlib.Path(tempfile.mkdtemp(prefix='broadsheet-export-'))

    def run(*arguments):
        return subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True).stdout

    def export(archive, format):
        data = run('export', '-a', archive, '--format', format)
        (folder / ('out.' + format)).write_bytes(data)
        return data.decode()

    (folder / 'in.jsonl').write_text(''.join(json.dumps(a, ensure_ascii=False) + '\n' for a in ARTICLES))
    run('index', '-a', 'one', '--quiet', 'in.jsonl')
    lines = export('one', 'jsonl')
    run('index', '-a', 'two', '--quiet', 'out.jsonl')

    def articles(text):
        made = [json.loads(line) for line in text.splitlines()]
        return sorted(({k: v for k, v in a.items() if k != 'file'} for a in made), key=lambda a: a['id'])
    expect('what is exported, indexed and exported again', articles(export('two', 'jsonl')), articles(lines))

    csl, ris, bibtex = (export('one', f) for f in ('csl-json', 'ris', 'bibtex'))
    expect('ids in csl-json', sorted(i['id'] for i in json.loads(csl)), sorted(DATES))
    if have('pandoc', shutil.which('pandoc')):
        for source, format in (('bibtex', 'bibtex'), ('bibtex', 'biblatex'), ('csl-json', 'csljson')):
            read = subprocess.run(['pandoc', '-f', format, '-t', 'csljson', 'out.' + source], cwd=folder, capture_output=True, text=True)
            expect('pandoc -f ' + format, (read.returncode, read.stderr), (0, ''))
            check_csl('pandoc -f ' + format, json.loads(read.stdout or '[]'))
    if have('bibtexparser', importlib.util.find_spec('bibtexparser')):
        import bibtexparser
        entries = (bibtexparser.parse_string(bibtex).entries if hasattr(bibtexparser, 'parse_string')
                   else bibtexparser.loads(bibtex).entries)
        expect('bibtexparser: entries', len(entries), len(ARTICLES))
    if have('rispy', importlib.util.find_spec('rispy')):
        import rispy
        by_id = {e['id']: e for e in rispy.loads(ris)}
        expect('rispy: ids', sorted(by_id), sorted(DATES))
        hard = by_id.get(ARTICLES[0]['id'], {})
        expect('rispy: type', hard.get('type_of_reference'), 'NEWS')
        expect('rispy: title', hard.get('title'), TITLE)
        expect('rispy: authors', [a.split(',')[0] for a in hard.get('authors', [])], FAMILIES)
        expect('rispy: date', hard.get('date'), '2025/01/27/')
        expect('rispy: address', hard.get('urls'), [ARTICLES[0]['url']])
        expect('rispy: decade', (by_id['decade'].get('year'), by_id['decade'].get('date')), (None, '///1920s'))

    if failures:
        print('\n'.join(failures), '\nits folder is left in', folder)
        sys.exit(1)
    shutil.rmtree(folder)
    if left_out:
        print('not installed, so not asked:', ', '.join(left_out))
    sys.exit(77 if len(left_out) == 3 else 0)


if __name__ == '__main__':
    main()
