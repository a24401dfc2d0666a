"""The methodology's YAML files as entries that know their file and line, so that a complaint can say where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_YamlLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = "tag:yaml.org,2002:str"


class Located(dict[Any, Any]):
    """A YAML mapping, the line it begins on, and the keys that it holds more than once."""

    line: int
    repeated: tuple[str, ...] = ()


class _Builder:
    """Plain data from YAML nodes. Most of them are words, which need no look at what else they could be."""

    def __init__(self) -> None:
        self._others = yaml.constructor.SafeConstructor()

    def build(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(part) for part in node.value]
        return node.value if node.tag == _WORDS else self._others.construct_object(node)

    def _mapping(self, node: yaml.MappingNode) -> Located:
        located = Located((self.build(key), self.build(value)) for key, value in node.value)
        located.line = node.start_mark.line + 1
        if len(located) < len(node.value):
            keys = [key.value for key, _ in node.value]
            located.repeated = tuple(sorted({key for key in keys if keys.count(key) > 1}))
        return located


class Entry:
    """One YAML mapping of a file. Its readers complain, with the place, of what is missing or of the wrong kind."""

    def __init__(self, data: Mapping[str, Any], file: str, name: str, problems: list[str]) -> None:
        self.data = data
        self._file = file
        self._name = name
        self._problems = problems
        self._used: set[str] = set()

    @property
    def place(self) -> str:
        """File, line and name, like “rules/convert.yml:57 HL12”."""
        return self._place(self.data)

    def _place(self, data: object) -> str:
        line = getattr(data, "line", getattr(self.data, "line", 1))
        return f"{self._file}:{line} {self._name}".rstrip()

    def complain(self, problem: str, about: object = None) -> None:
        """Notes a mistake; `about` is the inner mapping it stands in, if there is one."""
        self._problems.append(f"{self._place(about)}: {problem}")

    def raw(self, key: str, default: Any = None) -> Any:
        self._used.add(key)
        return self.data.get(key, default)

    def text(self, key: str, required: bool = True) -> str:
        value = self.raw(key)
        if value is None or str(value).strip() == "":
            if required:
                self.complain(f"“{key}” is missing")
            return ""
        return str(value).strip()

    def optional(self, key: str) -> str | None:
        return self.text(key, required=False) or None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw(key, [])
        if not isinstance(value, list):
            self.complain(f"“{key}” must be a list")
            return ()
        return tuple(str(item) for item in value)

    def number(self, key: str) -> float | None:
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.complain(f"“{key}” must be a figure, not {value!r}")
            return None
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.raw(key, False)
        if not isinstance(value, bool):
            self.complain(f"“{key}” must be true or false, not {value!r}")
            return False
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = str(self.raw(key, default))
        if value not in allowed:
            self.complain(f"“{key}” must be one of {', '.join(allowed)}, not “{value}”")
            return allowed[0]
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.raw(key) or {}
        if not isinstance(value, dict):
            self.complain(f"“{key}” must map names to values, not {value!r}")
            return {}
        return value

    def parts(self, key: str) -> Iterator[Entry]:
        """The mappings of a list, each as an entry of its own."""
        value = self.raw(key, [])
        for position, data in enumerate(value if isinstance(value, list) else [value], start=1):
            if isinstance(data, dict):
                yield Entry(data, self._file, f"{self._name} {key} {position}".strip(), self._problems)
            else:
                self.complain(f"“{key}” must be a list of entries, not {data!r}")

    def finish(self) -> None:
        """Complains of keys that nobody asked for, and of those written twice: either would be lost in silence."""
        for key in self.data:
            if key not in self._used:
                known = ", ".join(sorted(self._used))
                self.complain(f"“{key}” is not a known key; there are {known}")
        for key in getattr(self.data, "repeated", ()):
            self.complain(f"“{key}” is written twice")


class SourceFolder:
    """A methodology folder. Files are read once, in the order asked for; `content` sees each file's bytes."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        self._folder = folder
        self._problems = problems
        self.content: list[tuple[str, bytes]] = []

    def document(self, name: str) -> Entry:
        """A file that is one mapping."""
        path = self._folder / name
        data = self._load(path, name) if path.is_file() else None
        if not isinstance(data, dict):
            self._problems.append(f"{name}: is missing or is not a mapping")
            data = {}
        return Entry(data, name, "", self._problems)

    def entries(self, pattern: str) -> Iterator[tuple[str, Entry]]:
        """The entries of all files that match, each with its file's stem."""
        paths = sorted(self._folder.glob(pattern))
        if not paths:
            self._problems.append(f"{pattern}: no such file")
        for path in paths:
            name = path.relative_to(self._folder).as_posix()
            data = self._load(path, name)
            if not isinstance(data, list):
                self._problems.append(f"{name}: must be a list of entries")
                continue
            for position, one in enumerate(data, start=1):
                if isinstance(one, dict):
                    yield path.stem, Entry(one, name, str(one.get("id", position)), self._problems)
                else:
                    self._problems.append(f"{name} {position}: must be a mapping")

    def _load(self, path: Path, name: str) -> Any:
        content = path.read_bytes()
        self.content.append((name, content))
        try:
            node = yaml.compose(content, Loader=_YamlLoader)
            return None if node is None else _Builder().build(node)
        except (yaml.YAMLError, TypeError) as error:
            self._problems.append(f"{name}: not valid YAML ({' '.join(str(error).split())})")
            return None
