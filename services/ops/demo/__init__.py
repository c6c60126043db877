"""The main job: one dossier's whole way through public interfaces, then the replay of a scenario."""
