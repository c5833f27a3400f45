"""What is wrong with a recipe, in one sentence for each field."""

from pydantic import ValidationError

from unknot.errors import UnknotError


def readable(error: ValidationError) -> str:
    """Return one sentence for each field that is wrong."""
    sentences: dict[str, str] = {}
    for problem in error.errors():
        where = [str(part) for part in problem["loc"]]
        field = where[0] if where else ""
        what = problem["msg"].removeprefix("Value error, ").rstrip(".")
        own = problem.get("ctx", {}).get("error")
        if isinstance(own, UnknotError):  # has said all that there is to say
            sentence = f"{field}: {own}" if where else str(own)
        elif problem["type"] == "extra_forbidden":
            sentence = f"There is no option {field!r} in a spec."
        elif problem["type"] == "missing":
            sentence = f"{field} is missing."
        elif problem["type"] == "too_long":  # what is limited so are lists of layers
            limits = problem.get("ctx", {})
            got = f"{limits.get('actual_length') or 'more'}: {problem['input']!r:.12} …"
            sentence = f"{field}: expected at most {limits.get('max_length')} layers, but got {got}"
            sentence += " Give fewer, or wider ones."
        elif not where:
            sentence = f"{what[0].upper()}{what[1:]}."
        elif where[1:2] == ["int"]:  # of a choice between one number and several
            sentence = f"{field}: expected one or several integers, but got {problem['input']!r}."
        else:
            at = f" (entry {int(where[1]) + 1})" if where[1:] and where[1].isdigit() else ""
            sentence = f"{field}{at}: {what}, but got {problem['input']!r:.200}."
        sentences.setdefault(field, sentence)
    return " ".join(sentences.values())
