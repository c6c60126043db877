"""Replays an article's figures: scenario files become dossiers, reports and questions to the statistics."""
