"""The child process that takes an uploaded file apart. No Django, and nothing trusted.

No reader is safe alone: a file of 5 KB may ask for 17 thousand million cells, one of 400 KB may
unpack to 400 MB. So files are read here, under limits of memory and time, and what comes out is
lines of JSON: see `sink` for their form.
"""
