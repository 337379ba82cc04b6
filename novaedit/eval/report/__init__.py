"""Reports of runs: JSON to compare, Markdown to quote, a page to read."""
