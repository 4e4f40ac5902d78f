"""The program as it serves, for the scripts of this folder. Only the standard library."""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

WORDS = ("river town council bridge market school harvest winter flood mayor library strike railway harbour budget "
         "election doctor theatre orchard mill weather police engine garden island letter museum north station").split()


def article_lines(count, seed=1, prefix="a"):
    """So many articles of words drawn by lot, as JSON lines; the same for the same seed."""
    draw = random.Random(seed)
    lines = []
    for i in range(count):
        body = " ".join(draw.choice(WORDS) for _ in range(80))
        lines.append(json.dumps({"id": f"{prefix}{i}", "title": " ".join(draw.sample(WORDS, 5)), "body": body + ".",
                                 "date": f"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}",
                                 "tags": draw.sample(WORDS, 2), "source": draw.choice(["Courier", "Herald", "Gazette"]),
                                 "lang": "en"}))
    return "\n".join(lines) + "\n"


class Service:
    def __init__(self, program, lines, options=(), archive=None, **process):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="broadsheet-test-")
        self.archive = archive or os.path.join(self.folder, "news.archive")
        if lines:
            self.index(lines)
        self.errors = open(os.path.join(self.folder, "errors"), "w+")
        self.process = subprocess.Popen([program, "serve", "-a", self.archive, *(["--listen", "127.0.0.1:0"] if not process.get("pass_fds") and "--listen" not in options else []), *options],
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True, **process)
        self.address = self.process.stdout.readline().split(" at ")[-1].strip()
        match = re.search(r":(\d+)$", self.address)
        self.port = int(match[1]) if match else None
        if not self.address:
            raise SystemExit("it does not serve: " + open(self.errors.name).read())

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        self.process.stdout.close()
        self.errors.close()
        if failure[0] is None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def index(self, lines):
        subprocess.run([self.program, "index", "-a", self.archive, "-"], input=lines, text=True, check=True, capture_output=True)

    def connect(self, timeout=5.0):
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.settimeout(timeout)
        return connection

    def get(self, target, **headers):
        """Status, headers and body."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{target}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def exchange(self, request, expected, silence=1.0):
        """What comes back, and whether the other side ends the connection; open is what stays so for a while after as
        many answers as expected."""
        with self.connect(6.0) as connection:
            answer = b""
            try:
                connection.sendall(request)
                while True:
                    if expected and answer.count(b"HTTP/1.") >= len(expected):
                        connection.settimeout(silence)
                    piece = connection.recv(65536)
                    if not piece:
                        return answer, True
                    answer += piece
            except TimeoutError:
                return answer, False
            except ConnectionError:
                return answer, True

    def memory(self):
        """Bytes of the process in memory."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def wait_until(holds, seconds=10.0):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
