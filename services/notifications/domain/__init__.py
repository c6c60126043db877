"""The rules of messages: states, texts, segments, price."""
