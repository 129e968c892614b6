#!/usr/bin/env python3
"""Checks the API document that a server serves.

    check_openapi.py BASE_URL

It must be valid OpenAPI 3.1, be the same as YAML and as JSON, and hold only examples that fit their schemas. Needs
openapi-spec-validator, jsonschema and PyYAML (Tests/requirements.txt).
"""

import json
import re
import sys
import urllib.request

import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SECONDS = 180


class JSONLikeLoader(yaml.SafeLoader):
    """YAML as JSON knows it: an instant stays a text."""


JSONLikeLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def served(url: str, media_type: str) -> str:
    with urllib.request.urlopen(url, timeout=SECONDS) as answer:
        found = answer.headers.get_content_type()
        if found != media_type:
            raise SystemExit(f"{url} is {found}, not {media_type}")
        return answer.read().decode()


def pointer(path: list) -> str:
    def escaped(part) -> str:
        text = str(part).replace("~", "~0").replace("/", "~1")
        return text.replace("%", "%25").replace("{", "%7B").replace("}", "%7D")

    return "urn:document#" + "".join("/" + escaped(part) for part in path)


def shown(node, path: list):
    """Each example with the place of its schema."""
    if isinstance(node, dict):
        if "schema" in node and "example" in node:
            yield pointer([*path, "schema"]), node["example"]
        for example in node["examples"] if isinstance(node.get("examples"), list) else []:
            yield pointer(path), example
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    for name, child in children:
        yield from shown(child, [*path, name])


def complaints(document: dict):
    yield from (f"not OpenAPI 3.1: {error.message}" for error in OpenAPIV31SpecValidator(document).iter_errors())
    registry = Registry().with_resource(
        "urn:document", Resource(contents=document, specification=DRAFT202012))
    for schema, example in shown(document, []):
        validator = Draft202012Validator(
            {"$ref": schema}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        yield from (f"example at {schema}: {error.message}" for error in validator.iter_errors(example))
    operations = [
        (method, path, operation) for path, item in document["paths"].items() for method, operation in item.items()]
    names = [operation.get("operationId") for _, _, operation in operations]
    twice = {name for name in names if name is None or names.count(name) > 1}
    yield from (f"operationId {name} twice or missing" for name in twice)
    for method, path, operation in operations:
        signed_in = operation.get("security", document.get("security")) != []
        if signed_in and "401" not in operation["responses"]:
            yield f"{method} {path}: needs a token but has no answer 401"
        if "{" in path and signed_in and "404" not in operation["responses"]:
            yield f"{method} {path}: has a name in its path but no answer 404"
    text = json.dumps(document)
    for kind, parts in document["components"].items():
        if kind != "securitySchemes":
            yield from (f"{kind}/{n} is not used" for n in parts if not re.search(f'#/components/{kind}/{n}"', text))


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    base = sys.argv[1].rstrip("/")
    document = yaml.load(served(base + "/openapi.yaml", "application/yaml"), JSONLikeLoader)
    found = list(complaints(document))
    if json.loads(served(base + "/openapi.json", "application/json")) != document:
        found.append("/openapi.json and /openapi.yaml differ")
    for complaint in found:
        print(complaint)
    count = sum(len(item) for item in document["paths"].values())
    print(f"{count} operations, {len(found)} complaints")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
