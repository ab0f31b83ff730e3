"""Bank files: YAML read, written and edited."""
