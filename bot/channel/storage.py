"""Where conversations are kept, and that nobody else on the machine can read them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

FOLDER_VARIABLE = "ADVISOR_VAR"
DEFAULT_FOLDER = "var"
_OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR


def private_file(name: str) -> Path:
    """The path of a file in the data folder. Both are made when missing; only the owner may read the file.

    Raises OSError when the folder cannot be written.
    """
    folder = Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER).absolute()
    folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    path = folder / name
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY))
    path.chmod(_OWNER_ONLY)
    return path
