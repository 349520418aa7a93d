"""axe-core in the page: WCAG 2.2 AA, as short findings that fit in an assertion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong: rule, element, and why."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, options=RULES)
    assert len(results.response["passes"]) > 5, "axe looked at nothing"
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
