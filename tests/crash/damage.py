#!/usr/bin/env python3
"""damage.py PROGRAM BITS: damages every file of a small archive in every way, one at a time: BITS bits of each flipped,
and then cut, blanked, mixed up, lost. `check` must notice each, and no command may crash, hang, or end other than with
0, 1 or 2."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
FLIPS = int(sys.argv[2])
PAGE = 8192
NO_DATA = ("lock", "flintlock")  # hold nothing of the archive


def fail(what):
    print(f"FAILED: {what}")
    sys.exit(1)


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60)


def make_archive(folder):
    rng = random.Random(5)
    words = "ban chip exports minister trade war safety drought harvest Élysée 東京タワー e-mail AT&T 1,000 U.S.".split()
    archive = os.path.join(folder, "archive")
    for load, (first, count) in enumerate(((0, 300), (250, 150))):
        name = os.path.join(folder, f"{load}.jsonl")
        with open(name, "w") as out:
            for n in range(first, first + count):
                out.write(json.dumps({"id": f"a-{n}", "title": f"Headline {n}", "lang": "en", "tags": [f"t{n % 5}"],
                                      "source": "Paper", "date": f"2025-{n % 12 + 1:02}-01",
                                      "body": " ".join(rng.choices(words, k=80)) + f" load{load}"}) + "\n")
        if run("index", "-a", archive, name).returncode != 0:
            fail("cannot make the archive")
    return archive


def damages(data, rng):
    """(what, bytes or None for a missing file), all different from `data`."""
    for _ in range(FLIPS):
        bit = rng.randrange(len(data) * 8)
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        yield f"bit {bit}", bytes(flipped)
    for size in {0, 1, len(data) // 2, len(data) - 1, len(data) // PAGE * PAGE - PAGE}:
        if 0 <= size < len(data):
            yield f"cut to {size}", data[:size]
    yield "a byte more", data + b"\n"
    yield "a page more", data + bytes(PAGE)
    pages = [data[at:at + PAGE] for at in range(0, len(data), PAGE)]
    for at in rng.sample(range(len(pages)), min(4, len(pages))):
        blank = b"".join(pages[:at] + [bytes(len(pages[at]))] + pages[at + 1:])
        if blank != data:
            yield f"page {at} blank", blank
    whole = [at for at in range(len(pages)) if len(pages[at]) == PAGE]
    if len(whole) > 1:
        for _ in range(3):
            one, other = rng.sample(whole, 2)
            swapped = list(pages)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if b"".join(swapped) != data:
                yield f"pages {one} and {other} swapped", b"".join(swapped)
    yield "garbage", bytes(rng.randrange(256) for _ in range(len(data)))
    yield "missing", None


QUERIES = (("search", "trade war OR drought", "--format", "json", "--facet", "tag", "--facet", "source", "--timeline", "month"),
           ("search", "restr* \"chip exports\" 京タ -ban", "-n", "all"), ("search", "*", "--sort", "newest"),
           ("count", "tag:t3 date:2025-03"), ("show", "a-270"), ("stats",), ("suggest", "ha"))


def main():
    folder = tempfile.mkdtemp(prefix="broadsheet-damage-")
    archive = make_archive(folder)
    if run("check", "-a", archive).returncode != 0:
        fail("the archive is not well to begin with")
    for query in QUERIES:  # usable at all
        if run(*query, "-a", archive).returncode not in (0, 1):
            fail(f"{query}: {run(*query, '-a', archive).stderr}")
    rng = random.Random(20261124)
    tried = unnoticed = refused = quiet = 0
    problems = []
    for path, _, names in sorted(os.walk(archive)):
        for name in sorted(names):
            if name in NO_DATA:
                continue
            file = os.path.join(path, name)
            with open(file, "rb") as whole:
                data = whole.read()
            for what, damaged in damages(data, rng):
                tried += 1
                if damaged is None:
                    os.remove(file)
                else:
                    with open(file, "wb") as out:
                        out.write(damaged)
                where = f"{os.path.relpath(file, archive)}, {what}"
                for command in (("check",), QUERIES[tried % len(QUERIES)], QUERIES[0],
                                ("index", "--dry-run", os.path.join(folder, "0.jsonl"))):
                    try:
                        done = run(*command, "-a", archive)
                    except subprocess.TimeoutExpired:
                        problems.append(f"{where}: {command} hangs")
                        continue
                    if done.returncode not in (0, 1, 2):
                        problems.append(f"{where}: {command} ends with {done.returncode}")
                    if command == ("check",):
                        said = (done.stdout + done.stderr).decode()
                        if done.returncode == 0:
                            unnoticed += 1
                            problems.append(f"{where}: check notices nothing")
                        elif name not in said:
                            problems.append(f"{where}: check does not name the file: {said.strip()}")
                    elif done.returncode == 2:
                        refused += 1
                        if not done.stderr.strip():
                            problems.append(f"{where}: {command} says nothing")
                    else:
                        quiet += 1
                with open(file, "wb") as out:
                    out.write(data)
    if run("check", "-a", archive).returncode != 0:
        fail("the archive is not well after all was put back")
    # Folders: a part missing, empty, doubled, in another's place.
    parts = sorted(name for name in os.listdir(archive) if name.startswith("part."))
    one, other = (os.path.join(archive, name) for name in parts[:2])
    aside = os.path.join(folder, "aside")
    shutil.move(one, aside)
    for what, make in (("missing", lambda: None), ("empty", lambda: os.mkdir(one)), ("a file", lambda: open(one, "w").close()),
                       ("another part", lambda: shutil.copytree(other, one))):
        make()
        tried += 1
        for command in (("check",), ("check", "--quick"), QUERIES[0], ("index", os.path.join(folder, "0.jsonl"))):
            done = run(*command, "-a", archive)
            if done.returncode not in (1, 2) or (command[0] != "check" and done.returncode != 2):
                problems.append(f"{parts[0]} {what}: {command} ends with {done.returncode}")
        shutil.rmtree(one, ignore_errors=True)
        if os.path.exists(one):
            os.remove(one)
    shutil.move(aside, one)
    if run("check", "-a", archive).returncode != 0:
        fail("the archive is not well after the folders were put back")
    for problem in problems[:20]:
        print(problem)
    print(f"{tried} damages: {unnoticed} unnoticed by check; of {refused + quiet} other commands {refused} refused, "
          f"{quiet} did not touch the damage; {len(problems)} problems")
    if problems:
        print(f"the archive is kept in {folder}")
        sys.exit(1)
    shutil.rmtree(folder)


main()
