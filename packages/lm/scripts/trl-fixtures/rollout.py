"""Layer B: what TRL makes of given completions and rewards: masks, N, length metrics, penalties, advantages, reward metrics.

Only generation is replaced; every reward is exactly representable in float32 and groups hold 4 rows.
"""

import math
import tempfile

import torch
from datasets import Dataset
from fixture import word_tokenizer, write
from transformers import Qwen2Config, Qwen2ForCausalLM
from trl import GRPOConfig, GRPOTrainer
from trl.rewards import get_repetition_penalty_reward, get_soft_overlong_punishment

GROUPS, G, L_MAX = 3, 4, 6
EOS, PAD = 1, 0

COMPLETIONS = [
    [2, 3, 1], [2, 3, 4, 5, 6, 7], [1], [5, 5, 5, 5, 5, 1],
    [2, 2, 2, 2, 2, 2], [3, 4, 3, 4, 3, 4], [4, 1], [7, 6, 5, 4, 3, 1],
    [2, 3, 4], [2, 3, 4, 1], [6, 6, 1], [2, 1],
]  # fmt: skip

# Component rewards, one list per component; None = could not be scored.
REWARDS = {
    "binary": [[1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1]],
    "graded": [[0.25, 0.75, 0.5, 0.125, 0, 0, 0, 0, 1, 0.5, 0.5, 0.25]],
    "nulls": [[1, 0, None, 0, None, None, None, 1, None, None, None, None]],
    "components": [
        [1, 0, 0, 0, 1, 1, 1, 1, 0.5, 0.5, 0.25, 0],
        [1, 1, 0, 0, 0, 1, 0, 0, None, 0.25, 0.5, None],
        [0, 0.5, None, -0.5, 0, 0, 0, 0, None, 1, 1, None],
    ],
}
WEIGHTS = {"components": [1.0, 0.5, 2.0]}


def roll_out(rewards: list[list], weights: list[float] | None, **settings) -> dict:
    torch.manual_seed(0)
    model = Qwen2ForCausalLM(
        Qwen2Config(
            hidden_size=8, num_hidden_layers=1, num_attention_heads=1, num_key_value_heads=1,
            intermediate_size=8, vocab_size=8,
        )
    )  # fmt: skip

    def component(k: int):
        def function(completions, **_):
            return rewards[k]

        function.__name__ = f"component_{k}"
        return function

    prompts = [{"prompt": f"t{2 + g}"} for g in range(GROUPS) for _ in range(G)]
    with tempfile.TemporaryDirectory() as folder:
        trainer = GRPOTrainer(
            model=model,
            reward_funcs=[component(k) for k in range(len(rewards))],
            args=GRPOConfig(
                output_dir=folder, per_device_train_batch_size=GROUPS * G, num_generations=G,
                max_completion_length=L_MAX, use_cpu=True, bf16=False, report_to=[], reward_weights=weights, **settings,
            ),
            train_dataset=Dataset.from_list(prompts),
            processing_class=word_tokenizer(8),
        )  # fmt: skip
    trainer.model.train()
    trainer._generate_single_turn = lambda *_, **__: (COMPLETIONS, None)
    out = trainer._generate_and_score_completions(prompts)
    metrics = {k: v[-1] for k, v in trainer._metrics["train"].items()}
    return {
        "mask": out["completion_mask"].tolist(),
        "tokens": int(out["num_items_in_batch"]),
        "advantages": out["advantages"].tolist(),
        "metrics": {k: None if math.isnan(v) else v for k, v in metrics.items() if "time" not in k},
    }


def main() -> None:
    advantages = []
    for name, rewards in REWARDS.items():
        for scale in ["group", "none", "batch"]:
            result = roll_out(rewards, WEIGHTS.get(name), scale_rewards=scale)
            names = ("reward", "frac_reward_zero_std")
            metrics = {k: v for k, v in result["metrics"].items() if k.startswith(names)}
            advantages.append(
                {
                    "id": f"{name}/{scale}",
                    "kind": scale,
                    "weights": WEIGHTS.get(name, [1.0]),
                    "rewards": rewards,
                    "advantages": result["advantages"],
                    "metrics": metrics,
                }
            )
    completions = []
    for mask_truncated in [False, True]:
        result = roll_out(REWARDS["binary"], None, mask_truncated_completions=mask_truncated)
        metrics = {k: v for k, v in result["metrics"].items() if k.startswith("completions/")}
        completions.append(
            {"mask_truncated": mask_truncated, "mask": result["mask"], "tokens": result["tokens"], "metrics": metrics}
        )
    write(
        "rollout.json",
        {
            "group_size": G,
            "max_completion_length": L_MAX,
            "eos": EOS,
            "pad": PAD,
            "completion_ids": COMPLETIONS,
            "advantages": advantages,
            "completions": completions,
            "soft_overlong": [
                {"max_length": m, "cache": c, "penalties": get_soft_overlong_punishment(m, c)(COMPLETIONS)}
                for m, c in [(6, 2), (6, 4), (5, 0), (4, 3)]
            ],
            "repetition": [
                {"n": n, "penalty": p, "penalties": get_repetition_penalty_reward(n, p)(COMPLETIONS)}
                for n, p in [(3, -1.0), (2, -0.5), (1, -1.0), (7, -1.0)]
            ],
        },
    )


main()
