"""TRL's side of the GRPO step benchmark. Prints one JSON object; a driver alternates it with the other side.

    python trl_grpo_step.py make --folder F [--layers 4 --hidden 256 ...]   random model and prompts, Hugging Face layout
    python trl_grpo_step.py run  --folder F [--warmup 2 --steps 5]         time of each step and its parts, seconds
    python trl_grpo_step.py dump --folder F --out step.json                what one step trained on, its loss and gradient norms

`F` holds `config.json`, `model.safetensors` and `prompts.json` (a list of token id lists of equal length). Every completion has exactly
`--new-tokens` tokens; the reward is the share of even token ids; no KL term, one update per batch, float32.
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", TRANSFORMERS_VERBOSITY="error")

import torch  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["make", "run", "dump"])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    shape = parser.add_argument_group("shape of the model (make)")
    shape.add_argument("--layers", type=int, default=4)
    shape.add_argument("--hidden", type=int, default=256)
    shape.add_argument("--heads", type=int, default=4)
    shape.add_argument("--kv-heads", type=int, default=2)
    shape.add_argument("--intermediate", type=int, default=1024)
    shape.add_argument("--vocab", type=int, default=4096)
    shape.add_argument("--prompts", type=int, default=64)
    shape.add_argument("--prompt-tokens", type=int, default=42)
    step = parser.add_argument_group("the step (run, dump)")
    step.add_argument("--warmup", type=int, default=2)
    step.add_argument("--steps", type=int, default=5)
    step.add_argument("--groups", type=int, default=8)
    step.add_argument("--group-size", type=int, default=8)
    step.add_argument("--new-tokens", type=int, default=64)
    step.add_argument("--learning-rate", type=float, default=1e-4)
    step.add_argument("--lora-rank", type=int, default=0, help="0 = full fine-tuning")
    return parser.parse_args()


def make(a: argparse.Namespace) -> dict:
    from transformers import Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(a.seed)
    config = Qwen2Config(
        vocab_size=a.vocab, hidden_size=a.hidden, intermediate_size=a.intermediate, num_hidden_layers=a.layers,
        num_attention_heads=a.heads, num_key_value_heads=a.kv_heads, max_position_embeddings=2048,
        tie_word_embeddings=True, bos_token_id=None, eos_token_id=1, pad_token_id=0,
    )  # fmt: skip
    model = Qwen2ForCausalLM(config)
    model.save_pretrained(a.folder)
    prompts = torch.randint(2, a.vocab, (a.prompts, a.prompt_tokens)).tolist()
    (a.folder / "prompts.json").write_text(json.dumps(prompts))
    return {"parameters": sum(p.numel() for p in model.parameters()), "prompts": len(prompts)}


def matmul_gflops(size: int = 2048, repeats: int = 5) -> float:
    """Median speed of a float32 product: tells whether the machine was quiet."""
    a, b = torch.randn(size, size), torch.randn(size, size)
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        a @ b
        times.append(time.perf_counter() - start)
    return 2 * size**3 / statistics.median(times[1:]) / 1e9


class Clock:
    """Seconds spent in named parts of the current step."""

    def __init__(self):
        self.parts: dict[str, float] = {}

    def watch(self, owner, method: str, part: str) -> None:
        inner = getattr(owner, method)

        def timed(*arguments, **named):
            start = time.perf_counter()
            try:
                return inner(*arguments, **named)
            finally:
                self.parts[part] = self.parts.get(part, 0.0) + time.perf_counter() - start

        setattr(owner, method, timed)


def make_trainer(a: argparse.Namespace, output: str, steps: int):
    from datasets import Dataset
    from tokenizers import Tokenizer, models
    from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast
    from trl import GRPOConfig, GRPOTrainer

    prompts = json.loads((a.folder / "prompts.json").read_text())
    model = AutoModelForCausalLM.from_pretrained(a.folder, dtype=torch.float32)
    vocabulary = {"<pad>": 0, "<eos>": 1, **{f"t{i}": i for i in range(2, model.config.vocab_size)}}
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel(vocabulary, unk_token="<pad>")),
        pad_token="<pad>", eos_token="<eos>", padding_side="left",
    )  # fmt: skip
    peft_config = None
    if a.lora_rank > 0:
        from peft import LoraConfig

        peft_config = LoraConfig(
            r=a.lora_rank, lora_alpha=2 * a.lora_rank, target_modules="all-linear", task_type="CAUSAL_LM"
        )

    def share_of_even_ids(completion_ids, **_):
        return [sum(i % 2 == 0 for i in ids) / len(ids) for ids in completion_ids]

    batch = a.groups * a.group_size
    trainer = GRPOTrainer(
        model=model,
        reward_funcs=share_of_even_ids,
        args=GRPOConfig(
            output_dir=output, seed=a.seed, max_steps=steps, per_device_train_batch_size=batch,
            num_generations=a.group_size, max_completion_length=a.new_tokens,
            generation_kwargs={"min_new_tokens": a.new_tokens}, use_cpu=True, bf16=False, report_to=[],
            save_strategy="no", logging_steps=1, disable_tqdm=True, activation_checkpointing=False,
            learning_rate=a.learning_rate, lr_scheduler_type="constant", beta=0.0, loss_type="grpo", temperature=1.0,
        ),
        # A prompt's text is its index: token ids come from the file, so both sides train on the same ones.
        train_dataset=Dataset.from_list([{"prompt": str(i)} for i in range(len(prompts))]),
        processing_class=tokenizer,
        peft_config=peft_config,
    )  # fmt: skip
    trainer._tokenize_prompts = lambda texts: ([list(prompts[int(t)]) for t in texts], None, {})
    return trainer


def run(a: argparse.Namespace) -> dict:
    from transformers import TrainerCallback

    clock, steps, last = Clock(), [], {}

    class Steps(TrainerCallback):
        def on_train_begin(self, args, state, control, optimizer=None, **_):
            clock.watch(optimizer, "step", "training")

        def on_step_begin(self, args, state, control, **_):
            last.setdefault("end", time.perf_counter())

        def on_step_end(self, args, state, control, **_):
            now = time.perf_counter()
            wall, last["end"] = now - last["end"], now
            parts = {k: clock.parts.get(k, 0.0) for k in ("rollout", "grading", "training")}
            steps.append({"step": wall, **parts, "other": wall - sum(parts.values())})
            clock.parts.clear()

    before = matmul_gflops()
    with tempfile.TemporaryDirectory() as output:
        trainer = make_trainer(a, output, a.warmup + a.steps)
        clock.watch(trainer, "_generate_single_turn", "rollout")
        clock.watch(trainer, "_calculate_rewards", "grading")
        clock.watch(trainer, "compute_loss", "training")
        clock.watch(trainer.accelerator, "backward", "training")
        clock.watch(trainer, "_clip_grad_norm", "training")
        trainer.add_callback(Steps())
        trainer.train()
        lengths = [x["completions/mean_length"] for x in trainer.state.log_history if "completions/mean_length" in x]
    assert all(n == a.new_tokens for n in lengths), lengths
    timed = steps[a.warmup :]
    return {
        "steps": timed,
        "median": {k: statistics.median(s[k] for s in timed) for k in timed[0]},
        "matmul_gflops": {"before": before, "after": matmul_gflops()},
    }


def dump(a: argparse.Namespace) -> dict:
    record: dict = {}
    with tempfile.TemporaryDirectory() as output:
        trainer = make_trainer(a, output, 1)
        score = trainer._generate_and_score_completions
        compute = trainer._get_per_token_logps_and_entropies
        clip = trainer._clip_grad_norm

        def scored(inputs):
            out = score(inputs)
            record["prompts"] = out["prompt_ids"].tolist()
            record["completions"] = out["completion_ids"].tolist()
            record["advantages"] = out["advantages"].tolist()
            return out

        def computed(model, input_ids, *arguments, **named):
            out = compute(model, input_ids, *arguments, **named)
            # Rows are shuffled before training; keep them in the order of `completions`.
            completions = [tuple(ids[-a.new_tokens :]) for ids in input_ids.tolist()]
            logps = dict(zip(completions, out[0].tolist(), strict=True))
            record["logp"] = [logps[tuple(c)] for c in record["completions"]]
            return out

        def clipped(model):
            record["gradient_norms"] = {
                n: p.grad.norm().item() for n, p in model.named_parameters() if p.grad is not None
            }
            norm = clip(model)
            record["grad_norm"] = float(norm)
            return norm

        inner = trainer.training_step

        def training_step(*arguments, **named):
            loss = inner(*arguments, **named)
            record["loss"] = loss.item()
            return loss

        if a.lora_rank > 0 and a.out is not None:
            trainer.model.save_pretrained(a.out.parent / "adapter")
        trainer._generate_and_score_completions = scored
        trainer._get_per_token_logps_and_entropies = computed
        trainer._clip_grad_norm = clipped
        trainer.training_step = training_step
        trainer.train()
    return {"learning_rate": a.learning_rate, "temperature": 1.0, "group_size": a.group_size, **record}


def main() -> None:
    a = arguments()
    torch.set_num_threads(a.threads)
    # The trainer prints its log; standard output carries the result alone.
    with contextlib.redirect_stdout(sys.stderr):
        result = {"make": make, "run": run, "dump": dump}[a.mode](a)
    import transformers
    import trl

    versions = {"torch": torch.__version__, "transformers": transformers.__version__, "trl": trl.__version__}
    text = json.dumps({"mode": a.mode, "threads": a.threads, "versions": versions, **result})
    if a.out is None:
        print(text)
    else:
        a.out.write_text(text + "\n")


main()
