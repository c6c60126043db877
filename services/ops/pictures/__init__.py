"""Routes as pictures and as text, for whoever designs, checks or explains them."""
