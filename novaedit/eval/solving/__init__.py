"""From a case to candidates: the pipeline of `novaedit fix`, asked more than once."""
