"""Soundtrack credits as film pages print them: a song's title, then who did what for it.

Who Will Take Your Dreams Away
Music by Angelo Badalamenti
Lyrics by Marianne Faithfull
Courtesy of Virgin Records

`parse_songs` reads the lines of a list, `parse_song` those of one song, `parse_names` the names of one credit.
`read_songs` says of each line too what became of it.
"""

from quizzer.sources.soundtrack_credits.credited_names import parse_names
from quizzer.sources.soundtrack_credits.songs import SoundtrackReading, parse_song, parse_songs, read_songs

__all__ = ["SoundtrackReading", "parse_names", "parse_song", "parse_songs", "read_songs"]
