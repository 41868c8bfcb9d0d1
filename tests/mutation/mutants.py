"""Every small fault that can be put into a module's source."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """One fault: where it stands, what the line said and says now, and the whole source."""

    where: str
    line: int
    was: str
    became: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Each fault of the source in turn; equal texts in one function are numbered."""
    tree = ast.parse(source)
    seen: dict[tuple[str, str, str], int] = {}
    for position, node, where in judged(tree):
        for change in changes(node):
            altered = copy.deepcopy(tree)
            target = list(ast.walk(altered))[position]
            was = shown(target)
            change(target)
            became = shown(target)
            known = (where, was, became)
            seen[known] = seen.get(known, 0) + 1
            again = f" #{seen[known]}" if seen[known] > 1 else ""
            yield Mutant(where + again, line_of(node), was, became, ast.unparse(altered))


def judged(tree: ast.Module) -> Iterator[tuple[int, ast.AST, str]]:
    """The nodes worth a fault, with their place in the walk and the function they stand in."""
    left_out = set(map(id, not_judged(tree)))
    owners = {id(inner): f.name for f in named(tree) for inner in ast.walk(f)}
    for position, node in enumerate(ast.walk(tree)):
        if id(node) not in left_out:
            yield position, node, owners.get(id(node), "module")


def named(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def not_judged(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, annotations and imports: a fault there is none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from ast.walk(node)
        for name in ("annotation", "returns"):
            if isinstance(noted := getattr(node, name, None), ast.AST):
                yield from ast.walk(noted)
        if isinstance(node, ast.Assign) and names_a_type(node):
            yield from ast.walk(node)


def names_a_type(node: ast.Assign) -> bool:
    """`__all__`, `Key = TypeVar(…)`, or an alias such as `Figures = dict[…]`."""
    target, value = ast.unparse(node.targets[0]), node.value
    is_alias = isinstance(value, ast.Subscript) and target[0].isupper() and not target.isupper()
    is_variable = isinstance(value, ast.Call) and ast.unparse(value.func) in {"TypeVar", "NewType"}
    return target == "__all__" or is_alias or is_variable


def line_of(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def shown(node: ast.AST) -> str:
    """The node as text; of a compound statement only its head."""
    return ast.unparse(node).split("\n", 1)[0]


Change = Callable[[ast.AST], None]


def changes(node: ast.AST) -> Iterator[Change]:
    """The ways to break this node, each altering it in place."""
    for kinds, ways in WAYS:
        if isinstance(node, kinds):
            yield from ways(node)


def of_compare(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        if type(operator) in OPPOSITES:
            yield partial(exchange, place)


def exchange(place: int, node: ast.Compare) -> None:
    node.ops[place] = OPPOSITES[type(node.ops[place])]()


def of_operation(node: ast.BinOp | ast.BoolOp | ast.AugAssign) -> Iterator[Change]:
    if type(node.op) in OPPOSITES:
        yield lambda n: setattr(n, "op", OPPOSITES[type(n.op)]())


def of_unary(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
    elif isinstance(node.op, ast.USub):
        yield lambda n: setattr(n, "op", ast.UAdd())


def of_constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield lambda n: setattr(n, "value", not n.value)
    elif isinstance(value, int):
        yield lambda n: setattr(n, "value", n.value + 1)
    elif isinstance(value, str):
        digits = value.replace(".", "", 1).replace("-", "", 1).isdigit()
        yield lambda n: setattr(n, "value", f"1{n.value}" if digits else f"{n.value}x")


def of_condition(node: ast.If | ast.IfExp | ast.While) -> Iterator[Change]:
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))


def of_return(node: ast.Return) -> Iterator[Change]:
    if node.value is not None and not (
        isinstance(node.value, ast.Constant) and node.value.value is None
    ):
        yield lambda n: setattr(n, "value", ast.Constant(None))


def of_statement(node: ast.Expr) -> Iterator[Change]:
    if not isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield lambda n: setattr(n, "value", ast.Constant(None))


def of_name(node: ast.Name) -> Iterator[Change]:
    if node.id in SWAPPED:
        yield lambda n: setattr(n, "id", SWAPPED[n.id])


WAYS: tuple[tuple[type | tuple[type, ...], Callable[..., Iterator[Change]]], ...] = (
    (ast.Compare, of_compare),
    ((ast.BinOp, ast.BoolOp, ast.AugAssign), of_operation),
    (ast.UnaryOp, of_unary),
    (ast.Constant, of_constant),
    ((ast.If, ast.IfExp, ast.While), of_condition),
    (ast.Return, of_return),
    (ast.Expr, of_statement),
    (ast.Name, of_name),
)
