"""Where requests and events come in; they translate and hand over."""
