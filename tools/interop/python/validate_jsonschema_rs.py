from corpus import main
from jsonschema_rs import Draft202012Validator

main(lambda schema: Draft202012Validator(schema, validate_formats=True).is_valid)
