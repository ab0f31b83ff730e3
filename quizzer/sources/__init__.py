"""What others have written down about films, read into `Film`s: one module a source."""
