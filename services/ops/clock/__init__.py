"""How a due date came about: the ledgers of a dossier and its legs told span by span, in words."""
