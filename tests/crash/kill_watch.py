#!/usr/bin/env python3
"""A `watch run` that is killed at any instant loses nothing, and what is kept stays readable.

    kill_watch.py PROGRAM [ROUNDS]

Each round adds articles, starts `watch run` and kills it after a random time, until a run comes to its end. Together
the reports must name each new article at least once, and one more run must have nothing new. (A report that was
written before the kill may come again; that is what the documentation promises.)
"""

import json, pathlib, random, shutil, subprocess, sys, tempfile, time


def main():
    program, rounds = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 10
    folder = pathlib.Path(tempfile.mkdtemp(prefix='broadsheet-kill-watch-'))
    chance = random.Random(7)
    store, killed, number = folder / 'store.json', 0, 0

    def start(*arguments, **options):
        return subprocess.Popen([program, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(*arguments):
        process = start(*arguments)
        out, err = process.communicate(timeout=60)
        if process.returncode == 2:
            sys.exit('%s: %s\nits folder is left in %s' % (' '.join(arguments), err.decode(), folder))
        return out.decode(), process.returncode

    def add_articles(count):
        nonlocal number
        ids = ['a-%d' % (number + i) for i in range(count)]
        number += count
        (folder / 'new.jsonl').write_text(''.join(json.dumps({'id': i, 'title': i, 'body': 'A ferry ' + i}) + '\n' for i in ids))
        run('index', '-a', 'archive', '--quiet', 'new.jsonl')
        return set(ids)

    add_articles(300)
    run('watch', 'add', 'ferries', 'ferry', '-a', 'archive', '--store', 'store.json')
    watch_run = ('watch', 'run', '-a', 'archive', '--store', 'store.json', '--format', 'jsonl')
    began = time.monotonic()
    run(*watch_run)
    usual = time.monotonic() - began
    for round in range(rounds):
        wanted, seen, ended = add_articles(50), set(), False
        while not ended:
            process = start(*watch_run)
            limit = None if killed > 3 * rounds and round % 2 else chance.uniform(0, 2 * usual)
            try:
                out = process.communicate(timeout=limit)[0]
                ended = True
            except subprocess.TimeoutExpired:
                process.kill()
                out = process.communicate()[0]
                killed += 1
            seen |= {json.loads(line)['id'] for line in out.decode().split('\n')[:-1]}
            json.loads(store.read_text())
        if seen != wanted:
            sys.exit('round %d: lost %s, old %s\nits folder is left in %s' % (round, wanted - seen, seen - wanted, folder))
        out, code = run(*watch_run)
        if out or code != 1:
            sys.exit('round %d: reported after its end: %s\nits folder is left in %s' % (round, out, folder))
    shutil.rmtree(folder)
    print('%d rounds, killed %d times: nothing lost' % (rounds, killed))
    sys.exit(0 if killed else 'nothing was killed: the test tests nothing')


if __name__ == '__main__':
    main()
