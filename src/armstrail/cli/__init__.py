"""The command line: thin skins over public functions. Parse, call, print.

The room exists so that nothing else need know of terminals, exit codes and the environment. What is heavy
is imported inside the commands, so that `armstrail --help` answers at once.

Exit codes: 0 all well, 1 something failed (one line on stderr says what, where and the mend), 2 wrong usage.
"""

from armstrail.cli.app import build_app, main

__all__ = ["build_app", "main"]
