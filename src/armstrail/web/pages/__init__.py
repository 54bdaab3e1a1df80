"""One module for each page: from what was asked to what is shown."""
