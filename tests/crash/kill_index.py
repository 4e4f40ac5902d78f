#!/usr/bin/env python3
"""kill_index.py PROGRAM [N=100]: kills `broadsheet index` with SIGKILL at N random moments. After each kill the archive
must be well, hold every article that a commit was reported for (or, before the first, say that nothing was
committed), and the next run must bring the rest. Then the same with a disk that is full, where this may mount one."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
FILES, PER_FILE, COMMIT_EVERY = 6, 500, 150
WORDS = ("ban chip exports minister said Monday trade war safety research senator drought harvest election river "
         "Élysée naïve 東京タワー e-mail AT&T 1,000 U.S. restrict limited boys market price tariff court judge").split()


def article(number, version):
    rng = random.Random(number * 7 + version)
    return {"id": f"a-{number}", "lang": "en", "title": f"Headline {number} version {version}", "tags": [f"t{number % 9}"],
            "date": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}", "source": f"Paper {number % 3}",
            "body": " ".join(rng.choices(WORDS, k=120)) + f" only{number}v{version}"}


def write_corpus(folder, version):
    """JSON lines; a version changes every third article."""
    names = []
    for f in range(FILES):
        name = os.path.join(folder, f"v{version}-{f}.jsonl")
        with open(name, "w") as out:
            for n in range(f * PER_FILE, (f + 1) * PER_FILE):
                out.write(json.dumps(article(n, version if n % 3 == 0 else 0)) + "\n")
        names.append(name)
    return names


def fail(what):
    print(f"FAILED: {what}")
    sys.exit(1)


def run(*arguments, expect=(0, 1)):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode not in expect:
        fail(f"exit {done.returncode} of {arguments}: {done.stdout}{done.stderr}")
    return done


def commit_option():
    text = run("help", "index").stdout
    if "--commit-every" in text:
        return ["--commit-every", str(COMMIT_EVERY)]
    return ["--memory", "1M"]  # held to so little, it commits every few hundred articles


def committed_line(line):
    """`committed revision 7, 1234 articles`, on stderr when that is no terminal."""
    found = re.search(r"committed revision ([\d,]+), ([\d,]+) articles?", line)
    return tuple(int(number.replace(",", "")) for number in found.groups()) if found else None


def check(archive, revision, articles, moment):
    """The archive must be at `revision` or later; gives what it is at."""
    done = subprocess.run([PROGRAM, "check", "-a", archive], capture_output=True, text=True, timeout=120)
    said = done.stdout + done.stderr
    if "nothing has been committed" in said or "no such folder" in said:
        if revision:
            fail(f"{moment}: revision {revision} was reported, and now: {said}")
        return 0, 0
    if done.returncode != 0:
        fail(f"{moment}: check says: {said}")
    found = re.search(r"([\d,]+|no) articles?, revision ([\d,]+)", said)
    if not found:
        fail(f"{moment}: check says neither: {said}")
    there = 0 if found[1] == "no" else int(found[1].replace(",", ""))
    now = int(found[2].replace(",", ""))
    if now < revision or (now == revision and articles is not None and there != articles):
        fail(f"{moment}: revision {revision} with {articles} articles was reported, there is {now} with {there}")
    counted = json.loads(run("count", "*", "-a", archive, "--format", "json").stdout)
    total = counted["total"]["articles"]["value"]
    if total != there:
        fail(f"{moment}: check says {there} articles, a search finds {total}")
    return now, there


def outcomes(report):
    """id → how it ended, of the whole lines of a report."""
    ended = {}
    if os.path.exists(report):
        with open(report) as lines:
            for line in lines:
                if line.endswith("\n"):
                    outcome = json.loads(line)
                    ended[outcome.get("id", "")] = outcome["outcome"]
    return ended


def main():
    folder = tempfile.mkdtemp(prefix="broadsheet-kill-")
    archive = os.path.join(folder, "archive")
    versions = [write_corpus(folder, version) for version in range(3)]
    every = commit_option()
    # How long whole runs take, to choose moments from.
    began = time.monotonic()
    run("index", "-a", archive, *every, *versions[0])
    whole = time.monotonic() - began
    shutil.rmtree(archive)

    rng = random.Random(20261124)
    revision, version, full_runs, killed, before_first, commits_seen, articles = 0, 0, 0, 0, 0, 0, None
    while killed < KILLS:
        if rng.random() < 0.15 and killed:  # from the beginning: kills before the first commit
            shutil.rmtree(archive, ignore_errors=True)
            revision, articles, version = 0, None, 0
        report = os.path.join(folder, "report.jsonl")
        if os.path.exists(report):
            os.remove(report)
        # Half of the runs take all files and commit on the way, the others take one.
        picked = list(range(FILES)) if rng.random() < 0.5 else [rng.randrange(FILES)]
        sources = [versions[version][f] for f in picked]
        process = subprocess.Popen([PROGRAM, "index", "-a", archive, *every, "--report", report, *sources],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        kill_after = rng.random() * whole * (1.1 if len(picked) > 1 else 0.4)
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        said = process.communicate()[1]
        for line in said.splitlines():
            commit = committed_line(line)
            if commit and commit[0] > revision:
                revision, articles = commit
                commits_seen += 1
        if process.returncode == 0:
            # The next time there must be nothing left to do.
            again = run("index", "-a", archive, *every, *sources)
            if f"{len(picked) * PER_FILE:,} unchanged" not in again.stdout:
                fail(f"a whole run left something to do: {again.stdout}")
            for number in [n for n in (0, 3, 600, 1002, 1500, 2001, 2700, 2997) if n // PER_FILE in picked]:
                for other in range(3):
                    found = run("search", f"only{number}v{other}", "-a", archive, "--format", "ids").stdout.strip()
                    if (found == f"a-{number}") != (other == version):
                        fail(f"only{number}v{other} finds '{found}' at version {version}")
            full_runs += 1
            version = (version + 1) % 3
        elif process.returncode != -signal.SIGKILL:
            fail(f"exit {process.returncode}: {said}")
        else:
            killed += 1
        moment = f"kill {killed} after {kill_after:.3f} s"
        revision, articles = check(archive, revision, articles, moment)
        before_first += revision == 0
        # What the report of the run called added or updated was committed before it was said.
        ended = outcomes(report)
        said_there = [name for name, how in ended.items() if how in ("added", "updated", "unchanged")]
        for name in rng.sample(said_there, min(5, len(said_there))):
            if run("show", name, "-a", archive).returncode != 0:
                fail(f"{moment}: the report says '{name}' is there, and it is not")
    # The rest comes, whatever state the last kill left.
    run("index", "-a", archive, *versions[2])
    if check(archive, revision, None, "at the end")[1] != FILES * PER_FILE:
        fail("at the end articles are missing")
    left = sorted(os.listdir(archive))
    if [name for name in left if not re.fullmatch(r"XAPIANDB|lock|part\.\d{6,}", name)]:
        fail(f"left over: {left}")
    print(f"{killed} kills, {full_runs} whole runs, {commits_seen} commits reported, {before_first} kills before the first "
          f"commit, revision {revision}; whole run {whole:.2f} s with {' '.join(every)}: nothing lost")
    full_disk(folder, versions[0], every)
    shutil.rmtree(folder)


def full_disk(folder, sources, every):
    """At each size of disk a load ends with a clear error and the archive at its last commit."""
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode != 0:
        print("SKIPPED: the full disk (mounting a tmpfs needs root)")
        return
    try:
        archive = os.path.join(disk, "archive")
        failures = kept = 0
        for size in [round(48 * 1.25**step) for step in range(40)]:  # KiB, to 290 MB: how much is needed, the cuts decide
            subprocess.run(["mount", "-o", f"remount,size={size}k", disk], check=True)
            shutil.rmtree(archive, ignore_errors=True)
            done = subprocess.run([PROGRAM, "index", "-a", archive, *every, *sources], capture_output=True, text=True,
                                  timeout=120)
            if done.returncode == 0:
                check(archive, 1, FILES * PER_FILE, f"disk of {size} KiB")
                break
            failures += 1
            if done.returncode != 2 or "No space left" not in done.stderr or archive not in done.stderr:
                fail(f"disk of {size} KiB: exit {done.returncode}, says: {done.stderr}{done.stdout}")
            revision = articles = 0
            for line in done.stderr.splitlines():
                revision, articles = committed_line(line) or (revision, articles)
            revision, articles = check(archive, revision, articles or None, f"disk of {size} KiB")
            kept += revision > 0
            if any(name.startswith("work.") for name in os.listdir(archive) if os.path.isdir(archive)):
                fail(f"disk of {size} KiB: left over {os.listdir(archive)}")
        else:
            fail("no disk was large enough")
        # With room the same command brings the rest.
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        run("index", "-a", archive, *sources)
        check(archive, 1, FILES * PER_FILE, "with room again")
        print(f"{failures} full disks, {kept} of them after a commit: each said so, nothing committed was lost")
    finally:
        subprocess.run(["umount", disk], check=True)


main()
