#!/usr/bin/env python3
"""man_page.py PROGRAM: the manual page tells of every command, and groff sets it without a warning where it is there."""

import re, shutil, subprocess, sys

program = sys.argv[1]
page = subprocess.run([program, "help", "--man"], capture_output=True, text=True, check=True).stdout
overview = subprocess.run([program, "help"], capture_output=True, text=True, check=True).stdout
failed = []

listed = overview.split("\n\n")[2]
commands = re.findall(r"^  ([a-z]+) ", listed, re.M)
if len(commands) < 20:
    failed.append(f"help lists only {commands}")
for command in commands:
    if f"\n.SS {command}\n" not in page:
        failed.append(f"the page does not tell of {command}")
for title in ("NAME", "SYNOPSIS", "COMMANDS", "QUERIES", "FIELDS", "EXIT STATUS"):
    if f"\n.SH {title}\n" not in page:
        failed.append(f"the page has no section {title}")
if not page.isascii():
    failed.append("the page is not ASCII")

if shutil.which("groff"):
    run = subprocess.run(["groff", "-man", "-ww", "-Tutf8"], input=page, capture_output=True, text=True)
    if run.returncode or run.stderr:
        failed.append(run.stderr or "groff failed")
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", run.stdout)
    for shown in ("\\OR", "restrict* wom?n", "depseek~1", "ban^2", "'broadsheet help synonyms'"):
        if shown not in text:
            failed.append(f"set by groff, the page does not show {shown}")

print("\n".join(failed))
sys.exit(bool(failed))
