"""The ledger as tools for a program that speaks the Model Context Protocol, over standard input and output.

The room exists so that whoever asks through such a program gets somebody's words with every number, never a number by
itself. It reads and cannot write: each call opens the ledger to read. The part of the protocol that tools need is
small, so it is written here; the protocol's own package would bring some twenty others.
"""

from armstrail.mcp.protocol import serve
from armstrail.mcp.tools import TOOLS, Desk

__all__ = ["TOOLS", "Desk", "serve"]
