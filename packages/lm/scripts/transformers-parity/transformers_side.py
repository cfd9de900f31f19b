"""What transformers and peft compute on the models of compare.ts: called by it with the folder that holds them."""
import json, pathlib, sys
import numpy, peft, torch, transformers

work = pathlib.Path(sys.argv[1])
ids = torch.tensor([json.loads((work / "tokens.json").read_text())])
torch.set_num_threads(1)


def measure(model, folder, name):
    with torch.no_grad():
        logits = model(ids).logits[0].float().numpy()
        x = ids[:, :40]
        past = None
        for _ in range(32):
            out = model(x if past is None else x[:, -1:], past_key_values=past, use_cache=True)
            past = out.past_key_values
            x = torch.cat([x, out.logits[:, -1].argmax(-1, keepdim=True)], 1)
    logits.astype(numpy.float32).tofile(folder / f"{name}.bin")
    rows = list(range(0, logits.shape[0], 16)) + [logits.shape[0] - 1]
    columns = list(range(0, logits.shape[1], 29))
    return {
        "sd": float(logits.std()),
        "largest": float(numpy.abs(logits).max()),
        "greedy": x[0, 40:].tolist(),
        "rows": rows,
        "columns": columns,
        "logits": [[float(f"{logits[r, c]:.9g}") for c in columns] for r in rows],
    }


for folder in sorted(p for p in work.iterdir() if p.is_dir()):
    load = lambda: transformers.AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    ).eval()
    out = {"base": measure(load(), folder, "base")}
    ours = peft.PeftModel.from_pretrained(load(), folder / "adapter-ours").eval()
    out["adapter-ours"] = measure(ours, folder, "adapter-ours")
    torch.manual_seed(5)
    fresh = peft.get_peft_model(load(), peft.LoraConfig(r=6, lora_alpha=9, target_modules="all-linear", task_type="CAUSAL_LM"))
    for key, value in fresh.named_parameters():
        if "lora_B" in key:
            torch.nn.init.normal_(value, std=0.3)
    fresh.eval()
    fresh.save_pretrained(folder / "adapter-theirs")
    out["adapter-theirs"] = measure(fresh, folder, "adapter-theirs")
    (folder / "theirs.json").write_text(json.dumps(out))
versions = {m.__name__: m.__version__ for m in (torch, transformers, peft, numpy)}
(work / "versions.json").write_text(json.dumps({"python": sys.version.split()[0], **versions}))
