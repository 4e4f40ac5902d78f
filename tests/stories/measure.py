#!/usr/bin/env python3
"""How well copies are told from other articles: measure.py PROGRAM REUTERS.jsonl [--errors]

REUTERS.jsonl has Reuters-21578 as JSON lines with the ids of pairs.tsv. It is not part of the project; without it
nothing is measured (exit 77). Prints precision and recall of "these two are of one story" over the judged pairs, for
all of them and for two halves, and with --errors the pairs that were told wrong. Exit 1 below 0.97 and 0.9.
"""

import json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent


def main():
    if len(sys.argv) < 3 or not pathlib.Path(sys.argv[2]).exists():
        print('skipped: the Reuters collection is not here')
        return 77
    program, reuters = sys.argv[1:3]
    pairs = [line.split() for line in (HERE / 'pairs.tsv').read_text().splitlines() if not line.startswith('#')]
    with tempfile.TemporaryDirectory() as folder:
        archive = folder + '/archive'
        report = folder + '/report.jsonl'
        subprocess.run([program, 'index', '-a', archive, reuters, '--quiet', '--report', report], check=True)
        # An exact copy from the same source is not kept: it is what it is a copy of.
        same = {}
        for line in open(report, encoding='utf-8'):
            outcome = json.loads(line)
            if outcome['outcome'] == 'duplicate':
                same[outcome['id']] = outcome['reason'].rsplit("'", 2)[1]
        stories = {}
        for one in sorted({id for a, b, _ in pairs for id in (a, b)}):
            out = subprocess.run([program, 'search', '-a', archive, f'story:"{same.get(one, one)}"', '-n', 'all', '--format', 'ids'],
                                 capture_output=True, text=True).stdout
            stories[one] = set(out.split())
    wrong, poor = [], False
    for half, name in ((pairs, 'all'), (pairs[::2], 'half 1'), (pairs[1::2], 'half 2')):
        right = found = copies = 0
        for a, b, judged in half:
            together = same.get(b, b) in stories[a] or same.get(a, a) == same.get(b, b)
            found += together
            copies += judged == 'copy'
            right += together and judged == 'copy'
            if name == 'all' and together != (judged == 'copy'):
                wrong.append((a, b, judged))
        poor = poor or (name == 'all' and (right < 0.97 * found or right < 0.9 * copies))
        print(f'{name}: {len(half)} pairs, precision {right / max(1, found):.3f}, recall {right / max(1, copies):.3f}')
    if '--errors' in sys.argv:
        for pair in wrong:
            print(*pair)
    return 1 if poor else 0


if __name__ == '__main__':
    sys.exit(main())
