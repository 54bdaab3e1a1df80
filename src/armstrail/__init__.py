"""armstrail: open reporting in, a sourced, dated ledger of claims on arms transfers out."""

__version__ = "0.1.0"
