"""Take from the npm packages what the pages serve and letters are set in: district shapes, fonts of three scripts.

build/assets/map/sri-lanka.json, build/assets/fonts/*.woff2, build/fonts/*.ttf (not served), build/test/axe.min.js.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

from fulcrum.setup import console, node
from fulcrum.setup.console import BUILD, SetupError

ASSETS = BUILD / "assets"
MAP_PACKAGE = "@svg-maps/sri-lanka"
DISTRICTS = 25
FONTS = {
    "@fontsource-variable/noto-sans": ("noto-sans-latin-wght-normal", "noto-sans-latin-ext-wght-normal"),
    "@fontsource-variable/noto-sans-sinhala": ("noto-sans-sinhala-sinhala-wght-normal",),
    "@fontsource-variable/noto-sans-tamil": ("noto-sans-tamil-tamil-wght-normal",),
}
LETTER_FONTS = BUILD / "fonts"
LETTER_FONT_PACKAGES = {
    "NotoSans": "@expo-google-fonts/noto-sans",
    "NotoSansSinhala": "@expo-google-fonts/noto-sans-sinhala",
    "NotoSansTamil": "@expo-google-fonts/noto-sans-tamil",
}
LETTER_WEIGHTS = ("400Regular", "700Bold")


def ensure(purpose: str) -> None:
    """Make the files again if the npm packages changed. Raises SetupError."""
    wanted = node.STAMP.read_text()
    stamp = BUILD / "assets.stamp"
    axe = BUILD / "test" / "axe.min.js"
    needed = [ASSETS / "map" / "sri-lanka.json", *letter_fonts().values()]
    complete = all(path.exists() for path in (needed if purpose == "runtime" else [*needed, axe]))
    if complete and stamp.exists() and stamp.read_text() == wanted:
        return
    console.step("preparing the map and the fonts")
    modules = node.FOLDER / "node_modules"
    _write_map(modules / MAP_PACKAGE, ASSETS / "map" / "sri-lanka.json")
    _copy_fonts(modules, ASSETS / "fonts")
    _copy_letter_fonts(modules)
    if purpose == "dev":
        axe.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / "axe-core" / "axe.min.js", axe)
    stamp.write_text(wanted)


def _write_map(package: Path, target: Path) -> None:
    """The package's district shapes with their source and licence, since the licence asks to be credited."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    shapes = district_shapes(package)
    if len(shapes["districts"]) != DISTRICTS:
        raise SetupError(
            f"The map package {MAP_PACKAGE} holds {len(shapes['districts'])} shapes instead of {DISTRICTS}.",
            "Its version was changed: look at fulcrum/setup/npm/package.json.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    credit = {
        "source": f"{about['name']} {about['version']}",
        "author": about["author"],
        "licence": about["license"],
    }
    target.write_text(json.dumps({**credit, **shapes}, ensure_ascii=False, indent=1), encoding="utf-8")


def district_shapes(package: Path) -> dict[str, Any]:
    """`viewBox` and one {id, name, path} per district, from the package's module or else from its SVG file."""
    module = package / "index.js"
    if module.exists():
        found = re.search(r"\{.*\}", module.read_text(encoding="utf-8"), re.DOTALL)
        if found:
            value = json.loads(found.group())
            places = value["locations"]
            return {
                "viewBox": value["viewBox"],
                "districts": [{k: p[k] for k in ("id", "name", "path")} for p in places],
            }
    drawing = next(package.glob("*.svg")).read_text(encoding="utf-8")
    box = re.search(r'viewBox="([^"]+)"', drawing)
    districts = []
    for shape in re.findall(r"<path\b[^>]*>", drawing, re.DOTALL):
        values = dict(re.findall(r'\b([\w-]+)="([^"]*)"', shape))
        districts.append(
            {
                "id": values["id"],
                "name": values.get("name") or values.get("aria-label", ""),
                "path": values["d"],
            }
        )
    return {"viewBox": box.group(1) if box else "", "districts": districts}


def _copy_fonts(modules: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for package, names in FONTS.items():
        for name in names:
            shutil.copyfile(modules / package / "files" / f"{name}.woff2", target / f"{name}.woff2")


def letter_fonts() -> dict[Path, Path]:
    """The fonts of letters: below the npm packages -> below build/. TTF, since typst reads no woff2."""
    return {
        Path(package) / weight / f"{name}_{weight}.ttf": LETTER_FONTS / f"{name}_{weight}.ttf"
        for name, package in LETTER_FONT_PACKAGES.items()
        for weight in LETTER_WEIGHTS
    }


def _copy_letter_fonts(modules: Path) -> None:
    shutil.rmtree(LETTER_FONTS, ignore_errors=True)
    LETTER_FONTS.mkdir(parents=True)
    for source, target in letter_fonts().items():
        shutil.copyfile(modules / source, target)
