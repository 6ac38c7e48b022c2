"""The live archive: the published site and Datasette's tables, from one address."""
