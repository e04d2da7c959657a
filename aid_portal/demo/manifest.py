"""What was made: the files in the order of their import, and how many of everything."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from aid_portal.demo.files import File


@dataclass(frozen=True, slots=True)
class Manifest:
    """`due` is about how many decisions of each programme the check finds; `planted` counts the dirt by kind."""

    folder: Path
    size: str
    seed: int
    terms: tuple[str, ...]
    files: tuple[File, ...]
    children: dict[str, int]
    due: dict[str, dict[str, int]]
    planted: dict[str, int]

    def of(self, kind: str, term: str = "") -> list[File]:
        return [file for file in self.files if file.kind == kind and term in ("", file.term)]

    def path(self, file: File) -> Path:
        return self.folder / file.path

    def write(self) -> None:
        facts = {**asdict(self), "folder": "."}
        text = json.dumps(facts, ensure_ascii=False, indent=1, default=str)
        (self.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
