"""The one script made of the modules."""

from pathlib import Path

from stripe_sandbox.stripe_js import STATIC, bundle, in_order


def test_each_module_comes_once_and_after_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "base.js").write_text("export const base = 1;\n")
    (tmp_path / "left.js").write_text("import { base } from './base.js';\nexport function left() { return base; }\n")
    (tmp_path / "top.js").write_text(
        "import { base } from './base.js';\nimport { left } from './left.js';\nleft(base);\n"
    )
    assert [path.name for path in in_order(tmp_path / "top.js")] == ["base.js", "left.js", "top.js"]
    lines = [line for line in bundle(tmp_path / "top.js").splitlines() if line]
    body = ["const base = 1;", "function left() { return base; }", "left(base);"]
    assert lines == ["(() => {", "'use strict';", *body, "})();"]


def test_a_classic_script_holds_no_module_syntax() -> None:
    words = [line.split(" ")[0] for line in bundle().splitlines()]
    assert "import" not in words
    assert "export" not in words


def test_every_module_is_in_it() -> None:
    assert {path.name for path in (STATIC / "stripe_js").glob("*.js")} <= {
        path.name for path in in_order(STATIC / "stripe_js" / "stripe.js")
    }
