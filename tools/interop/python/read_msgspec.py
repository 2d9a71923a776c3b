"""Reads each case with the structs of datamodel-code-generator."""

import msgspec
import obshell_structs
from cases import Case, main


def read(case: Case) -> str:
    struct: type[msgspec.Struct] = getattr(obshell_structs, case["type"])
    return msgspec.json.encode(msgspec.json.decode(case["text"], type=struct)).decode()


main(read)
