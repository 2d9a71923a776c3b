# It knows drafts up to 7, and takes the schemas for such.

from collections.abc import Callable
from typing import Any

import fastjsonschema
from corpus import main


def judge(schema: Any) -> Callable[[Any], bool]:
    validate = fastjsonschema.compile(schema)

    def valid(body: Any) -> bool:
        try:
            validate(body)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return valid


main(judge)
