"""Posting lines of the districts' ledger (Unit4), one accounting year per file."""
