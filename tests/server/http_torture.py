#!/usr/bin/env python3
"""Rude requests over raw sockets: http_torture.py PROGRAM. Every request gets the answer of its row or a closed
connection, never silence, and the program goes on answering others."""

import re
import sys

from service import Service, article_lines

HOST = b"Host: x\r\n"


def get(target, more=b"", version=b"HTTP/1.1"):
    return b"GET " + target + b" " + version + b"\r\n" + HOST + more + b"\r\n"


# What it is, what is sent, the statuses of the answers, and whether the connection ends then (by itself, not because we
# asked for it). None: libmicrohttpd may end the connection without a word.
ROWS = [
    ("a plain request", get(b"/healthz"), [200], False),
    ("two in one packet", get(b"/healthz") + get(b"/readyz"), [200, 200], False),
    ("304 has no body", get(b"/v1/count", b"If-None-Match: *\r\n") + get(b"/healthz"), [304, 200], False),
    ("HEAD has no body", b"HEAD /v1/count?q=a HTTP/1.1\r\n" + HOST + b"\r\n", [200], False),
    ("HTTP/1.0 needs no Host", b"GET /healthz HTTP/1.0\r\n\r\n", [200], True),
    ("an absolute address", get(b"http://x/healthz"), [200], False),
    ("a length of 0", get(b"/healthz", b"Content-Length: 0\r\n"), [200], False),
    ("two lengths", get(b"/healthz", b"Content-Length: 0\r\nContent-Length: 5\r\n") + b"hello", [400], True),
    ("the same length twice", get(b"/healthz", b"Content-Length: 0\r\nContent-Length: 0\r\n"), [400], True),
    ("a body", get(b"/healthz", b"Content-Length: 5\r\n") + b"hello", [400], True),
    ("a body that does not come", get(b"/healthz", b"Content-Length: 5\r\n"), [400], True),
    ("a request in a body", get(b"/healthz", b"Content-Length: 60\r\n") + get(b"/readyz"), [400], True),
    ("length and chunks", get(b"/healthz", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + b"0\r\n\r\n", [400], True),
    ("chunks", get(b"/healthz", b"Transfer-Encoding: chunked\r\n") + b"0\r\n\r\n", [400], True),
    ("another coding", get(b"/healthz", b"Transfer-Encoding: x\r\n"), [400], True),
    ("a length with a blank before its colon", get(b"/healthz", b"Content-Length : 5\r\n") + b"hello", [400], True),
    ("POST with a body", b"POST /v1/search HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello", [405], True),
    ("POST without", b"POST /v1/search HTTP/1.1\r\n" + HOST + b"\r\n", [405], False),
    ("POST that waits for leave", b"POST /v1/search HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", [405], True),
    ("two Hosts", get(b"/healthz", HOST), [400], True),
    ("no Host", b"GET /healthz HTTP/1.1\r\n\r\n", [400], True),
    ("HTTP/2.0 in words", get(b"/healthz", version=b"HTTP/2.0"), [505], True),
    ("a folded header", get(b"/healthz", b"X: a\r\n b\r\n"), [400], True),
    ("a header without colon", get(b"/healthz", b"nonsense\r\n"), [400], True),
    ("%00 in the path", get(b"/healthz%00x"), [400], True),
    ("%00 in a query is a sign like others", get(b"/v1/count?q=a%00b"), [200], False),
    ("NUL in the path", get(b"/healthz\0x"), [400], True),
    ("NUL in a header", get(b"/healthz", b"Accept: a\0b\r\n"), [400], True),
    ("NUL in a header's name", get(b"/healthz", b"Content-Length\0: 5\r\n") + b"hello", [400], True),
    ("a blank in the path", get(b"/health z"), [400], True),
    ("an address of 8192 bytes", get(b"/v1/count?tz=" + b"a" * 8179), [400], False),
    ("one of 8193", get(b"/v1/count?tz=" + b"a" * 8180), [414], True),
    ("one of 200,000", get(b"/v1/count?q=" + b"a" * 200_000), [414], True),
    ("600 parameters", get(b"/v1/count?" + b"&".join(b"a%d=1" % i for i in range(600))), [400], False),
    ("4,000 parameters", get(b"/v1/count?" + b"a&" * 4000), [400], False),
    ("40,000 parameters", get(b"/v1/count?" + b"a&" * 40_000), [414], True),
    ("65 parameters", get(b"/v1/count?" + b"&".join(b"a%d=1" % i for i in range(65))), [400], False),
    ("64 parameters", get(b"/v1/count?" + b"&".join(b"a%d=1" % i for i in range(64))), [200], False),
    ("100 headers", get(b"/healthz", b"".join(b"X%d: 1\r\n" % i for i in range(99))), [200], False),
    ("101 headers", get(b"/healthz", b"".join(b"X%d: 1\r\n" % i for i in range(100))), [431], True),
    ("a header of 9,000 bytes", get(b"/healthz", b"X: " + b"a" * 9000 + b"\r\n"), [431], True),
    ("a header of 200,000 bytes", get(b"/healthz", b"X: " + b"a" * 200_000 + b"\r\n"), [431], True),
    ("5,000 headers", get(b"/healthz", b"".join(b"X%d: 1\r\n" % i for i in range(5000))), [431], True),
    ("TLS to a port without it", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)), None, True),
]


def statuses(answer):
    """Of the answers that a client reads one after another: each has a Content-Length, but for HEAD."""
    found = []
    while match := re.match(rb"HTTP/1\.[01] (\d+).*?\r\n\r\n", answer, re.S):
        found.append(int(match[1]))
        length = re.search(rb"\r\ncontent-length: (\d+)", match[0], re.I)
        answer = answer[match.end() + int(length[1] if length else 0):]
    return found


failures = []
with Service(sys.argv[1], article_lines(50)) as service:
    for name, request, expected, ends in ROWS:
        answer, ended = service.exchange(request, expected or [])
        got = statuses(answer)
        if expected is not None and got != expected or ended != ends:
            failures.append(f"{name}: {got} instead of {expected}, {'ended' if ended else 'open'}: {answer[:200]!r}")
        if service.exchange(get(b"/healthz"), [200])[0][-3:] != b"ok\n":
            failures.append(f"after '{name}' nobody is answered any more")
            break
print("\n".join(failures) or f"{len(ROWS)} rude requests answered")
sys.exit(1 if failures else 0)
