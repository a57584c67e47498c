"""The API of series, numbers and the register, and what all parts of the API share."""
