"""What flows between the rooms: frozen values with a JSON form and no I/O.

The room exists so that a claim means the same thing to the reader that made it, the ledger that keeps
it and the brief that prints it. Every value is checked at birth; none knows a language, a file or a
database.
"""
