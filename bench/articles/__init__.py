"""The five articles at full scale through the broker: every figure from the live statistics, over HTTP."""
