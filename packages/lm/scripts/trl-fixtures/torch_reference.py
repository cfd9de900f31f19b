"""Layer D: PyTorch's AdamW and Muon, gradient clipping, transformers' schedules, and log-probabilities with entropies, in float64."""

from unittest.mock import patch

import torch
from fixture import write
from transformers import get_scheduler
from trl.trainer.utils import entropy_from_logits, selective_log_softmax

f64 = torch.float64


def adamw() -> list[dict]:
    cases = []
    for name, decay, learning_rate, eps in [("plain", 0.0, 1e-3, 1e-8), ("decay", 0.1, 3e-3, 1e-6)]:
        values, gradients = drawn(3, [(4, 3), (5,)], 20)
        parameters = [v.clone().requires_grad_(True) for v in values]
        # The second tensor stands for a bias: no decay.
        optimizer = torch.optim.AdamW(
            [{"params": parameters[:1], "weight_decay": decay}, {"params": parameters[1:], "weight_decay": 0.0}],
            lr=learning_rate, eps=eps, foreach=False,
        )  # fmt: skip
        settings = {"id": name, "learning_rate": learning_rate, "weight_decay": decay, "epsilon": eps}
        cases.append(settings | trajectory(optimizer, parameters, gradients))
    return cases


def muon() -> list[dict]:
    """PyTorch rounds to bfloat16 inside the Newton-Schulz iteration; here it does not, so that the algorithm is compared."""
    cases = []
    for name, decay, learning_rate, momentum in [("plain", 0.0, 1e-2, 0.95), ("decay", 0.1, 3e-2, 0.8)]:
        shapes = [(4, 4), (6, 3), (3, 7)]
        values, gradients = drawn(5, shapes, 10)
        parameters = [v.clone().requires_grad_(True) for v in values]
        optimizer = torch.optim.Muon(
            parameters, lr=learning_rate, weight_decay=decay, momentum=momentum, adjust_lr_fn="match_rms_adamw"
        )
        settings = {"id": name, "learning_rate": learning_rate, "weight_decay": decay, "momentum": momentum}
        with patch.object(torch.Tensor, "bfloat16", lambda self: self):
            cases.append(settings | {"shapes": shapes} | trajectory(optimizer, parameters, gradients))
    return cases


def drawn(seed: int, shapes: list[tuple[int, ...]], steps: int) -> tuple[list, list[list]]:
    """Values, and for every step gradients of five orders of magnitude."""
    g = torch.Generator().manual_seed(seed)
    values = [torch.randn(*s, generator=g, dtype=f64) for s in shapes]
    return values, [[torch.randn(*s, generator=g, dtype=f64) * 10 ** (-(k % 5)) for s in shapes] for k in range(steps)]


def trajectory(optimizer: torch.optim.Optimizer, parameters: list, gradients: list[list]) -> dict:
    initial = [p.detach().flatten().tolist() for p in parameters]
    values = []
    for step in gradients:
        for p, gradient in zip(parameters, step, strict=True):
            p.grad = gradient.clone()
        optimizer.step()
        values.append([p.detach().flatten().tolist() for p in parameters])
    return {
        "initial": initial,
        "gradients": [[x.flatten().tolist() for x in step] for step in gradients],
        "values": values,
    }


def clipping() -> list[dict]:
    cases = []
    g = torch.Generator().manual_seed(4)
    for scale, bound in [(0.01, 1.0), (1.0, 1.0), (30.0, 0.5)]:
        tensors = [torch.randn(n, generator=g, dtype=f64) * scale for n in (3, 7)]
        parameters = [torch.zeros_like(x).requires_grad_(True) for x in tensors]
        for p, x in zip(parameters, tensors, strict=True):
            p.grad = x.clone()
        norm = torch.nn.utils.clip_grad_norm_(parameters, bound)
        cases.append(
            {
                "max_norm": bound,
                "gradients": [x.tolist() for x in tensors],
                "norm": norm.item(),
                "clipped": [p.grad.tolist() for p in parameters],
            }
        )
    return cases


def schedules() -> list[dict]:
    cases = []
    for kind, extra in [
        ("constant", {}),
        ("constant_with_warmup", {}),
        ("linear", {}),
        ("cosine", {}),
        ("cosine_with_min_lr", {"min_lr_rate": 0.1}),
    ]:
        for warmup, total in [(0, 7), (2, 10), (3, 25)]:
            optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
            scheduler = get_scheduler(
                kind, optimizer, num_warmup_steps=warmup, num_training_steps=total, scheduler_specific_kwargs=extra
            )
            factors = []
            for _ in range(total + 2):
                factors.append(scheduler.get_last_lr()[0])
                optimizer.step()
                scheduler.step()
            cases.append({"kind": kind, "warmup": warmup, "total": total, **extra, "factors": factors})
    return cases


def log_probabilities() -> dict:
    """Logits → ℓ and H with the gradients of Σ a·ℓ + b·H, through TRL's own functions."""
    g = torch.Generator().manual_seed(5)
    rows, vocab = 4, 64
    logits = (torch.randn(rows, vocab, generator=g, dtype=f64) * 3).round(decimals=6)
    # One row with a dominating logit, one with a far outlier: nothing may overflow.
    logits[1, 7], logits[2, 11] = 60.0, -90.0
    targets = torch.tensor([5, 7, 11, 63])
    logp_seed = torch.tensor([0.5, -1.25, 2.0, -0.75], dtype=f64)
    entropy_seed = torch.tensor([-0.1, 0.3, 0.2, -0.4], dtype=f64)
    cases = []
    for temperature in [0.7, 1.0, 1.3]:
        z = logits.clone().requires_grad_(True)
        logp = selective_log_softmax(z / temperature, targets)
        (logp * logp_seed).sum().backward()
        logp_gradient = z.grad.clone()
        z.grad = None
        entropy = entropy_from_logits(z / temperature)
        (entropy * entropy_seed).sum().backward()
        cases.append(
            {
                "temperature": temperature,
                "logp": logp.tolist(),
                "entropy": entropy.tolist(),
                "logp_gradient": logp_gradient.tolist(),
                "entropy_gradient": z.grad.tolist(),
            }
        )

    large = []
    vocab = 151936
    v = torch.arange(vocab, dtype=f64)
    for row, target in [(0, 17), (1, 151935)]:
        z = (8 * torch.sin(0.37 * v + row) + 4 * torch.cos(0.0001 * v * (row + 1))).requires_grad_(True)
        logp = selective_log_softmax((z / 0.7)[None], torch.tensor([target]))[0]
        logp.backward()
        entropy = entropy_from_logits((z.detach() / 0.7)[None])[0]
        probes = [0, 1, target, 75968]
        large.append(
            {
                "row": row,
                "target": target,
                "logp": logp.item(),
                "entropy": entropy.item(),
                "probes": probes,
                "logp_gradient": z.grad[probes].tolist(),
            }
        )
    return {
        "description": (
            "logits [rows, vocab] float64. Per case: logp[r] = log softmax(logits[r]/temperature)[targets[r]]; entropy[r] in"
            " nats; logp_gradient = ∂ Σ_r logp_seed[r]·logp[r] / ∂logits, entropy_gradient = ∂ Σ_r entropy_seed[r]·entropy[r] /"
            " ∂logits. float64: relative 1e-12; float32: 1e-6. `large`: vocab 151936, temperature 0.7,"
            " logits[v] = 8·sin(0.37·v + row) + 4·cos(0.0001·v·(row+1)) computed in float64; logp_gradient = ∂logp/∂logits at"
            " `probes`."
        ),
        "logits": logits.tolist(),
        "targets": targets.tolist(),
        "logp_seed": logp_seed.tolist(),
        "entropy_seed": entropy_seed.tolist(),
        "cases": cases,
        "large": {"vocab": vocab, "temperature": 0.7, "rows": large},
    }


write("optimizer.json", {"adamw": adamw(), "muon": muon(), "clipping": clipping(), "schedules": schedules()})
write("logprob.json", log_probabilities())
