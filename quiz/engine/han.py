def same_sound(a: str, b: str) -> bool:
    return False


def same_shape(a: str, b: str) -> bool:
    return False


def readings(character: str) -> tuple[str, ...]:
    return ()
