"""SQL that Django has written before: the site asks the same few hundred questions in every seed.

To write the columns, joins and order of a query down was a quarter of a run's time. What stands around the WHERE is
remembered by all that decides it; the WHERE itself, and every value, is worked out by Django each time.
"""

from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models.expressions import Col
from django.db.models.sql import compiler
from django.db.models.sql.compiler import (  # noqa: F401 - Django looks for all of them here
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models.sql.query import Query

# What a compiler knows of a statement's columns once it has written it.
COLUMNS = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


class Written(NamedTuple):
    """A statement, its columns, and how their values become Python's."""

    sql: str
    columns: dict[str, Any]
    converters: dict[int, Any]


class SQLCompiler(compiler.SQLCompiler):
    """Writes each statement once. While it `doubts`, it has Django write it again each time, and compares."""

    doubts = False
    written: dict[tuple, Written] = {}
    _known: Written | None = None

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple]:
        """The statement and its values. Raises EmptyResultSet where no row can be meant."""
        form = form_of(self.query) if self.elide_empty and with_limits and not with_col_aliases else None
        if form is None:
            return super().as_sql(with_limits, with_col_aliases)
        try:
            where, values = self.compile(self.query.where)
        except EmptyResultSet:
            return super().as_sql()
        except FullResultSet:
            where, values = "", ()
        self._known = self.written.get((form, where))
        if self._known is None:
            return self._write((form, where), tuple(values))
        if self.doubts:
            self._compare(self._known, tuple(values))
        vars(self).update(self._known.columns)
        return self._known.sql, tuple(values)

    def _write(self, key: tuple, values: tuple) -> tuple[str, tuple]:
        sql, all_values = super().as_sql()
        if all_values == values:  # else some stand elsewhere than in the WHERE
            columns = {name: getattr(self, name) for name in COLUMNS}
            self.written[key] = Written(sql, columns, self.get_converters([each[0] for each in self.select]))
        return sql, all_values

    def _compare(self, known: Written, values: tuple) -> None:
        if super().as_sql() != (known.sql, values) or str(self.select) != str(known.columns["select"]):
            raise AssertionError(f"this is not what Django writes now: {known.sql}")

    def get_converters(self, expressions: Any) -> dict[int, Any]:
        """How the values of columns become Python's."""
        return self._known.converters if self._known else super().get_converters(expressions)


def form_of(query: Query) -> tuple | None:
    """All that decides a query's SQL beside its WHERE; None for a kind of query that is not remembered."""
    if query.annotations or query.extra or query.combinator or query.group_by is not None or query.explain_info:
        return None
    if query.distinct_fields or query.extra_order_by or not all(isinstance(name, str) for name in query.order_by):
        return None
    if not all(type(column) is Col for column in query.select):
        return None
    return (
        (query.model, query.default_cols, repr(query.selected), repr(query.select_related), query.deferred_loading),
        tuple((column.alias, id(column.target)) for column in query.select),
        tuple(_join(query, alias) for alias in query.alias_map),
        tuple(query.external_aliases.items()),
        (query.order_by, query.default_ordering, query.standard_ordering),
        (query.low_mark, query.high_mark, query.distinct, query.subquery),
        (query.select_for_update, query.select_for_update_of),
    )


def _join(query: Query, alias: str) -> tuple:
    table = query.alias_map[alias]
    how = (table.join_type, id(table.join_field), table.filtered_relation) if table.parent_alias else ()
    return alias, table.table_name, table.parent_alias, query.alias_refcount[alias] > 0, *how
