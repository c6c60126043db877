"""Pages with figures: for everybody, and for officers who have signed in."""
