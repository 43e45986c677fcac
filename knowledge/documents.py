"""YAML files as plain data, with the place of every value beside it.

Every scalar is read as text: what a curator types (`no`, `3.10`, `12:30`) is what the clinic says, and
the models turn text into numbers and dates where they want them.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import yaml

from knowledge.faults import Fault
from knowledge.wording import yaml_problem

Data = str | list["Data"] | dict[str, "Data"]

# What YAML allows in a file; everything else (NUL, other control characters) makes the parser stop.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Nesting so deep on one line overflows the C parser's stack, which would end the whole process.
_BOTTOMLESS = re.compile(r"(?:[-?]\s+|[\[{]\s*){50}")
_UNCLOSED = ("quoted scalar", "flow", "simple key")  # the parser notices these only after their line


class Spot(NamedTuple):
    """Where a value stands, and where its parts stand; `folder` counts the folders of the content from 0."""

    file: str
    line: int
    parts: Mapping[Hashable, "Spot"] = MappingProxyType({})
    folder: int = 0

    def at(self, *path: Hashable) -> "Spot":
        """The spot at the end of the path, or the deepest one that exists on the way."""
        spot = self
        for step in path:
            if step not in spot.parts:
                return spot
            spot = spot.parts[step]
        return spot

    def fault(self, message: str) -> Fault:
        """A fault at this very place."""
        return Fault(self.file, self.line, message)


@dataclass(frozen=True)
class Page:
    """One file as read: its data (a mapping, empty if nothing could be read), its spots and its faults."""

    data: Mapping[str, Data]
    spot: Spot
    faults: tuple[Fault, ...] = ()


def content_files(folder: Path) -> list[Path]:
    """Every YAML file below the folder, by name; hidden ones (editors' locks and backups) are left out.

    A folder that does not exist holds no files.
    """
    return sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(".")
    )


def read_folder(folder: Path, number: int) -> Iterator[Page]:
    """Each file of the folder, by the path under which a curator finds it; `number` counts the folders from 0."""
    for path in content_files(folder):
        name = _shown(path)
        try:
            content = path.read_bytes()
        except OSError:
            fault = Fault(name, 1, "Berkas tidak dapat dibuka. Periksa izin baca berkas ini.")
            yield Page({}, Spot(name, 1), (fault,))
        else:
            yield read_page(name, content, number)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def read_page(name: str, content: bytes, folder: int = 0) -> Page:
    """One file of the folder with this number; whatever its bytes are, the answer is a page."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _unreadable(name, line, "Berkas bukan teks UTF-8. Simpan ulang dengan pilihan enkode UTF-8.")
    if bad := _FORBIDDEN.search(text):
        message = f"Ada karakter tak terlihat yang tidak diizinkan (U+{ord(bad[0]):04X}). Hapus karakter itu."
        return _unreadable(name, _line_of(text, bad.start()), message)
    if deep := _BOTTOMLESS.search(text):
        return _unreadable(name, _line_of(text, deep.start()), "Susunan bertingkat terlalu dalam.")
    return _parse(name, text, folder)


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _unreadable(name: str, line: int, message: str) -> Page:
    return Page({}, Spot(name, 1), (Fault(name, line, message),))


def _parse(name: str, text: str, folder: int) -> Page:
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        return Page({}, Spot(name, 1)) if root is None else _page(_Tree(name, folder), root)
    except yaml.MarkedYAMLError as error:
        line = _line_at_fault(error)
        problem = f"{error.context} {error.problem}"
        return _unreadable(name, line, yaml_problem("\t" if _begins_with_tab(text, line) else problem))
    except (yaml.YAMLError, RecursionError):
        return _unreadable(name, 1, yaml_problem(""))


def _begins_with_tab(text: str, line: int) -> bool:
    # The parser counts one line more than there are when the text breaks off.
    at_fault = text.splitlines()[line - 1 : line]
    return any("\t" in found[: len(found) - len(found.lstrip())] for found in at_fault)


def _line_at_fault(error: yaml.MarkedYAMLError) -> int:
    began_earlier = any(sign in str(error.context) for sign in _UNCLOSED)
    mark = (error.context_mark if began_earlier else None) or error.problem_mark
    return mark.line + 1 if mark else 1


def _page(tree: "_Tree", root: yaml.Node) -> Page:
    data, spot = tree.grow(root, root.start_mark.line + 1)
    if isinstance(data, dict):
        return Page(data, spot, tuple(tree.faults))
    if data == "":
        return Page({}, spot)
    message = "Berkas harus dimulai dengan nama bagian diikuti titik dua, misalnya `topics:`."
    return Page({}, spot, (spot.fault(message),))


class _Tree:
    """Turns parsed nodes into data and spots, noting what YAML itself lets pass."""

    def __init__(self, name: str, folder: int) -> None:
        self._name = name
        self._folder = folder
        self._seen: set[int] = set()
        self.faults: list[Fault] = []

    def grow(self, node: yaml.Node, line: int) -> tuple[Data, Spot]:
        if id(node) in self._seen:
            # An alias: refusing it also rules out endless and exploding documents.
            spot = self._spot(line)
            self.faults.append(spot.fault(yaml_problem("alias")))
            return "", spot
        self._seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org"):
            self.faults.append(self._spot(line).fault(yaml_problem("tag")))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node.value, line)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node.value, line)
        return str(node.value), self._spot(line)

    def _spot(self, line: int, parts: Mapping[Hashable, Spot] = MappingProxyType({})) -> Spot:
        return Spot(self._name, line, parts, self._folder)

    def _sequence(self, nodes: Sequence[yaml.Node], line: int) -> tuple[Data, Spot]:
        grown = [self.grow(node, node.start_mark.line + 1) for node in nodes]
        parts: dict[Hashable, Spot] = dict(enumerate(spot for _, spot in grown))
        return [data for data, _ in grown], self._spot(line, parts)

    def _mapping(self, pairs: Sequence[tuple[yaml.Node, yaml.Node]], line: int) -> tuple[Data, Spot]:
        data: dict[str, Data] = {}
        parts: dict[Hashable, Spot] = {}
        for key_node, value_node in pairs:
            # A field is found by its name's line, also when its value begins further down.
            key_line = key_node.start_mark.line + 1
            key, spot = self.grow(key_node, key_line)
            if not isinstance(key, str):
                self.faults.append(spot.fault("Nama isian harus berupa kata, bukan daftar."))
            elif key in data:
                message = f"Isian `{key}` ditulis dua kali (pertama di baris {parts[key].line}). Hapus salah satunya."
                self.faults.append(spot.fault(message))
            else:
                data[key], parts[key] = self.grow(value_node, key_line)
        return data, self._spot(line, parts)
