"""Layer C: training runs of tiny random models by TRL, on fixed completions.

`python trajectory.py` writes `trajectory/` (weights before and after, five steps each) and `residual/` (20 seeds).
"""

import json
import shutil
import tempfile
from pathlib import Path

import torch
from datasets import Dataset
from fixture import FOLDER, word_tokenizer, write
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, Qwen2Config, Qwen3Config, TrainerCallback
from trl import GRPOConfig, GRPOTrainer, SFTConfig, SFTTrainer

STEPS, GROUPS, G, L_MAX = 5, 2, 4, 8


def make_model(folder: Path, kind: str, seed: int, vocab: int, width: int, layers: int) -> None:
    """Random weights, large enough that predictions are far from uniform; biases and norms differ from 0 and 1."""
    config_class = {"qwen2": Qwen2Config, "qwen3": Qwen3Config}[kind]
    config = config_class(
        vocab_size=vocab, hidden_size=width, intermediate_size=2 * width, num_hidden_layers=layers,
        num_attention_heads=width // 8, num_key_value_heads=width // 16, head_dim=8, max_position_embeddings=64,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0}, tie_word_embeddings=kind == "qwen2",
        bos_token_id=None, eos_token_id=1, pad_token_id=0, dtype="float32",
    )  # fmt: skip
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config)
    generator = torch.Generator().manual_seed(1000 + seed)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=generator)
            p.copy_(1 + 0.1 * noise if "norm" in name else 0.1 * noise if name.endswith("bias") else 0.25 * noise)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)


class Recorder(TrainerCallback):
    """Losses as the optimizer saw them: the log rounds nothing, but averages micro-batches differently per trainer."""

    def __init__(self):
        self.steps, self.pending, self.rate = [], 0.0, None

    def on_pre_optimizer_step(self, args, state, control, optimizer=None, **_):
        self.rate = optimizer.param_groups[0]["lr"]

    def on_log(self, args, state, control, logs=None, **_):
        if "grad_norm" not in logs:
            return
        names = ("kl", "entropy", "clip_ratio/", "mean_token_accuracy")
        metrics = {k: v for k, v in logs.items() if k.startswith(names)}
        self.steps.append(
            {"loss": self.pending, "grad_norm": logs["grad_norm"], "learning_rate": self.rate, "metrics": metrics}
        )
        self.pending = 0.0

    def attach(self, trainer) -> None:
        inner = trainer.training_step

        def training_step(*arguments, **named):
            loss = inner(*arguments, **named)
            self.pending += loss.item()
            return loss

        trainer.training_step = training_step
        trainer.add_callback(self)


def common(folder: str, k: int, settings: dict) -> dict:
    return dict(
        output_dir=folder, per_device_train_batch_size=GROUPS * G // k, gradient_accumulation_steps=k, use_cpu=True,
        bf16=False, report_to=[], logging_steps=1, save_strategy="no", disable_tqdm=True, optim="adamw_torch",
        adam_epsilon=1e-5, activation_checkpointing=False, seed=7, **settings,
    )  # fmt: skip


def lora_config() -> LoraConfig:
    return LoraConfig(r=4, lora_alpha=8, target_modules="all-linear", task_type="CAUSAL_LM")


def final_tensors(trainer, lora: bool) -> dict[str, torch.Tensor]:
    if lora:
        return {k: v.detach().clone().contiguous() for k, v in get_peft_model_state_dict(trainer.model).items()}
    tied = trainer.model.config.tie_word_embeddings
    return {
        k: v.detach().clone().contiguous()
        for k, v in trainer.model.state_dict().items()
        if not (tied and k == "lm_head.weight")
    }


def make_adapter(folder: Path) -> None:
    torch.manual_seed(3)
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(folder), lora_config())
    model.save_pretrained(folder / "adapter")
    (folder / "adapter" / "README.md").unlink(missing_ok=True)
    path = folder / "adapter" / "adapter_config.json"
    config = json.loads(path.read_text())
    config |= {"base_model_name_or_path": folder.name, "target_modules": sorted(config["target_modules"])}
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def start_adapter(trainer, folder: Path, lora: bool) -> None:
    """Every LoRA case starts from the same stored adapter, whatever the trainer drew."""
    if lora:
        set_peft_model_state_dict(trainer.model, load_file(folder / "adapter" / "adapter_model.safetensors"))


def run_grpo(model: Path, seed: int, k: int, lora: bool, steps: int, vocab: int, settings: dict):
    g = torch.Generator().manual_seed(100 + seed)
    integer = lambda low, high: int(torch.randint(low, high, (1,), generator=g))  # noqa: E731
    prompts = [" ".join(f"t{integer(2, vocab)}" for _ in range(n)) for n in (5, 3)]
    calls, generations = [], []

    def complete(*_, **__):
        completions = []
        for _row in range(GROUPS * G):
            length = integer(1, L_MAX + 1)
            ids = [integer(2, vocab) for _ in range(length)]
            if length < L_MAX:
                ids[-1] = 1
            completions.append(ids)
        calls.append(completions)
        return completions, None

    def reward(completions, **_):
        return [integer(0, 9) / 8 for _ in completions]

    with tempfile.TemporaryDirectory() as folder:
        trainer = GRPOTrainer(
            model=str(model),
            reward_funcs=reward,
            args=GRPOConfig(
                **common(folder, k, settings), steps_per_generation=k, num_generations=G, max_steps=steps,
                max_completion_length=L_MAX, shuffle_dataset=False,
            ),
            train_dataset=Dataset.from_list([{"prompt": p} for p in prompts]),
            processing_class=word_tokenizer(vocab),
            peft_config=lora_config() if lora else None,
        )  # fmt: skip
        start_adapter(trainer, model, lora)
        trainer._generate_single_turn = complete
        score = trainer._generate_and_score_completions

        def scored(*arguments):
            out = score(*arguments)
            rows = []
            for i, ids in enumerate(calls[-1]):
                take = lambda name: out[name][i, : len(ids)].tolist() if name in out else None  # noqa: B023, E731
                rows.append(
                    {
                        "prompt": out["prompt_ids"][i][out["prompt_mask"][i] == 1].tolist(),
                        "completion": ids,
                        "advantage": out["advantages"][i].item(),
                        "old_logp": take("old_per_token_logps"),
                        "ref_logp": take("ref_per_token_logps"),
                    }
                )
            generations.append(rows)
            return out

        trainer._generate_and_score_completions = scored
        recorder = Recorder()
        recorder.attach(trainer)
        trainer.train()
    for i, step in enumerate(recorder.steps):
        step["generation"] = i // settings.get("num_iterations", 1)
    return generations, recorder.steps, final_tensors(trainer, lora)


def run_sft(model: Path, k: int, lora: bool, vocab: int, settings: dict):
    g = torch.Generator().manual_seed(11)
    integer = lambda low, high: int(torch.randint(low, high, (1,), generator=g))  # noqa: E731
    examples = []
    for _ in range(GROUPS * G * STEPS):
        prompt, completion = integer(2, 7), integer(1, 8)
        ids = [integer(2, vocab) for _ in range(prompt + completion)] + [1]
        examples.append({"input_ids": ids, "completion_mask": [0] * prompt + [1] * (completion + 1)})
    batches = []
    with tempfile.TemporaryDirectory() as folder:
        trainer = SFTTrainer(
            model=str(model),
            args=SFTConfig(**common(folder, k, settings), max_steps=STEPS, completion_only_loss=True, max_length=32),
            train_dataset=Dataset.from_list(examples),
            processing_class=word_tokenizer(vocab),
            peft_config=lora_config() if lora else None,
        )
        start_adapter(trainer, model, lora)
        compute_loss = trainer.compute_loss

        def computed(model, inputs, *arguments, **named):
            batches.append((inputs["input_ids"].tolist(), inputs["attention_mask"].tolist(), inputs["labels"].tolist()))
            return compute_loss(model, inputs, *arguments, **named)

        trainer.compute_loss = computed
        recorder = Recorder()
        recorder.attach(trainer)
        trainer.train()
    rows = []
    for input_ids, attention, labels in batches:
        for ids, mask, label in zip(input_ids, attention, labels, strict=True):
            n = sum(mask)
            prompt = sum(x == -100 for x in label[:n])
            assert label[prompt:n] == ids[prompt:n]
            rows.append({"prompt": ids[:prompt], "completion": ids[prompt:n]})
    per_step = GROUPS * G
    steps = [{**step, "rows": rows[i * per_step : (i + 1) * per_step]} for i, step in enumerate(recorder.steps)]
    return steps, final_tensors(trainer, lora)


GRPO_CASES = [
    # id, model, LoRA, settings
    ("grpo", "qwen2", False, {"loss_type": "grpo", "beta": 0.04, "use_bias_correction_kl": False, "epsilon": 0.2, "epsilon_high": 0.2}),
    ("grpo-qwen3", "qwen3", False, {"loss_type": "grpo", "beta": 0.0, "epsilon": 0.2, "epsilon_high": 0.28}),
    ("grpo-lora", "qwen2", True, {"loss_type": "grpo", "beta": 0.04, "use_bias_correction_kl": True, "epsilon": 0.2, "epsilon_high": 0.2}),
    ("dapo", "qwen2", False, {"loss_type": "dapo", "beta": 0.0, "epsilon": 0.2, "epsilon_high": 0.28, "temperature": 0.7}),
    ("dapo-lora-qwen3", "qwen3", True, {"loss_type": "dapo", "beta": 0.0, "epsilon": 0.2, "epsilon_high": 0.28}),
    ("dr_grpo-lora", "qwen2", True, {"loss_type": "dr_grpo", "beta": 0.0, "scale_rewards": "none", "epsilon": 0.2, "epsilon_high": 0.2}),
    ("gspo-lora", "qwen2", True, {"loss_type": "grpo", "beta": 0.0, "importance_sampling_level": "sequence", "epsilon": 0.03, "epsilon_high": 0.05}),
]  # fmt: skip


def compare(a: list[dict], b: list[dict], first: dict, second: dict) -> dict:
    """How far one and four micro-batches are apart: the noise that any other engine must be allowed too."""
    return {
        "loss": max(abs(x["loss"] - y["loss"]) for x, y in zip(a, b, strict=True)),
        "grad_norm": max(abs(x["grad_norm"] - y["grad_norm"]) for x, y in zip(a, b, strict=True)),
        "weights": max((first[k] - second[k]).abs().max().item() for k in first),
    }


def main() -> None:
    trajectories = FOLDER / "trajectory"
    shutil.rmtree(trajectories, ignore_errors=True)
    for kind in ["qwen2", "qwen3"]:
        make_model(trajectories / kind, kind, seed=1, vocab=64, width=32, layers=2)
        make_adapter(trajectories / kind)
    cases = []
    for name, kind, lora, objective in GRPO_CASES:
        settings = {
            "learning_rate": 2e-3, "lr_scheduler_type": "linear", "warmup_steps": 0,
            "weight_decay": 0.1, "max_grad_norm": 0.5, "num_iterations": 2, **objective,
        }  # fmt: skip
        generations, steps, final = run_grpo(trajectories / kind, 1, 1, lora, STEPS, 64, settings)
        other, steps4, final4 = run_grpo(trajectories / kind, 1, 4, lora, STEPS, 64, settings)
        for a, b in zip(generations, other, strict=True):
            assert [(r["prompt"], r["completion"]) for r in a] == [(r["prompt"], r["completion"]) for r in b]
        noise = compare(steps, steps4, final, final4)
        print(name, noise, [s["loss"] for s in steps], [s["grad_norm"] for s in steps])
        save_file(final, trajectories / f"{name}.final.safetensors")
        cases.append(
            {
                "id": name, "method": "grpo", "model": kind, "lora": lora, "settings": settings,
                "max_completion_length": L_MAX, "generations": generations, "steps": steps,
                "four_micro_batches": [{k: s[k] for k in ("loss", "grad_norm")} for s in steps4],
                "noise": noise, "final": f"{name}.final.safetensors",
            }
        )  # fmt: skip
    for name, lora in [("sft", False), ("sft-lora", True)]:
        settings = {
            "learning_rate": 2e-3, "lr_scheduler_type": "cosine", "warmup_steps": 1,
            "weight_decay": 0.1, "max_grad_norm": 1.0,
        }  # fmt: skip
        steps, final = run_sft(trajectories / "qwen2", 1, lora, 64, settings)
        steps4, final4 = run_sft(trajectories / "qwen2", 4, lora, 64, settings)
        noise = compare(steps, steps4, final, final4)
        print(name, noise, [s["loss"] for s in steps], [s["grad_norm"] for s in steps])
        save_file(final, trajectories / f"{name}.final.safetensors")
        cases.append(
            {
                "id": name, "method": "sft", "model": "qwen2", "lora": lora, "settings": settings, "steps": steps,
                "four_micro_batches": [{k: s[k] for k in ("loss", "grad_norm")} for s in steps4],
                "noise": noise, "final": f"{name}.final.safetensors",
            }
        )  # fmt: skip
    write("trajectory/cases.json", {"cases": cases})

    residual = FOLDER / "residual"
    shutil.rmtree(residual, ignore_errors=True)
    settings = {
        "learning_rate": 5e-3, "lr_scheduler_type": "constant", "warmup_steps": 0, "weight_decay": 0.0,
        "max_grad_norm": 1.0, "num_iterations": 2, "loss_type": "grpo", "beta": 0.04,
        "use_bias_correction_kl": False, "epsilon": 0.2, "epsilon_high": 0.2,
    }  # fmt: skip
    runs = []
    for seed in range(20):
        folder = residual / f"seed-{seed:02d}"
        make_model(folder, "qwen2", seed=50 + seed, vocab=32, width=16, layers=1)
        generations, steps, _ = run_grpo(folder, seed, 1, False, 4, 32, settings)
        for rows in generations:
            for row in rows:
                del row["old_logp"], row["ref_logp"]
        for step in steps:
            del step["metrics"], step["learning_rate"]
        runs.append({"model": folder.name, "generations": generations, "steps": steps})
    write("residual/runs.json", {"settings": settings, "max_completion_length": L_MAX, "runs": runs})


main()
