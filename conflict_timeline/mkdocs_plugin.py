"""What MkDocs calls: each event method hands over to what has never heard of MkDocs."""

from __future__ import annotations

import gzip
from pathlib import Path, PurePosixPath
from typing import Any
from xml.sax.saxutils import escape as xml

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as FramedPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from . import images, markup, policy, site, strings
from .checks import check
from .collection import Collection, collect
from .files.source_text import lines_of
from .publish import Writer, archive, manifest, mark
from .publish.press import Press, depth
from .reports import Telling, text
from .settings import Settings, SettingsError, read
from .theme.articles import Articles
from .theme.slots import Frame, slot
from .views.common import Page
from .views.data import ARCHIVE
from .views.library import Library

FOLDERS = ("events", "registry", "seeds")
STYLES = ("timeline.css", "lists.css", "event.css", "element.css", "lanes.css", "print.css")
"""The style sheets of every page, in order."""
DEEPEST = 4
"""How deep the addresses of pages lie at most, and one to spare."""


class TimelineConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in ``mkdocs.yml``."""

    record = config_options.Type(str, default=".")
    """The folder with events/, registry/ and seeds/, relative to mkdocs.yml."""
    severity = config_options.Type(dict, default={})
    """How grave a breach of a rule is, where not as the rule has it: error, warning, info or off."""
    archive = config_options.Type(bool, default=True)
    """Whether to put the whole site into one zip for mirrors and offline reading; a preview has none."""


class TimelinePlugin(BasePlugin[TimelineConfig]):  # type: ignore[no-untyped-call]
    """Puts the record's pages into a MkDocs site.

    Attributes:
        collection: a record that was read and checked already; set by our own command line, which then has
            told its problems. Otherwise the plugin reads and checks the record at each build.
        proof: a record whose pages a preview fills itself. The build then makes the pages written by hand and
            ``frames``, leaves slots in the pages of the navigation, and writes no other page and no data.
        left_out: files and folders of ``docs/``, relative to it, that the build does without.
        frames: for each depth of address the frame of pages that lie so deep, where there is a ``proof``.
        pages: how many pages the last build wrote.
        manifest: the SHA-256 of the manifest of the last build; a preview has none.
    """

    def __init__(self) -> None:
        self.collection: Collection | None = None
        self.proof: Library | None = None
        self.left_out: frozenset[str] = frozenset()
        self.frames: dict[int, Frame] = {}
        self.pages = 0
        self.manifest = ""
        self._serving = False
        self._articles = Articles()
        self._listed: dict[str, Page] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether the site is being previewed; defining this keeps the plugin across rebuilds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the record, before MkDocs touches the last site."""
        settings = _settings(Path(config.config_file_path))
        self._library = self.proof or Library(self.collection or checked(settings))
        self._pages = list(site.pages(self._library))
        self._listed = {f"{page.url}index.md": page for page in self._pages if page.listed}
        config.extra_css = [*(f"assets/stylesheets/{name}" for name in STYLES), *config.extra_css]
        config.watch.extend(str(settings.record / name) for name in FOLDERS)

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Announce the pages that may stand in the navigation; the others are framed at the end."""
        for uri in [uri for uri in files.src_uris if self._is_left_out(uri)]:
            files.remove(files.src_uris[uri])
        _admit(files, config, {page.url for page in self._pages})
        for uri in self._listed:
            files.append(File.generated(config, uri, content=""))

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation for the frames."""
        self._nav = nav

    def on_page_content(self, html: str, page: FramedPage, config: MkDocsConfig, files: Files) -> str:
        """Give a page of the record its article; clean the pages written by hand."""
        ours = self._listed.get(page.file.src_uri)
        if ours is None:
            # Material prints titles as they are.
            page.title = str(escape(Markup(page.title or "").striptags()))  # noqa: S704 - escaped again
            return markup.clean_page(html)
        if self.proof:
            _dress(page, slot("description"))
            return slot("content")
        _dress(page, ours.description)
        return self._articles.render(ours)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep the environment for the frames, and tell the search what our pages say."""
        self._env, self._files = env, files
        env.filters["ct"] = lambda key: escape(strings.text(key))
        # A preview reloads by an inline script of MkDocs, which the policy would block.
        env.globals["policy"] = "" if self._serving else policy.META
        search: Any = config.plugins.get("material/search")
        if search is not None and search.config.enabled and not self.proof:
            search.search_index.entries.extend(site.search_entries(self._pages))

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what MkDocs and the search have not: the framed pages, files, sitemap and zip; last the manifest."""
        if self.proof:
            self.frames = {deep: self._frame(config, deep) for deep in range(1, DEEPEST + 1)}
            return
        framed = [page for page in self._pages if not page.listed]
        frames = {deep: self._frame(config, deep) for deep in {depth(page) for page in framed}}
        Press(frames, Path(config.site_dir), config.site_url or "").run(framed, jobs=1 if self._serving else None)
        self.pages = len(framed) + len(self._files.documentation_pages())
        writer = Writer(Path(config.site_dir))
        mark(Path(config.site_dir))
        for file in site.files(self._library.collection, self._library):
            writer.write(file.path, file.content)
        if config.site_url:
            self._sitemap(Path(config.site_dir), config.site_url)
        if self.config.archive and not self._serving:
            archive.write(Path(config.site_dir), Path(config.site_dir) / "data" / ARCHIVE)
        self.manifest = "" if self._serving else manifest.write(Path(config.site_dir))

    def _is_left_out(self, uri: str) -> bool:
        path = PurePosixPath(uri)
        return not self.left_out.isdisjoint(map(str, (path, *path.parents)))

    def _frame(self, config: MkDocsConfig, deep: int) -> Frame:
        """Let Material render its frame for pages that lie so deep, with slots in it."""
        uri = "/".join([slot("canonical")] * deep) + "/index.md"
        page = FramedPage(slot("title"), File.generated(config, uri, content=""), config)
        _dress(page, slot("description"))
        page.content = slot("content")
        html = self._env.get_template("main.html").render(get_context(self._nav, self._files, config, page))
        if page.canonical_url:
            html = html.replace(page.canonical_url, slot("canonical"))
        return Frame(html)

    def _sitemap(self, folder: Path, root: str) -> None:
        """Write the sitemap of all pages, without dates: nothing published depends on the day of the build."""
        written = [page.url or "" for page in self._files.documentation_pages()]
        urls = sorted({*written, *(page.url for page in self._pages)} - {"./"})
        lines = [f"  <url><loc>{xml(root + url)}</loc></url>" for url in urls]
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        text = head + "\n".join(lines) + "\n</urlset>\n"
        (folder / "sitemap.xml").write_text(text, encoding="utf-8")
        (folder / "sitemap.xml.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def checked(settings: Settings) -> Collection:
    """Read and check the record of a site.

    Raises:
        PluginError: the record has errors; all of them are in the message.
    """
    collection = collect(settings.record)
    report = check(collection, settings)
    if report.fails():
        told = "\n".join(text.lines(Telling(report, lines_of(settings.record))))
        raise PluginError(f"the record has errors, so nothing was built\n{told}")
    return collection


def _settings(file: Path) -> Settings:
    """Read what our own commands read, with the places of what is wrong.

    Raises:
        PluginError: a setting is wrong.
    """
    try:
        return read(file)
    except SettingsError as error:
        raise PluginError(str(error)) from None


def _admit(files: Files, config: MkDocsConfig, taken: set[str]) -> None:
    """Let only pages and images of ``docs/`` into the site, images made anew, and nothing in the place of another.

    Raises:
        PluginError: a file is none of these, or would stand where a page of the record or a file of the theme stands.
    """
    for file in list(files):
        if file.abs_src_path is None or not Path(file.abs_src_path).is_relative_to(config.docs_dir):
            continue
        uri = file.src_uri
        if file.is_documentation_page() and file.url.removeprefix("./") in taken:
            raise PluginError(f"docs/{uri} has the address of a page that is made from the record; rename it")
        if any((Path(folder) / uri).exists() for folder in config.theme.dirs):
            raise PluginError(f"docs/{uri} would stand in the place of a file of the theme; rename it")
        if file.is_documentation_page():
            continue
        files.remove(file)
        try:
            picture = images.read(Path(file.abs_src_path))
        except images.ImageError as error:
            raise PluginError(f"docs/{uri}: {error.message}; {error.hint}") from None
        files.append(File.generated(config, uri, content=picture.data))


def _dress(page: FramedPage, description: str) -> None:
    """Give MkDocs' page what the frame shows around an article of ours."""
    hide = ["navigation", "toc"]
    page.meta = {"framed": True, "description": description, "hide": hide, "search": {"exclude": True}}
    page.toc = TableOfContents([AnchorLink("", "content", 1)])  # the skip link leads to the first entry
