"""The Datasette application of one archive."""

from datasette import app, handle_exception  # app first: its plugins need it whole
from datasette.database import Database
from datasette.plugins import pm

from archive.store import connection
from feeds.live import plugin
from feeds.live.metadata import DATABASE, PLUGIN, Live, configuration, settings


def application(live: Live) -> app.Datasette:
    """Return Datasette on an archive, with our plugin; StoreError when there is no archive to serve.

    The file is never opened as immutable: Datasette would not see what a run adds, and give wrong answers. Its
    name in addresses does not depend on the file's, which could be an office's.
    """
    with connection.opened_for_reading(live.database):
        pass
    # Where rich happens to be installed, Datasette prints every local variable for every page not found.
    handle_exception.rich = None
    if not pm.is_registered(plugin):  # a checkout that is not installed has no entry points
        pm.register(plugin, PLUGIN)
    datasette = app.Datasette(metadata=configuration(live), settings=settings(sql=live.sql))
    datasette.remove_database("_memory")
    datasette.add_database(Database(datasette, path=str(live.database.absolute())), name=DATABASE)
    return datasette
