"""What other programs and libraries take over: WARC files of what sites answered, tables, and lines of JSON."""
