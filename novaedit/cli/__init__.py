"""The `novaedit` command: one file a subcommand, all of them thin views of the pipeline."""
