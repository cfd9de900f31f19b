"""Layer A: TRL's loss, its gradient with respect to the given log-probabilities, and its clip and KL metrics, in float64.

The model's log-probabilities are replaced by given tensors, so only the arithmetic after them is exercised.
"""

import math
import tempfile

import torch
from datasets import Dataset
from fixture import word_tokenizer, write
from transformers import Qwen2Config, Qwen2ForCausalLM
from trl import GRPOConfig, GRPOTrainer

B, T, L_MAX = 6, 7, 9
LENGTHS = [7, 5, 3, 6, 4, 0]
ADVANTAGES = [1.5, -0.5, 0.8, -1.2, -0.7, 0.4]
# The mean ratio of each row: inside both clip ranges, above, above delta, below.
ROW_RATIOS = [1.02, 0.95, 1.26, 4.6, 0.55, 1.1]


def inputs() -> dict[str, torch.Tensor]:
    g = torch.Generator().manual_seed(20)
    uniform = lambda *shape: torch.rand(*shape, generator=g, dtype=torch.float64)  # noqa: E731
    logp = -0.05 - 2.5 * uniform(B, T)
    log_ratio = torch.tensor(ROW_RATIOS, dtype=torch.float64).log()[:, None] + 0.5 * (2 * uniform(B, T) - 1)
    log_ratio = log_ratio.clamp(math.log(0.3), math.log(6.0))
    log_ratio[0, 1], log_ratio[3, 2] = math.log(0.3), math.log(6.0)
    ref_logp = logp + 0.6 * (2 * uniform(B, T) - 1)
    mask = torch.tensor([[1.0 if t < n else 0.0 for t in range(T)] for n in LENGTHS], dtype=torch.float64)
    return {
        "logp": logp,
        "old_logp": logp - log_ratio,
        "ref_logp": ref_logp,
        "mask": mask,
        "advantages": torch.tensor(ADVANTAGES, dtype=torch.float64),
    }


def evaluate(given: dict, micro_batches: int, settings: dict) -> dict:
    torch.manual_seed(0)
    model = Qwen2ForCausalLM(
        Qwen2Config(
            hidden_size=8, num_hidden_layers=1, num_attention_heads=1, num_key_value_heads=1,
            intermediate_size=8, vocab_size=4,
        )
    )  # fmt: skip
    rows = B // micro_batches
    with tempfile.TemporaryDirectory() as folder:
        # With a KL term the trainer loads its reference from where the model came from.
        model.save_pretrained(folder)
        model = Qwen2ForCausalLM.from_pretrained(folder)
        config = GRPOConfig(
            output_dir=folder, per_device_train_batch_size=rows, num_generations=B if micro_batches == 1 else rows,
            gradient_accumulation_steps=micro_batches, steps_per_generation=micro_batches,
            max_completion_length=L_MAX, use_cpu=True, bf16=False, report_to=[], **settings,
        )  # fmt: skip
        trainer = GRPOTrainer(
            model=model,
            reward_funcs=lambda completions, **_: [0.0] * len(completions),
            args=config,
            train_dataset=Dataset.from_list([{"prompt": "t2 t3"}] * 8),
            processing_class=word_tokenizer(4),
        )
    trainer.current_gradient_accumulation_steps = micro_batches
    trainer.model.train()
    logp = given["logp"].clone().requires_grad_(True)
    total = torch.zeros((), dtype=torch.float64)
    for k in range(micro_batches):
        part = slice(k * rows, (k + 1) * rows)
        trainer._get_per_token_logps_and_entropies = lambda *_, **__: (logp[part], torch.zeros_like(logp[part]), None)
        total = total + trainer._compute_loss(
            trainer.model,
            {
                "prompt_ids": torch.zeros(rows, 1, dtype=torch.long),
                "prompt_mask": torch.ones(rows, 1, dtype=torch.long),
                "completion_ids": torch.full((rows, T), 2),
                "completion_mask": given["mask"][part],
                "advantages": given["advantages"][part],
                "old_per_token_logps": given["old_logp"][part],
                "ref_per_token_logps": given["ref_logp"][part],
                "num_items_in_batch": given["mask"].sum(),
            },
        )
    total.backward()
    metrics = {k: v[-1] for k, v in trainer._metrics["train"].items() if "clip" in k or k == "kl"}
    return {
        "loss": total.item(),
        "seeds": logp.grad.tolist(),
        "metrics": metrics if micro_batches == 1 else None,
    }


def main() -> None:
    given = inputs()
    cases = []
    for objective in ["grpo", "dr_grpo", "dapo", "gspo"]:
        base = (
            {"loss_type": "grpo", "importance_sampling_level": "sequence"}
            if objective == "gspo"
            else {"loss_type": objective}
        )
        clips = [(0.2, 0.2), (0.2, 0.28)] + ([(3e-4, 4e-4)] if objective == "gspo" else [])
        for beta in [0.0, 0.04]:
            for low, high in clips:
                for delta in [None, 4.0]:
                    for corrected in [False, True] if beta > 0 and high != low else [False]:
                        for micro_batches in [1, 2] if delta is None else [1]:
                            settings = {
                                "beta": beta, "epsilon": low, "epsilon_high": high, "delta": delta,
                                "use_bias_correction_kl": corrected,
                            }  # fmt: skip
                            result = evaluate(given, micro_batches, {**base, **settings})
                            cases.append({"objective": objective, "micro_batches": micro_batches, **settings, **result})
    write(
        "loss.json",
        {
            "max_completion_length": L_MAX,
            "inputs": {k: v.tolist() for k, v in given.items()},
            "cases": cases,
        },
    )


main()
