#!/usr/bin/env python3
"""foreign_tools.py PROGRAM: an archive is a Xapian database to others: xapian-delve, xapian-check and a program with
Xapian's Python binding read it. Needs python3-xapian and xapian-tools."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import xapian
except ImportError:
    print("SKIPPED: no Python binding of Xapian (python3-xapian, under /usr/bin/python3)")
    sys.exit(77)

PROGRAM = os.path.abspath(sys.argv[1])


def fail(what):
    print(f"FAILED: {what}")
    sys.exit(1)


def expect(what, found, wanted):
    if found != wanted:
        fail(f"{what}: {found!r} instead of {wanted!r}")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        fail(f"{command} ends with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def main():
    if not shutil.which("xapian-delve") or not shutil.which("xapian-check"):
        print("SKIPPED: no xapian-tools")
        sys.exit(77)
    folder = tempfile.mkdtemp(prefix="broadsheet-foreign-")
    archive = os.path.join(folder, "archive")
    articles = []
    for n in range(120):
        articles.append({"id": f"a-{n}", "title": f"Headline {n}", "lang": "en", "tags": ["Climate change", f"t{n % 4}"],
                         "authors": ["Ana Li"], "source": "The Herald", "section": "World", "url": f"https://www.example.com/{n}",
                         "date": "2025-01-27",
                         "body": f"The restrictions were restricted number{n}." + (" A drought." if n % 3 == 0 else "")})
    for load in range(2):
        name = os.path.join(folder, f"{load}.jsonl")
        with open(name, "w") as out:
            for article in articles[load * 60:load * 60 + 60]:
                out.write(json.dumps(article) + "\n")
        run(PROGRAM, "index", "-a", archive, name)

    # The folder by its stub, as Omega and every binding open it.
    said = run("xapian-delve", archive)
    expect("articles by xapian-delve", re.search(r"number of documents = (\d+)", said)[1], "120")
    said = run("xapian-delve", "-t", "Qa-77", archive)
    if not re.search(r"Posting List for term 'Qa-77'.*termfreq 1", said):
        fail(f"xapian-delve does not find the id: {said}")
    said = run("xapian-check", os.path.join(archive, "XAPIANDB"))
    if "No errors found" not in said:
        fail(f"xapian-check says: {said}")

    whole = xapian.Database(archive)
    expect("articles", whole.get_doccount(), 120)
    parts = sorted(name for name in os.listdir(archive) if name.startswith("part."))
    expect("parts", len(parts), 2)
    seen = {}
    for name in parts:
        part = xapian.Database(os.path.join(archive, name))
        expect(f"articles of {name}", part.get_doccount(), 60)
        expect(f"last document of {name}", part.get_lastdocid(), 60)
        for docid in range(1, 61):
            line = json.loads(part.get_document(docid).get_data().decode())
            seen[line["id"]] = line
    for article in articles:
        line = seen[article["id"]]
        for key in ("id", "title", "body", "url", "lang", "tags", "authors", "source", "section"):
            expect(f"{key} of {article['id']}", line[key], article[key])
        expect("date", line["date"]["value"], article["date"])
        expect("precision", line["date"]["precision"], "day")
    for term, wanted in (("restrict", 120), ("drought", 40), ("number5", 1), ("headlin", 120), ("Qa-5", 1), ("Kclimate change", 120),
                         ("Kt3", 30), ("Aana li", 120), ("Len", 120), ("D20250127", 120), ("M202501", 120), ("Y2025", 120),
                         ("XSOthe herald", 120), ("XSEworld", 120), ("Hwww.example.com", 120), ("Hexample.com", 120),
                         ("nowhere", 0)):
        expect(f"articles with the term {term}", whole.get_termfreq(term), wanted)
    # A plain search of others: a stem is a term, a filter is a boolean term.
    enquire = xapian.Enquire(whole)
    enquire.set_query(xapian.Query(xapian.Query.OP_FILTER, xapian.Query("drought"), xapian.Query("Kt3")))
    wanted = {a["id"] for n, a in enumerate(articles) if n % 3 == 0 and n % 4 == 3}
    found = {json.loads(match.document.get_data().decode())["id"] for match in enquire.get_mset(0, 200)}
    expect("found by another program", found, wanted)
    ours = set(run(PROGRAM, "search", "drought tag:t3", "-a", archive, "-n", "all", "--format", "ids").split())
    expect("found by broadsheet", ours, wanted)
    expect("day", whole.get_document(1).get_value(0), b"20250127")

    # What is gone is still there to others until it is purged: say so, and purge.
    run(PROGRAM, "remove", "a-5", "-a", archive)
    run(PROGRAM, "compact", "--purge", "-a", archive)
    whole = xapian.Database(archive)
    expect("articles after the purge", whole.get_doccount(), 119)
    expect("the removed id", whole.get_termfreq("Qa-5"), 0)
    said = run("xapian-check", os.path.join(archive, "XAPIANDB"))
    if "No errors found" not in said:
        fail(f"xapian-check after the purge says: {said}")
    shutil.rmtree(folder)
    print("xapian-delve, xapian-check and Xapian's Python binding read the archive")


main()
