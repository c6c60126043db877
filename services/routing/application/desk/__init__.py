"""The desk of an agency: its worklist, what officers do with a leg, the signed results that they attach."""
