"""The game in a terminal. Modules here load prompt_toolkit when they draw, not when they are imported."""
