from typing import Any, Dict, Iterable, List, Literal, Optional, Tuple, Union, final

_Body = Union[bytes, bytearray, str]
_Category = Literal[
    "text", "structure", "consistency", "drift", "deviation", "precision", "security"
]
_Severity = Literal["error", "warning", "note"]

@final
class Finding:
    """A finding of a rule in a body. Values that may be secret are masked."""

    @property
    def rule(self) -> str:
        """The id of the rule, such as "wrong-type"."""
    @property
    def category(self) -> _Category:
        """The category of the rule, such as "structure"."""
    @property
    def severity(self) -> _Severity:
        """ "error", "warning" or "note"."""
    @property
    def operation(self) -> str:
        """The id of the operation."""
    @property
    def pointer(self) -> str:
        """The JSON Pointer of the value. Of a missing field, where it should be."""
    @property
    def message(self) -> str:
        """What was found, and what the contract requires."""
    @property
    def help(self) -> str:
        """What to do about it."""
    @property
    def line(self) -> int:
        """The line of the value, from 1."""
    @property
    def column(self) -> int:
        """The character in the line, from 1."""
    @property
    def start(self) -> int:
        """The first byte of the value, from 0."""
    @property
    def end(self) -> int:
        """The byte after the last."""
    @property
    def fingerprint(self) -> str:
        """Equal for the same finding in any body."""

@final
class Report:
    """The findings of one body."""

    @property
    def conforms(self) -> bool:
        """Whether no finding is an error."""
    @property
    def findings(self) -> Tuple[Finding, ...]:
        """The findings: errors and warnings by position, then the notes. At most 1,000 are listed;
        the summary in `to_dict()` counts all.
        """
    def to_dict(self) -> Dict[str, Any]:
        """Returns the JSON report of the command as a dict. Its source is "<body>"."""

@final
class Rule:
    """A rule."""

    @property
    def id(self) -> str:
        """The id, such as "wrong-type"."""
    @property
    def category(self) -> _Category:
        """The category, such as "structure"."""
    @property
    def severity(self) -> _Severity:
        """The severity of its findings: "error", "warning" or "note"."""
    @property
    def summary(self) -> str:
        """What it finds, in one line."""

def check(body: _Body, *, operation: str) -> Report:
    """Checks a response body of an operation and returns its report."""

def conforms(body: _Body, *, operation: str) -> bool:
    """Returns whether a response body conforms: whether `check` would find no error in it."""

def check_many(
    bodies: Iterable[_Body], *, operation: str, jobs: Optional[int] = None
) -> List[Report]:
    """Checks response bodies of one operation on several threads and returns their reports in
    order.
    """

def rules() -> List[Rule]:
    """Returns the rules, in the order of their ids."""

def explain(id: str) -> str:
    """Returns the page of a rule in Markdown: what it checks, why that matters, and examples."""

def schema_texts() -> List[Tuple[str, str]]: ...
def run(arguments: List[str]) -> int: ...
