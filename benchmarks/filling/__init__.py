"""What databases hold before they are measured, written by plain SQL where it is much."""
