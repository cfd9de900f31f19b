"""What the fixture scripts share: where fixtures go, what made them, and a tokenizer of a few words."""

import hashlib
import json
import os
import sys
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", TRANSFORMERS_VERBOSITY="error")

import peft  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
import trl  # noqa: E402
from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "src" / "fixtures" / "trl"

transformers.utils.logging.disable_progress_bar()
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


def made_by() -> dict:
    script = Path(sys.argv[0]).resolve()
    digest = hashlib.sha256(script.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    return {
        "script": f"packages/lm/scripts/trl-fixtures/{script.name}",
        "sha256": digest,
        "versions": {
            "python": sys.version.split()[0],
            "torch": torch.__version__,
            "transformers": transformers.__version__,
            "trl": trl.__version__,
            "peft": peft.__version__,
        },
    }


def write(name: str, content: dict) -> None:
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"made_by": made_by(), **content}, separators=(",", ":")) + "\n")
    print(f"{path.relative_to(FOLDER)}: {path.stat().st_size} bytes")


def word_tokenizer(vocab_size: int):
    """Token i is the word `t<i>`; 0 is padding, 1 the end token."""
    words = {"<pad>": 0, "<eos>": 1, **{f"t{i}": i for i in range(2, vocab_size)}}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="t2"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="<eos>", padding_side="left"
    )
