"""Pages for officers who have signed in: sessions by cookie, forms against forgery, what went wrong in the form."""
