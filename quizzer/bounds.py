"""The largest file, page, number and list of each kind that quizzer reads from others.

A bound is far above the size of ordinary files. quizzer refuses or leaves out what is larger, and names the bound.
"""

LARGEST_BANK = 50_000_000
"""Bytes that a bank in YAML may have, all its files together."""
MOST_BANK_FILES = 200
"""Files that a bank may be made of."""
MOST_VALUES = 2_000_000
"""Values that a bank in YAML may hold; each use of an alias (*name) counts."""
DEEPEST_BANK = 50
"""Levels that a bank's YAML may nest."""
MOST_CACHED = 40
"""Banks that the cache keeps."""
LARGEST_CACHE = 500_000_000
"""Bytes of all banks in the cache together."""
LARGEST_PAGE = 20_000_000
"""Bytes that a saved page may have."""
DEEPEST_PAGE = 2_000
"""Levels that the elements of a page may nest; real pages stay below 100."""
LARGEST_SOURCE = 50_000_000
"""Bytes that a file of another program's questions may have."""
LONGEST_TEXT = 50_000
"""Characters that a question, an answer or an explanation of another program may have."""
LARGEST_ENTITY = 50_000_000
"""Bytes that one entity of Wikidata, or one answer of its API, may have; the largest entity has a tenth of them."""
LARGEST_JSON = 200_000_000
"""Bytes of a file of Wikidata without one entity a line; dumps have one a line."""
MOST_EMPTY_LINES = 1_000
"""Empty lines that may follow each other in a dump of Wikidata."""
UNPACKED_RATIO = 250
"""How many times larger a dump may become when quizzer unpacks it; real ones become 10 to 40 times larger."""
UNPACKED_FLOOR = 10_000_000
"""Bytes that quizzer unpacks at any packed size."""
LARGEST_AMOUNT = 10**15
"""The largest amount of money, or of minutes, in a film's facts."""
LONGEST_QUOTE = 40
"""Characters of a foreign text that a message quotes."""
LONGEST_TALK = 100
"""Characters before or after a name in an answer that may say which name the player means."""
LONGEST_ANSWER = 1_000
"""Characters of an answer that the referee reads."""
MOST_JUDGED = 400
"""Comparisons of one answer with the names of a list; names that are spelt right need none."""
LONGEST_LINE = 1_000_000
"""Bytes that a line of the JSON-lines protocol may have, without its end."""
LARGEST_SETTINGS = 100_000
"""Bytes that the settings file may have."""
LONGEST_RECORD = 1_000_000
"""Characters that a film's record in a compiled bank may have."""
LARGEST_VALUE = 4_000_000
"""Bytes that any other value in a compiled bank may have."""
LARGEST_ENTRIES = 32_000_000
"""Bytes that a page of entries in a compiled bank may have: many films may share one title."""
MOST_STEPS = 10_000_000
"""SQLite steps that a query of a compiled bank may take."""
MOST_MARKS = 50
"""Blanks (`[[ ]]`) that one sentence of a film may have."""
MOST_FAULTS = 10_000
"""Faults of a bank that quizzer reports: nobody reads more."""
MOST_WARNINGS = 10_000
"""Warnings that one family of checks may give: nobody reads more."""
MOST_GRADED = 2000
"""Names of a question's key that `check` tries, each as often as the referee prepares it."""
LONGEST_NAME = 200
"""Characters of a name that quizzer writes into a bank, or splits into two names."""
LONGEST_CONNECTION = 300
"""Characters of a connection between films that quizzer asks about."""
LONGEST_SENTENCE = 800
"""Characters of a sentence that quizzer searches for questions."""
LONGEST_PAGE_LINE = 400
"""Characters of a line that may be a question or the heading of a page."""
LONGEST_CREDIT = 4_000
"""Characters of a credit that quizzer reads, on a page or of a song; no real one is longer."""
LONGEST_ANSWER_LINE = 4_000
"""Characters of an answer line that quizzer splits; it keeps a longer line whole."""
MOST_ANSWERS = 500
"""Answers that a question in GIFT may have."""
MOST_CLOZES = 50
"""Clozes that a note of Anki may have."""
MOST_BROKEN = 100
"""Broken places of a JSON file after which quizzer stops reading it."""
LONGEST_ROW = 200_000
"""Bytes of a line of IMDb's files; the longest real line has a tenth of them."""
LONGEST_HEADER = 10_000
"""Bytes of the first line of IMDb's files."""
LONGEST_TITLE = 500
"""Characters of a title, and of a name, in IMDb's files."""
LARGEST_RECORDED = 50_000_000
"""Bytes of one value in the records."""
MOST_FACTS = 200
"""Entries that quizzer asks about, of each list of a film: titles, cast, releases, awards; in a compiled bank, of any
list."""
LONGEST_DOWNLOAD = 300
"""Seconds that one answer of a server may take from its first byte."""
LONGEST_WAIT = 120
"""Seconds that quizzer waits if a server asks for it."""
