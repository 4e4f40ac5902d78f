#!/usr/bin/env python3
"""The test of the test: include_direction.py passes a right tree, and objects to each wrong one for the right reason."""

import pathlib
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).with_name("include_direction.py")
RIGHT = {
    "include/broadsheet/a.hpp": "#include <broadsheet/query.hpp>\n#include <string>\n",
    "archive/a.cpp": '#include <unicode/brkiter.h>\n#include <xapian.h>\n#include <sys/stat.h>\n#include "archive/fold.hpp"\n',
    "indexer/a.cpp": '#include "indexer/load.hpp"\n#include "archive/fold.hpp"\n#include <zstd.h>\n',
    "searcher/a.cpp": '#include <broadsheet/query.hpp>\n#include "archive/fold.hpp"\n#include <xapian.h>\n',
    "cli/a.cpp": '#include <boost/program_options.hpp>\n#include <broadsheet/archive.hpp>\n#include "cli/present.hpp"\n',
    "tests/a_test.cpp": '#include "indexer/load.hpp"\n#include "searcher/run.hpp"\n',
}
WRONG = [  # file, what it says, what the objection names
    ("include/broadsheet/a.hpp", "#include <xapian.h>", "Xapian"),
    ("include/broadsheet/a.hpp", "#include <unicode/uchar.h>", "ICU"),
    ("include/broadsheet/a.hpp", "#include <nlohmann/json.hpp>", "nlohmann-json"),
    ("include/broadsheet/a.hpp", '#include "archive/fold.hpp"', "archive/fold.hpp"),
    ("include/broadsheet/a.hpp", '#include "query.hpp"', "root of the project"),
    ("archive/a.hpp", '#include "indexer/load.hpp"', "indexer/load.hpp"),
    ("archive/a.hpp", '#include "searcher/run.hpp"', "searcher/run.hpp"),
    ("archive/a.cpp", '#include "cli/present.hpp"', "cli/present.hpp"),
    ("indexer/a.cpp", '#include "searcher/run.hpp"', "searcher/run.hpp"),
    ("indexer/a.cpp", '#include "cli/present.hpp"', "cli/present.hpp"),
    ("indexer/a.cpp", "#include <boost/program_options.hpp>", "Boost.Program_options"),
    ("searcher/a.cpp", '#include "indexer/load.hpp"', "indexer/load.hpp"),
    ("searcher/a.cpp", '#include "cli/present.hpp"', "cli/present.hpp"),
    ("searcher/a.cpp", "#include <unicode/brkiter.h>", "ICU"),
    ("searcher/a.cpp", "  #  include <unicode/brkiter.h>", "ICU"),
    ("searcher/deep/a.cpp", '#include "searcher/../indexer/load.hpp"', "indexer/load.hpp"),
    ("cli/a.cpp", '#include "archive/fold.hpp"', "archive/fold.hpp"),
    ("cli/a.cpp", '#include "../archive/fold.hpp"', "root of the project"),
    ("cli/a.cpp", "#include <xapian.h>", "Xapian"),
    ("cli/a.cpp", '#include "tests/temporary_folder.hpp"', "tests/temporary_folder.hpp"),
    ("cli/a.cpp", '#include "bench/bench.hpp"', "bench/bench.hpp"),
    ("cli/a.cpp", "#include <ncurses.h>", "no library in the table"),
    ("cli/a.cpp", "#include <archive/fold.hpp>", "archive/fold.hpp"),
    ("indexer/a.cpp", "#include <archive/fold.hpp>", "the other way"),
    ("searcher/utils.hpp", "", "what it is"),
    ("tests/helpers.hpp", "", "what it is"),
    ("cli/common.cpp", "", "what it is"),
]


def objections(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        run = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
        assert not run.stderr and run.returncode == (1 if run.stdout else 0), run
        return run.stdout


assert objections(RIGHT) == "", objections(RIGHT)
for name, text, reason in WRONG:
    found = objections(RIGHT | {name: text + "\n"})
    assert found.startswith(f"{name}: ") and reason in found and found.count("\n") == 1, (name, text, found)
