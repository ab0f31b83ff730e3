"""Rule on protests, decide about drafts, and accept contributions, in the files of a bank."""
