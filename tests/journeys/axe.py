"""Ask axe what a page does wrong for people who use it otherwise than by mouse and sight."""

from pathlib import Path

AXE = Path(__file__).resolve().parents[2] / "build" / "test" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page):
    """One line per fault: rule, element, what to do."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    return [
        f"{fault['id']}: {node['target']}: {node['failureSummary']}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]
