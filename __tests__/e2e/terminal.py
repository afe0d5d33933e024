"""Run a command in a terminal of its own: it sees a person who watches, and who can press Ctrl-C.

What it prints goes to standard output; what comes in on standard input is typed.
"""

import os
import pty
import sys

if __name__ == "__main__":
    sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
