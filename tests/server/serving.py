#!/usr/bin/env python3
"""The program as it serves, from outside: serving.py PROGRAM. New revisions while it answers, its end, the sockets it
can listen on, its log, its feeds, and one request to every address of the OpenAPI document."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as xml

from service import WORDS, Service, article_lines, wait_until

PROGRAM = os.path.abspath(sys.argv[1])
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)


def new_revisions_are_served_and_each_answer_is_of_one():
    with Service(PROGRAM, article_lines(40, prefix="r1-")) as service:
        answers, over = [], threading.Event()

        def ask():
            while not over.is_set():
                status, _, body = service.get("/v1/search?limit=100&sort=oldest")
                answers.append((status, json.loads(body)))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        documents = {1: 40}
        for revision in range(2, 7):
            service.index(article_lines(10, seed=revision, prefix=f"r{revision}-"))
            documents[revision] = documents[revision - 1] + 10
            seen = wait_until(lambda: json.loads(service.get("/v1/stats")[2])["index"]["revision"] == revision, 1.0)
            check(seen, f"revision {revision} is not served a second after its commit")
        over.set()
        for thread in threads:
            thread.join()
        check(all(status == 200 for status, _ in answers), "an answer was lost while the archive was written")
        for _, answer in answers:
            revision, count = answer["index"]["revision"], answer["total"]["articles"]["value"]
            check(count == documents[revision] == answer["index"]["documents"], f"an answer mixes revisions: {count} in {revision}")
            ids = {int(hit["id"][1:].split("-")[0]) for hit in answer["hits"]}
            check(max(ids) == revision, f"hits of revision {max(ids)} in an answer of {revision}")
        check(len({answer["index"]["revision"] for _, answer in answers}) > 3, "too few revisions were seen to say anything")


def a_changed_table_of_synonyms_is_served():
    with Service(PROGRAM, article_lines(40)) as service:
        target = "/v1/count?q=~nowhere"
        _, headers, body = service.get(target)
        check(json.loads(body)["total"]["articles"]["value"] == 0, "a word that no article has is found")
        subprocess.run([PROGRAM, "synonyms", "--archive", service.archive, "add", "nowhere", WORDS[0]], check=True, capture_output=True)
        seen = wait_until(lambda: json.loads(service.get(target)[2])["total"]["articles"]["value"] > 0, 1.0)
        check(seen, "synonyms are not served a second after they were changed")
        check(service.get(target)[1]["ETag"] != headers["ETag"], "an answer by other synonyms has the same tag")


def what_was_begun_is_answered_at_the_end():
    with Service(PROGRAM, article_lines(20000)) as service:
        with service.connect(20) as connection:
            connection.sendall(b"GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n")
            begin = connection.recv(1000)
            service.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            try:
                service.connect().close()
                check(False, "it lets somebody in after SIGTERM")
            except OSError:
                pass
            check(service.process.poll() is None, "it ends while it answers")
            answer = begin
            while piece := connection.recv(65536):
                answer += piece
        check(answer.endswith(b"0\r\n\r\n"), "an export that was begun is cut off by SIGTERM")
        check(answer.count(b'"id":') == 20000, "an export that was begun is not whole")
        check(service.process.wait(10) == 0, "SIGTERM does not end it with 0")


def it_ends_at_once_where_nobody_waits():
    for end in (signal.SIGTERM, signal.SIGINT):
        with Service(PROGRAM, article_lines(10)) as service:
            with service.connect() as idle, service.connect() as half:
                half.sendall(b"GET /healthz HT")
                service.get("/healthz")
                begin = time.monotonic()
                service.process.send_signal(end)
                check(service.process.wait(5) == 0, "it does not end with 0")
                check(time.monotonic() - begin < 2, "it waits for clients that ask nothing")
                del idle


def over_unix(path, target):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(path)
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer


def it_listens_on_a_unix_socket():
    path = f"/tmp/broadsheet-{os.getpid()}.sock"
    with Service(PROGRAM, article_lines(10), ["--listen", f"unix:{path}"]) as service:
        check(service.address == f"unix:{path}", f"it says that it is at {service.address}")
        check(over_unix(path, "/healthz").endswith(b"ok\n"), "no answer over a unix socket")
        second = subprocess.run([PROGRAM, "serve", "-a", service.archive, "--listen", f"unix:{path}"], capture_output=True, text=True)
        check(second.returncode == 2 and "another program listens there" in second.stderr, f"two on one socket: {second.stderr}")
        service.process.kill()
        service.process.wait()
        check(os.path.exists(path), "the file of the socket should be left over by a kill")
        again = Service(PROGRAM, None, ["--listen", f"unix:{path}"], archive=service.archive)
        check(over_unix(path, "/healthz").endswith(b"ok\n"), "no answer at a socket left over")
        again.__exit__(None)
        check(not os.path.exists(path), "the file of the socket stays")


def it_takes_the_sockets_of_systemd():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        lines = article_lines(10)

        shell = ["/bin/sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" "$@" 3<&' + str(listening.fileno()), PROGRAM]
        with Service(PROGRAM, lines) as maker:
            child = subprocess.Popen([*shell, "serve", "-a", maker.archive], stdout=subprocess.PIPE, text=True,
                                     pass_fds=[listening.fileno()])
            line = child.stdout.readline()
            check(str(listening.getsockname()[1]) in line, f"it does not listen where systemd says: {line}")
            with socket.create_connection(listening.getsockname()) as connection:
                connection.settimeout(5)
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                check(connection.recv(1000).endswith(b"ok\n"), "no answer over systemd's socket")
            child.terminate()
            child.wait(10)
            child.stdout.close()


def its_log_is_json_without_queries():
    for options, says in (([], False), (["--log-queries"], True)):
        path = f"/tmp/broadsheet-log-{os.getpid()}"
        with Service(PROGRAM, article_lines(10), ["--access-log", path, *options]) as service:
            service.get("/v1/search?q=s%65cret%0A%1B[31m", Referer="http://secret.example")
            service.get("/v1/articles/secret")
            service.exchange(b"GET /secret\x1b[31m HTTP/1.1\r\nHost: secret\r\n\r\n", [400])
        with open(path, encoding="utf-8") as file:
            text = file.read()
        os.unlink(path)
        lines = [json.loads(line) for line in text.splitlines()]
        check([line["status"] for line in lines] == [200, 404, 400], f"the log: {text}")
        check(lines and lines[0]["route"] == "/v1/search" and lines[0]["address"] == "127.0.0.1", f"the log: {text}")
        check(("cret" in text) == says, f"what was asked for in the log: {text}")
        check("\x1b" not in text, "an escape in the log")


def feeds_are_whole():
    with Service(PROGRAM, article_lines(50), ["--public-url", "https://search.example/"]) as service:
        atom = xml.fromstring(service.get("/search.atom?q=river")[2])
        name = "{http://www.w3.org/2005/Atom}"
        entries = atom.findall(name + "entry")
        check(len(entries) == 20, "an Atom feed has the newest twenty")
        for element in [atom, *entries]:
            for child in ("id", "title", "updated"):
                check(len(element.findall(name + child)) == 1, f"Atom wants one {child}")
            updated = element.find(name + "updated").text
            check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", updated), f"no time of RFC 3339: {updated}")
            check(all(link.get("href").startswith("https://") for link in element.findall(name + "link")), "a link without a host")
        check(all(entry.find(name + "author") is not None for entry in entries), "an entry without author")
        feed = json.loads(service.get("/search.json?q=river")[2])
        check(feed["version"] == "https://jsonfeed.org/version/1.1" and len(feed["items"]) == 20, "no JSON Feed 1.1")
        check([item["id"] for item in feed["items"]] == [entry.find(name + "id").text for entry in entries], "feeds differ")
        dates = [item["date_published"] for item in feed["items"]]
        check(dates == sorted(dates, reverse=True), "a feed is not the newest first")
        description = xml.fromstring(service.get("/opensearch.xml")[2])
        urls = description.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
        for url in urls:
            target = url.get("template").replace("https://search.example", "").replace("{searchTerms}", "ri")
            status, headers, _ = service.get(target)
            check(status == 200 and headers["Content-Type"].startswith(url.get("type")), f"{url.get('template')}: {status}")
        suggestions = json.loads(service.get("/suggest.json?q=ri")[2])
        check(suggestions[0] == "ri" and len(suggestions[1]) == len(suggestions[3]) > 0, "no suggestions")


def every_address_of_openapi_answers():
    """With every parameter that it has, at a value that the document allows, and refused at one that it does not."""
    def value(schema):
        if schema["type"] == "array":
            return value(schema["items"])
        return schema.get("enum", [schema.get("default", schema.get("minimum", "2020"))])[0]

    with Service(PROGRAM, article_lines(50)) as service:
        document = json.loads(service.get("/openapi.json")[2])
        check(document["openapi"].startswith("3.1."), "no OpenAPI 3.1")
        ids = set()
        for path, item in document["paths"].items():
            check(set(item) == {"get"}, f"{path} has more than get")
            ids.add(item["get"]["operationId"])
            parameters = item["get"].get("parameters", [])
            check(set(re.findall(r"{(\w+)}", path)) == {one["name"] for one in parameters if one["in"] == "path"}, f"path parameters of {path}")
            target = path.replace("{id}", "a1").replace("{code}", "bad-date")
            required = "&".join(f"{one['name']}={value(one['schema'])}" for one in parameters if one.get("required") and one["in"] == "query")
            if path == "/v1/compare":
                required = "q=river&q=town"
            built_without = re.search(r"\.js$|^/explore|\.css$", path)
            status, headers, _ = service.get(f"{target}?{required}")
            check(status == 200 or built_without and status == 404, f"{path}: {status}")
            if status == 200:
                types = [one.split(";")[0] for one in item["get"]["responses"]["200"]["content"]]
                check(headers["Content-Type"].split(";")[0] in types, f"{path}: {headers['Content-Type']}")
            for one in parameters:
                if one["in"] == "path" or path == "/v1/compare" and one["name"] in ("q", "period"):
                    continue
                with_it = f"{target}?{required}&{one['name']}={value(one['schema'])}" if not one.get("required") else f"{target}?{required}"
                status, _, body = service.get(with_it)
                expected = (200, 400) if one["name"] in ("cursor", "series", "id", "now", "tz") else (200,)
                check(status in expected or one["name"] == "id" and status == 404, f"{with_it}: {status} {body[:200]}")
                if "enum" in one["schema"] or one["schema"]["type"] == "integer":
                    status, _, body = service.get(f"{target}?{one['name']}=%21" + ("" if one.get("required") else f"&{required}"))
                    check(status == 400 and json.loads(body)["parameter"] == one["name"], f"{target}?{one['name']}=!: {status}")
        check(len(ids) == len(document["paths"]), "operationIds are not unique")


def settings_come_from_a_file_too():
    path = f"/tmp/broadsheet-config-{os.getpid()}"
    with open(path, "w", encoding="utf-8") as file:
        file.write("# the service\npublic-url = https://search.example/\nallow-origin = https://a.example\n"
                   "allow-origin = https://b.example\ntitle = The Courier\n")
    with Service(PROGRAM, article_lines(10), ["--config", path]) as service:
        check(b"https://search.example/search" in service.get("/opensearch.xml")[2], "public-url of a file is not used")
        for origin in ("https://a.example", "https://b.example"):
            check(service.get("/v1/count", Origin=origin)[1]["Access-Control-Allow-Origin"] == origin, f"{origin} of a file")
    with open(path, "w", encoding="utf-8") as file:
        file.write("colour = red\n")
    refused = subprocess.run([PROGRAM, "serve", "--config", path], capture_output=True, text=True)
    check(refused.returncode == 2 and "colour" in refused.stderr, f"a wrong setting: {refused.stderr}")
    os.unlink(path)


def an_address_that_is_none_is_refused():
    with Service(PROGRAM, article_lines(10)) as service:
        for where in ("8080", ":8080", "127.0.0.1:", "nonsense.invalid:80", "unix:", f"127.0.0.1:{service.port}"):
            run = subprocess.run([PROGRAM, "serve", "-a", service.archive, "--listen", where], capture_output=True, text=True)
            check(run.returncode == 2 and "cannot listen on" in run.stderr, f"--listen {where}: {run.returncode} {run.stderr}")
    run = subprocess.run([PROGRAM, "serve", "-a", "/nonexistent"], capture_output=True, text=True)
    check(run.returncode == 2 and "is no archive" in run.stderr, f"no archive: {run.stderr}")


TESTS = [new_revisions_are_served_and_each_answer_is_of_one, a_changed_table_of_synonyms_is_served,
         what_was_begun_is_answered_at_the_end,
         it_ends_at_once_where_nobody_waits, it_listens_on_a_unix_socket, it_takes_the_sockets_of_systemd,
         its_log_is_json_without_queries, feeds_are_whole, every_address_of_openapi_answers, settings_come_from_a_file_too,
         an_address_that_is_none_is_refused]
for test in TESTS:
    if len(sys.argv) < 3 or sys.argv[2] in test.__name__:
        before = len(failures)
        test()
        print("ok    " if len(failures) == before else "FAILED", test.__name__, flush=True)
print("\n".join(failures[:40]))
sys.exit(1 if failures else 0)
