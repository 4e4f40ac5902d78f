#!/usr/bin/env python3
"""Runs the program on the transcripts in golden/ and compares what it prints.

    run_golden.py PROGRAM [--update] [CASE…]

Each transcript has a folder of its own, with an archive of articles.jsonl in `broadsheet.archive`. Its lines:

    # a comment
    @ NAME            a file, made of the lines after it that begin with `| ` (\\t is a tab)
    $ [VAR=x …] ARGUMENTS [< FILE] [> terminal N | > closed | > full | > file NAME]
    > a line of standard output
    2> a line of standard error
    = exit code       left out if 0

␛ is ESC and ⟨ff⟩ the byte ff, in arguments and output. What changes from run to run is masked (MASKS). JSON documents
are shown indented and checked against answer.schema.json if python3-jsonschema is there; charts are read as XML. With --update, what the
program prints becomes what is expected: read the difference before you commit it.
"""

import fcntl, json, os, pathlib, pty, re, shlex, shutil, struct, subprocess, sys, tempfile, termios, threading
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent

MASKS = [
    (r', \d+\.\d ms\)', ', N ms)'),
    (r'"took_ms": ?[-\d.e]+', '"took_ms": N'),
    (r'"score": ?[-\d.e]+', '"score": N'),
    (r'"(uuid|built|icu)": ?"[^"]*"', r'"\1": "…"'),
    (r'"name": ?"[^"]*"(,?\s*"articles")', r'"name": "…"\1'),
    (r'"bytes": ?\d+', '"bytes": N'),
    (r'\b\d+\.\d{4}\b', 'SCORE'),
    (r'(revision +\d+, of ).*', r'\1TIME'),
    (r'\b[\d.,]+ [kMG]B\b', 'SIZE'),
    (r'^part \S+ +', 'part NAME  '),
    (r'^(archive id +)\S+', r'\1UUID'),
    (r', ICU [\d.]+', ', ICU N'),
    (r'archive [-0-9a-f]{36}, revision (\d+) \([-:0-9TZ]+\)', r'archive UUID, revision \1 (TIME)'),
    (r'([Aa]rchive |cited was |this is )[0-9a-f]{8}-[-0-9a-f]{27}', r'\1UUID'),
    (r'(revision \d+ of\s+)[-:\dT]+Z', r'\1TIME'),
    (r'(result\s+|"(?:result|hash)": ?")[0-9a-f]{32}', r'\1HASH'),
    (r'\b[0-9a-f]{16}:[0-9a-f]{8}\b', 'KEY'),
    (r'\bICU \d+\.\d+', 'ICU N'),
    (r'urn:uuid:[0-9a-f]{8}-[-0-9a-f]{27}', 'urn:uuid:UUID'),
    (r'(<updated>)20(?!25)[-:\dT]+Z', r'\1TIME'),
    (r'("at": ?")20(?!25)[-:\dT]+Z', r'\1TIME'),
    (r'^(ICU|Xapian|analyzer) [\d.]+$', r'\1 N'),
]

SCHEMA_OF = {'search': 'answer', 'count': 'count', 'facets': 'facets', 'trend': 'trend', 'suggest': 'suggestions', 'show': 'reading',
             'explain': 'explanation', 'stats': 'stats', 'story': 'answer', 'first': 'answer', 'kwic': 'concordance',
             **dict.fromkeys(('compare', 'terms', 'collocates', 'dispersion', 'silence'), 'figures')}


def to_bytes(text):
    text = text.replace('␛', '\x1b')
    parts = re.split(r'⟨([0-9a-f]{2})⟩', text)
    return b''.join(bytes([int(p, 16)]) if i % 2 else p.encode() for i, p in enumerate(parts))


def to_text(data):
    text = data.decode('utf-8', 'surrogateescape').replace('\r\n', '\n').replace('\x1b', '␛')
    text = re.sub('[\udc80-\udcff]', lambda m: '⟨%02x⟩' % (ord(m.group()) - 0xdc00), text)
    for pattern, mask in MASKS:
        text = re.sub(pattern, mask, text, flags=re.M)
    return text


class Schema:
    """answer.schema.json, if it can be checked at all."""

    def __init__(self):
        self.schema = json.loads((HERE / 'answer.schema.json').read_text())
        try:
            import jsonschema
            jsonschema.Draft202012Validator.check_schema(self.schema)
            self.jsonschema = jsonschema
        except ImportError:
            print('python3-jsonschema is not installed: JSON is compared, but not checked against the schema')
            self.jsonschema = None

    def problems(self, document, definition):
        if not self.jsonschema:
            return []
        schema = {'$schema': self.schema['$schema'], '$defs': self.schema['$defs'], '$ref': '#/$defs/' + definition}
        found = self.jsonschema.Draft202012Validator(schema).iter_errors(document)
        return ['%s: %s' % (e.json_path, e.message) for e in found]


def svg_problems(document):
    """What keeps a chart from standing alone or from being read aloud."""
    space = '{http://www.w3.org/2000/svg}'
    try:
        root = xml.etree.ElementTree.fromstring(document)
    except xml.etree.ElementTree.ParseError as error:
        return ['not XML: %s' % error]
    problems = [] if root.tag == space + 'svg' and root.get('role') == 'img' else ['not an image']
    problems += ['no %s' % name for name in ('title', 'desc') if not (root.findtext(space + name) or '').strip()]
    for node in root.iter():
        if node.tag in (space + 'script', space + 'style', space + 'image', space + 'foreignObject'):
            problems.append('has %s' % node.tag)
        problems += ['has %s' % name for name in node.attrib if name.startswith('on') or name.endswith('href')]
    return problems


class Step:
    def __init__(self, line):
        self.line, self.out, self.err, self.code, self.stdin, self.stdout, self.schema_problems = line, [], [], 0, None, None, []
        words = shlex.split(line)
        if '>' in words:
            at = words.index('>')
            self.stdout, words = words[at + 1:], words[:at]
        if '<' in words:
            at = words.index('<')
            self.stdin, words = words[at + 1], words[:at]
        self.env = {}
        while words and re.match(r'[A-Z_]+=', words[0]):
            name, value = words.pop(0).split('=', 1)
            self.env[name] = value
        self.arguments = words

    def option(self, name):
        return self.arguments[self.arguments.index(name) + 1] if name in self.arguments[:-1] else None

    def run(self, program, folder, schema):
        env = {'PATH': os.environ['PATH'], 'HOME': str(folder), 'LC_ALL': 'C', 'TZ': 'UTC', 'PAGER': 'cat', **self.env}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'TSAN_OPTIONS'):
            if name in os.environ:
                env[name] = os.environ[name]
        stdin = open(folder / self.stdin, 'rb') if self.stdin else subprocess.DEVNULL
        command = [to_bytes(program)] + [to_bytes(a) for a in self.arguments]
        out = self.run_with(command, folder, env, stdin)
        text = to_text(out)
        command_name = self.arguments[0] if self.arguments else ''
        if out and self.option('--format') == 'json' and command_name in SCHEMA_OF:
            document = json.loads(out)
            indented = json.dumps(document, indent=1, ensure_ascii=False) + '\n'
            text = to_text(re.sub(r'\[\s+(\d+),\s+(\d+)\s+\]', r'[\1, \2]', indented).encode())
            if '--limits' not in self.arguments:
                definition = 'date_stats' if '--dates' in self.arguments else SCHEMA_OF[command_name]
                self.schema_problems = schema.problems(document, definition)
        elif self.option('--format') == 'jsonl' and command_name in ('search', 'story', 'first'):
            for line in out.splitlines():
                self.schema_problems += schema.problems(json.loads(line), 'hit')
        if out and self.option('--format') == 'svg':
            self.schema_problems = svg_problems(out)
        self.out = text.split('\n')[:-1] + (['\\ no line break at the end'] if out and not out.endswith(b'\n') else [])

    def run_with(self, command, folder, env, stdin):
        def end(stdout):
            done = subprocess.run(command, cwd=folder, env=env, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, timeout=120)
            self.err, self.code = to_text(done.stderr).split('\n')[:-1], done.returncode
            return done.stdout or b''

        if not self.stdout:
            return end(subprocess.PIPE)
        kind = self.stdout[0]
        if kind == 'full':
            with open('/dev/full', 'wb') as full:
                return end(full)
        if kind == 'file':
            with open(folder / self.stdout[1], 'wb') as file:
                return end(file)
        if kind == 'closed':
            reader, writer = os.pipe()
            os.close(reader)
            try:
                return end(writer)
            finally:
                os.close(writer)
        assert kind == 'terminal', kind
        env.setdefault('TERM', 'xterm')
        controller, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(self.stdout[1]), 0, 0))
        seen = []

        def read():
            try:
                while data := os.read(controller, 65536):
                    seen.append(data)
            except OSError:
                pass  # how Linux says that nobody writes there any more

        reader = threading.Thread(target=read)
        reader.start()
        end(terminal)
        os.close(terminal)
        reader.join()
        os.close(controller)
        return b''.join(seen)

    def lines(self):
        printed = ['> ' + l if l else '>' for l in self.out] + ['2> ' + l if l else '2>' for l in self.err]
        return [('$ ' + self.line).rstrip()] + printed + (['= %d' % self.code] if self.code else [])


def run_case(program, case, base, schema, update):
    """The differences, empty if all is as expected."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='broadsheet-' + case.stem + '-'))
    shutil.copy(HERE / 'articles.jsonl', folder)
    shutil.copytree(base, folder / 'broadsheet.archive')

    got, problems, expected_lines = [], [], case.read_text().split('\n')
    file, step = None, None
    for line in expected_lines:
        if line.startswith(('> ', '2> ', '= ')) or line in ('>', '2>'):
            continue  # expected, made again below
        got.append(line)
        if line.startswith('@ '):
            file = folder / line[2:]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b'')
        elif line.startswith('| ') or line == '|':
            with open(file, 'ab') as f:
                f.write(to_bytes(line[2:].replace('\\t', '\t')) + b'\n')
        elif line == '$' or line.startswith('$ '):
            step = Step(line[2:])
            step.run(program, folder, schema)
            got[-1:] = step.lines()
            problems += ['%s: %s' % (line, p) for p in step.schema_problems]
    if update:
        case.write_text('\n'.join(got))
    elif got != expected_lines:
        import difflib
        problems += difflib.unified_diff(expected_lines, got, 'expected', 'printed', lineterm='', n=4)
    if problems:
        problems.append('its folder is left in %s' % folder)
    else:
        shutil.rmtree(folder)
    return problems


def main():
    arguments = [a for a in sys.argv[1:] if a != '--update']
    if not arguments:
        sys.exit(__doc__)
    program = str(pathlib.Path(arguments[0]).resolve())
    names = arguments[1:]
    schema = Schema()
    cases = [c for c in sorted((HERE / 'golden').glob('*.txt')) if not names or c.stem in names]
    failed = []
    with tempfile.TemporaryDirectory() as root:
        base = pathlib.Path(root) / 'broadsheet.archive'
        done = subprocess.run([program, 'index', '-a', str(base), 'articles.jsonl', '--quiet'], cwd=HERE, capture_output=True)
        if done.returncode == 2:
            sys.exit('cannot make the archive:\n' + to_text(done.stderr))
        for case in cases:
            problems = run_case(program, case, base, schema, '--update' in sys.argv)
            print(('FAILED ' if problems else 'ok     ') + case.stem)
            print('\n'.join('    ' + p for p in problems), end='\n' if problems else '')
            failed += [case.stem] if problems else []
    sys.exit('failed: ' + ', '.join(failed) if failed else 0)


if __name__ == '__main__':
    main()
