"""The pages of an agency's desk, below /lien-thong."""
