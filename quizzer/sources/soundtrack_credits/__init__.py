"""Soundtrack credits as film pages print them: a song's title, then who did what for it.

Who Will Take Your Dreams Away
Music by Angelo Badalamenti
Lyrics by Marianne Faithfull
Courtesy of Virgin Records

`read_songs` reads the lines of a list and reports the fate of each. `parse_song` reads the lines of one song, and
`parse_names` the names of one credit.
"""

from quizzer.sources.soundtrack_credits.credited_names import parse_names
from quizzer.sources.soundtrack_credits.songs import SoundtrackReading, parse_song, read_songs

__all__ = ["SoundtrackReading", "parse_names", "parse_song", "read_songs"]
