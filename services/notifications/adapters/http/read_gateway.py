"""Reads how a gateway is spoken to; every problem names its place and what to do."""

from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

from services.notifications.adapters.http.gateway import Gateway

__all__ = ["PRESETS", "GatewayError", "read_gateway"]

_HOME: Final = Path(__file__).with_name("presets")
PRESETS: Final = ("esms", "kannel", "speedsms")


class GatewayError(ValueError):
    """The file cannot be used; the message says where and why."""


def read_gateway(name: str) -> Gateway:
    """Read a preset by its name, anything else as a path. Raises GatewayError."""
    path = _HOME / f"{name}.yaml" if name in PRESETS else Path(name)
    try:
        return Gateway.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise GatewayError(f"{path}: cannot be read: {error}. Remedy: name one of {PRESETS} or a YAML file") from error
    except ValidationError as error:
        lines = (
            f"{path}: {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors(include_input=False)
        )
        raise GatewayError("\n".join(lines) + ". Remedy: compare with the presets") from None
