"""The sources of the evaluation suites, and what turns them into `novaedit/eval/suites/*.jsonl`."""
