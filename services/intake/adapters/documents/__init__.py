"""Forms as PDF and HTML, and the books their serial numbers come from."""
