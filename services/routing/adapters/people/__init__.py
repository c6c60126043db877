"""Rosters in the store, signing registers off intake's topic."""
