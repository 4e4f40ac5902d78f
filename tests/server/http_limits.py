#!/usr/bin/env python3
"""The limits that take time or many connections: http_limits.py PROGRAM. About 80 seconds."""

import re
import sys
import threading
import time

from service import Service, article_lines

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)


def seconds_until_closed(service, send, every=None):
    """How long the connection stays when so much is sent, and a byte more every so many seconds."""
    with service.connect(60) as connection:
        begin = time.monotonic()
        connection.sendall(send)
        try:
            while every:
                time.sleep(every)
                connection.sendall(b"a")
                connection.settimeout(0.01)
                try:
                    if not connection.recv(1):
                        break
                except TimeoutError:
                    pass
                if time.monotonic() - begin > 60:
                    break
            while not every and connection.recv(65536):
                pass
        except ConnectionError:
            pass
        return time.monotonic() - begin


def time_limits(service):
    rows = [("nothing is sent", b"", None, 9, 15),
            ("half a request", b"GET /v1/search HT", None, 9, 15),
            ("nothing after an answer", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", None, 9, 15),
            ("a byte a second", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ", 1, 25, 36)]
    results = {}
    threads = [threading.Thread(target=lambda row=row: results.update({row[0]: seconds_until_closed(service, row[1], row[2])})) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, _, _, least, most in rows:
        check(least <= results[name] <= most, f"{name}: closed after {results[name]:.1f} s, not {least} to {most}")


def an_answer_that_nobody_takes(service):
    """It is given up, though the kernel goes on sending what it has."""
    def connections():
        return int(re.search(rb"\nbroadsheet_connections (\d+)", service.get("/metrics")[2])[1])

    with service.connect(60) as connection:
        connection.setsockopt(1, 8, 2048)  # SOL_SOCKET, SO_RCVBUF
        connection.sendall(b"GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.recv(64)
        check(connections() == 2, "an export and a look at the figures are two connections")
        begin = time.monotonic()
        while connections() > 1 and time.monotonic() - begin < 60:
            connection.recv(64)
            time.sleep(0.5)
        check(8 < time.monotonic() - begin < 50, f"an export that is taken by the byte ends after {time.monotonic() - begin:.0f} s")


def requests_of_one_connection(service):
    with service.connect() as connection:
        closes = b""
        for i in range(1000):
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = connection.recv(65536)
            check(answer.startswith(b"HTTP/1.1 200"), f"request {i} of a connection: {answer[:50]}")
            closes = answer
        check(b"Connection: close" in closes and connection.recv(1) == b"", "the thousandth request does not end a connection")


def connections_of_one_address(service):
    held = [service.connect() for _ in range(256)]
    more = [service.connect() for _ in range(40)]
    time.sleep(0.3)
    statuses = []
    for connection in more:
        try:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = connection.recv(65536)
            statuses.append(int(re.match(rb"HTTP/1.1 (\d+)", answer)[1]) if answer else 0)
            check(b"Retry-After: " in answer or not answer, "429 without Retry-After")
        except ConnectionError:
            statuses.append(0)
    check(statuses.count(429) == 16 and statuses.count(0) == 24, f"beyond 256 connections: {statuses}")
    for connection in held + more:
        connection.close()
    time.sleep(0.5)
    check(service.get("/healthz")[0] == 200, "nobody comes in after many have gone")


def too_much_at_once(service):
    """More searches than may wait: some are told to come again, each is answered."""
    answers = []

    def ask(i):
        status, headers, _ = service.get(f"/v1/search?q=*er+OR+*o*+OR+*a*{i}*&facets=tag,source&timeline=day&limit=100")
        answers.append((status, headers["Retry-After"]))

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {status for status, _ in answers}
    check(len(answers) == 200 and found <= {200, 503}, f"of 200 at once: {found}, {len(answers)} answered")
    check(503 in found, "200 searches at once are no overload")
    check(all(retry for status, retry in answers if status == 503), "503 without Retry-After")
    check(b'broadsheet_rejected_total{reason="overloaded"}' in service.get("/metrics")[2], "an overload is not counted")


with Service(sys.argv[1], article_lines(20_000)) as service:
    requests_of_one_connection(service)
    connections_of_one_address(service)
    too_much_at_once(service)
    time_limits(service)
    an_answer_that_nobody_takes(service)
    check(service.get("/healthz")[0] == 200, "it answers no more")
print("\n".join(failures[:40]) or "the limits hold")
sys.exit(1 if failures else 0)
