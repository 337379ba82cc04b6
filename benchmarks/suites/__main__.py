"""Write the suites anew: `python -m benchmarks.suites`."""

from __future__ import annotations

import json

from benchmarks.suites.build import SUITES, TARGET, VERSIONS, build, render, versions

for suite in SUITES:
    records = build(suite)
    (TARGET / f"{suite}.jsonl").write_text(render(records), "utf-8")
    print(f"{suite}: {len(records)} cases")
VERSIONS.write_text(json.dumps(versions(), indent=1) + "\n", "utf-8")
