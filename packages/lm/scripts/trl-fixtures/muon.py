"""Fixture of Muon: torch.optim.Muon for ten steps in float64. PyTorch rounds to bfloat16 inside the Newton-Schulz iteration; the
rounding is taken out here, so that what is compared is the algorithm."""

import torch
from fixture import write

f64 = torch.float64
torch.Tensor.bfloat16 = lambda self: self


def muon(name: str, learning_rate: float, decay: float, momentum: float) -> dict:
    g = torch.Generator().manual_seed(5)
    shapes = [(4, 4), (6, 3), (3, 7)]
    values = [torch.randn(*s, generator=g, dtype=f64) for s in shapes]
    gradients = [[torch.randn(*s, generator=g, dtype=f64) * 10 ** (-(k % 5)) for s in shapes] for k in range(10)]
    parameters = [v.clone().requires_grad_(True) for v in values]
    optimizer = torch.optim.Muon(
        parameters, lr=learning_rate, weight_decay=decay, momentum=momentum, adjust_lr_fn="match_rms_adamw"
    )
    trajectory = []
    for step in gradients:
        for p, gradient in zip(parameters, step, strict=True):
            p.grad = gradient.clone()
        optimizer.step()
        trajectory.append([p.detach().flatten().tolist() for p in parameters])
    return {
        "id": name,
        "learning_rate": learning_rate,
        "weight_decay": decay,
        "momentum": momentum,
        "shapes": shapes,
        "initial": [v.flatten().tolist() for v in values],
        "gradients": [[x.flatten().tolist() for x in step] for step in gradients],
        "values": trajectory,
    }


write("muon.json", {"muon": [muon("plain", 1e-2, 0.0, 0.95), muon("decay", 3e-2, 0.1, 0.8)]})
