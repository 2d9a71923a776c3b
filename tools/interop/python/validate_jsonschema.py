from corpus import main
from jsonschema import Draft202012Validator

main(lambda schema: Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid)
