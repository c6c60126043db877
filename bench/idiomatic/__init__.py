"""The same job written plainly, by the tutorials of FastAPI, FastStream and motor: what ours is measured against."""
