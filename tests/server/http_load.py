#!/usr/bin/env python3
"""Good requests beside rude clients: http_load.py PROGRAM [REQUESTS]. 64 connections that say half a request, 64 that
send a byte a second, 32 that take an answer a byte a second; beside them each good request is answered, and fast. The
p99 that is asked for is that of a machine of its own; elsewhere BROADSHEET_P99_MS says another."""

import http.client
import os
import sys
import threading
import time

from service import WORDS, Service, article_lines

REQUESTS = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
MOST_P99_MS = float(os.environ.get("BROADSHEET_P99_MS", "50"))
TARGETS = ["/v1/search?q={}+town&limit=5&offset={}", "/v1/count?q={}+-school+-x{}", "/v1/search?q=fl*+{}&facets=tag&offset={}",
           "/search?q={}&offset={}"]

over = threading.Event()


def half_open(service):
    while not over.is_set():
        with service.connect() as connection:
            connection.sendall(b"GET /v1/search?q=ri")
            while not over.wait(0.5):
                connection.settimeout(0.01)
                try:
                    if not connection.recv(1):
                        break  # thrown out, as it should be: come again
                except TimeoutError:
                    pass
                except ConnectionError:
                    break


def dripping(service):
    while not over.is_set():
        with service.connect() as connection:
            try:
                for byte in b"GET /v1/search?q=river HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 1000:
                    connection.sendall(bytes([byte]))
                    if over.wait(1):
                        return
            except ConnectionError:
                pass


def slow_reader(service):
    while not over.is_set():
        with service.connect() as connection:
            try:
                connection.setsockopt(1, 8, 4096)  # SOL_SOCKET, SO_RCVBUF
                connection.sendall(b"GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n")
                while not over.wait(1):
                    if not connection.recv(1):
                        break
            except (ConnectionError, TimeoutError):
                pass


def good(service, count, times, failures):
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    for i in range(count):
        begin = time.perf_counter()
        try:
            # Each its own, or it would be an answer that is there already.
            target = TARGETS[i % len(TARGETS)].format(WORDS[i // 4 % len(WORDS)], i % 10_000)
            connection.request("GET", target)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or not body:
                failures.append(f"{answer.status}")
        except Exception as error:  # whichever way it goes unanswered
            failures.append(repr(error))
            connection.close()
        times.append(time.perf_counter() - begin)


def run_good(service, clients, count):
    times, failures = [], []
    threads = [threading.Thread(target=good, args=(service, count // clients, times, failures)) for _ in range(clients)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    seconds = time.perf_counter() - begin
    print(f"{len(times)} requests, {len(times) / seconds:.0f}/s, median {times[len(times) // 2] * 1000:.1f} ms, "
          f"p99 {times[len(times) * 99 // 100] * 1000:.1f} ms, longest {times[-1] * 1000:.0f} ms, {len(failures)} unanswered")
    return times[len(times) * 99 // 100] * 1000, failures


with Service(sys.argv[1], article_lines(5000)) as service:
    print("alone:  ", end="", flush=True)
    run_good(service, 2, max(200, REQUESTS // 20))
    before, descriptors = service.memory(), service.descriptors()
    rude = [threading.Thread(target=how, args=(service,)) for how, many in
            ((half_open, 64), (dripping, 64), (slow_reader, 32)) for _ in range(many)]
    for thread in rude:
        thread.start()
    time.sleep(2)
    print("beside: ", end="", flush=True)
    p99, failures = run_good(service, 2, REQUESTS)
    during = service.memory()
    over.set()
    for thread in rude:
        thread.join()
    time.sleep(1)
    after = service.memory()
    print(f"memory {before >> 20} MiB before, {during >> 20} during, {after >> 20} after")
    if failures:
        sys.exit(f"not answered: {failures[:5]}")
    if p99 > MOST_P99_MS:
        sys.exit(f"p99 is {p99:.1f} ms and may be {MOST_P99_MS:.0f}")
    if during > before + (64 << 20):
        sys.exit("memory grows with rude clients")
    if service.descriptors() > descriptors + 24:  # those of an archive more
        sys.exit(f"descriptors are left open: {descriptors} before, {service.descriptors()} after")
