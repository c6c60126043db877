"""Form 06 of article 003's year at full scale: equal to a look at every dossier, and how long an answer takes."""
