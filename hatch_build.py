"""Build a wheel whose hottest modules are compiled by mypyc, where that is asked for.

The plain wheel is pure Python and needs no compiler. `make native` asks for the other: the modules named in
`pyproject.toml` (`[tool.hatch.build.targets.wheel.hooks.custom]`) are compiled beside their sources, which stay in
the wheel. Nothing is written into the source tree, so a module that was changed is never shadowed by an old binary.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Types are checked by `make test`; here the rooms above the compiled modules need not be looked at.
SETTINGS = """
[mypy]
cache_dir = {cache}

[mypy-armstrail.pipeline.*]
follow_imports = skip
"""


class NativeHook(BuildHookInterface[Any]):
    """Puts compiled modules into a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the wheel only points at the sources (`pip install -e`)."""
        if version == "editable":
            return
        source = Path(self.root) / "src"
        build = Path(self.root) / "build" / "native"
        for binary in compile_modules(source, self.config["modules"], build, self.config["optimise"]):
            build_data["force_include"][str(binary)] = str(binary.relative_to(build / "lib"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def compile_modules(source: Path, patterns: list[str], build: Path, optimise: str) -> list[Path]:
    """The binaries of the modules that the patterns name; all that is made on the way lies in `build`, too."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    build.mkdir(parents=True, exist_ok=True)
    settings = build / "mypy.ini"
    settings.write_text(SETTINGS.format(cache=build / "cache"))
    modules = sorted({str(path.relative_to(source)) for pattern in patterns for path in source.glob(pattern)})
    before = Path.cwd()
    os.chdir(source)  # mypyc names modules by their paths from here
    try:
        extensions = mypycify(
            ["--config-file", str(settings), *modules],
            opt_level=optimise, debug_level="0", target_dir=str(build / "c"), group_name="armstrail",
        )  # fmt: skip
        command = Distribution({"name": "armstrail", "ext_modules": extensions}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(build / "lib"), str(build / "temp")
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    return sorted((build / "lib").rglob("*.so"))
