#!/usr/bin/env python3
"""Includes run one way only: include_direction.py FOLDER. Prints each that goes against the table; exit 1 if one does."""

import pathlib
import re
import sys

# A folder of ours: which others, and which libraries, it may include besides its own and the C++ standard library.
FOLDERS = {
    "include": ([], []),
    "archive": (["broadsheet"], ["Xapian", "ICU", "simdjson", "nlohmann-json", "CLD2", "xxHash", "POSIX"]),
    "indexer": (["broadsheet", "archive"], ["Xapian", "ICU", "simdjson", "zstd", "zlib", "lzma", "xxHash", "gumbo", "expat", "libarchive",
                                            "uchardet", "md4c", "libyaml", "toml11", "POSIX"]),
    "searcher": (["broadsheet", "archive"], ["Xapian", "nlohmann-json", "xxHash", "SSE2"]),
    "output": (["broadsheet"], ["nlohmann-json"]),
    "server": (["broadsheet", "output"], ["libmicrohttpd", "nlohmann-json", "zlib", "POSIX"]),
    "cli": (["broadsheet", "output", "server"], ["Boost.Program_options", "nlohmann-json", "POSIX"]),
}
# A library, and how the names of its headers begin.
LIBRARIES = {
    "Xapian": "xapian",
    "ICU": "unicode/",
    "Boost.Program_options": "boost/program_options",
    "simdjson": "simdjson.h",
    "nlohmann-json": "nlohmann/",
    "CLD2": "cld2/",
    "xxHash": "xxhash.h",
    "SSE2": "emmintrin.h",
    "zstd": "zstd",
    "zlib": "zlib.h",
    "lzma": "lzma.h",
    "gumbo": "gumbo.h",
    "expat": "expat.h",
    "libarchive": ("archive.h", "archive_entry.h"),
    "uchardet": "uchardet.h",
    "md4c": "md4c",
    "libyaml": "yaml.h",
    "toml11": "toml.hpp",
    "libmicrohttpd": "microhttpd.h",
    "POSIX": ("unistd.h", "fcntl.h", "dirent.h", "sys/", "poll.h", "termios.h", "netdb.h", "netinet/", "arpa/"),
}
OURS = {"broadsheet", "archive", "indexer", "searcher", "output", "cli", "server", "tests", "bench"}
STANDARD = re.compile(r"[a-z0-9_]+")  # <vector>, <cstdint>
NAMES_NOTHING = re.compile(r"(utils?|helpers?|common)\.\w+")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def objection(folder, bracket, header):
    """Why `folder` may not include `header`; nothing if it may."""
    own = "broadsheet" if folder == "include" else folder
    others, libraries = FOLDERS[folder]
    first = header.split("/")[0]
    if first in OURS and "/" in header:
        if ".." in header or first not in [own, *others]:
            return f"{folder}/ may not include {header}"
        if (bracket == "<") != (first == "broadsheet"):
            return f"write <broadsheet/…> and \"{folder}/…\", not {header} the other way"
        return None
    if bracket == '"':
        return f"write {header} with its folder, from the root of the project"
    if STANDARD.fullmatch(header):
        return None
    for library, beginning in LIBRARIES.items():
        if header.startswith(beginning):
            return None if library in libraries else f"{folder}/ may not use {library} ({header})"
    return f"{header} is of no library in the table of {pathlib.Path(__file__).name}"


def problems(root):
    for top in sorted(OURS | {"include", "script"}):
        for path in sorted((root / top).rglob("*")):
            place = path.relative_to(root)
            if NAMES_NOTHING.fullmatch(path.name):
                yield f"{place}: name the file for what it is"
            if top in FOLDERS and path.suffix in (".cpp", ".hpp"):
                for bracket, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
                    if why := objection(top, bracket, header):
                        yield f"{place}: {why}"


found = list(problems(pathlib.Path(sys.argv[1])))
for line in found:
    print(line)
sys.exit(1 if found else 0)
