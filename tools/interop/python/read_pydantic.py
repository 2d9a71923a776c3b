"""Reads each case with the models of datamodel-code-generator."""

import obshell_models
from cases import Case, main
from pydantic import BaseModel


def read(case: Case) -> str:
    model: type[BaseModel] = getattr(obshell_models, case["type"])
    return model.model_validate_json(case["text"]).model_dump_json(by_alias=True)


main(read)
