"""`python -m quizzer` is `quizzer`."""

import sys

from quizzer.commands import main

sys.exit(main())
