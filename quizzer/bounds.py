"""How much work quizzer takes on for what others wrote: the largest file, page, number and list of each kind.

A bound is far above what honest files hold. What goes beyond it is refused, or left out, in a sentence that names it.
"""

LARGEST_BANK = 50_000_000
"""Bytes that a bank in YAML may have, all its files together."""
MOST_BANK_FILES = 200
"""Files that a bank may be made of."""
MOST_VALUES = 2_000_000
"""Values that a bank in YAML may hold, aliases (*name) counted as often as they stand."""
DEEPEST_BANK = 50
"""Levels that a bank's YAML may nest."""
MOST_CACHED = 40
"""Banks that the cache keeps."""
LARGEST_CACHE = 500_000_000
"""Bytes that all banks of the cache may take up together."""
LARGEST_PAGE = 20_000_000
"""Bytes that a saved page may have."""
DEEPEST_PAGE = 2_000
"""Elements of a page that may stand within each other; real pages stay below 100."""
LARGEST_SOURCE = 50_000_000
"""Bytes that a file of another program's questions may have."""
LONGEST_TEXT = 50_000
"""Characters that a question, an answer or an explanation of another program may have."""
LARGEST_ENTITY = 50_000_000
"""Bytes that one entity of Wikidata may have, or one answer of its API; the largest has a tenth of that."""
LARGEST_JSON = 200_000_000
"""Bytes of a file of Wikidata's that has not one entity a line, as dumps have."""
MOST_EMPTY_LINES = 1_000
"""Empty lines that may follow each other in a dump of Wikidata."""
UNPACKED_RATIO = 250
"""How many times its packed size a dump may become when it is unpacked; real ones become 10 to 40 times as large."""
UNPACKED_FLOOR = 10_000_000
"""Bytes that may be unpacked whatever the packed size is."""
LARGEST_AMOUNT = 10**15
"""The largest amount of a film's facts, money or minutes."""
LONGEST_QUOTE = 40
"""Characters of what others wrote that a message quotes at once."""
LONGEST_TALK = 100
"""Characters that may stand before or after a name in an answer and tell which is meant."""
LONGEST_ANSWER = 1_000
"""Characters of an answer that the referee reads; the rest is cut off."""
MOST_JUDGED = 400
"""Comparisons with the names of a list for which one answer is looked through; names that are spelt right need none."""
LONGEST_LINE = 1_000_000
"""Bytes that a line of the JSON-lines protocol may have, without its end."""
LARGEST_SETTINGS = 100_000
"""Bytes that the file of settings may have."""
LONGEST_RECORD = 1_000_000
"""Characters that a film's record in a compiled bank may have."""
LARGEST_VALUE = 4_000_000
"""Bytes that any other value in a compiled bank may have."""
LARGEST_ENTRIES = 32_000_000
"""Bytes that a page of entries in a compiled bank may have: very many films may go by one title."""
MOST_STEPS = 10_000_000
"""Steps of SQLite that a query of a compiled bank may take."""
MOST_MARKS = 50
"""[[ ]] that one sentence of a film may have."""
MOST_FAULTS = 10_000
"""Faults of a bank that are told: whoever has more would not read them."""
MOST_WARNINGS = 10_000
"""Warnings that one family of checks may give: nobody reads more."""
MOST_GRADED = 2000
"""Names, each as often as the referee makes it ready, up to which `check` tries a question's key."""
LONGEST_NAME = 200
"""Characters of a name that is written into a bank, or looked through as two names."""
LONGEST_CONNECTION = 300
"""Characters of a connection of a film that becomes a question."""
LONGEST_SENTENCE = 800
"""Characters of a sentence that is looked through for what could be asked."""
LONGEST_PAGE_LINE = 400
"""Characters of a line that can be a question or the heading of a page."""
LONGEST_CREDIT = 4_000
"""Characters of a credit that are read, on a page or of a song; none is longer."""
LONGEST_ANSWER_LINE = 4_000
"""Characters of an answer line that are taken apart; a longer one is taken as it stands."""
MOST_ANSWERS = 500
"""Answers that a question in GIFT may have."""
MOST_CLOZES = 50
"""Clozes that a note of Anki may have."""
MOST_BROKEN = 100
"""Places of a file in JSON that are no object before the rest of it is given up."""
LONGEST_ROW = 200_000
"""Bytes of a line of IMDb's files; the longest real ones, the writers of a soap opera, have a tenth of that."""
LONGEST_HEADER = 10_000
"""Bytes of the first line of IMDb's files."""
LONGEST_TITLE = 500
"""Characters of a title, and of a name, in IMDb's files."""
LARGEST_RECORDED = 50_000_000
"""Bytes of one value in the records."""
MOST_FACTS = 200
"""Entries of a list of a film that quizzer asks about: titles, cast, releases, awards; of any in a compiled bank."""
LONGEST_DOWNLOAD = 300
"""Seconds that one answer of a server may take from its first byte."""
LONGEST_WAIT = 120
"""Seconds that quizzer waits because a server asks it to."""
