"""Golden values for configurations, tokenizers, chat templates, safetensors and adapters.

Run from packages/lm with transformers, tokenizers, peft, safetensors and torch installed:

    python scripts/text-fixtures.py

Writes src/fixtures/text/*.json, each with the versions of the libraries that it came from.
"""

import base64
import json
import re
import tempfile
from pathlib import Path

import peft
import safetensors
import safetensors.torch
import tokenizers
import torch
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

OUT = Path("src/fixtures/text")
VERSIONS = {m.__name__: m.__version__ for m in (peft, safetensors, tokenizers, torch, transformers)}


def write(name, value, indent=None):
    text = json.dumps({"versions": VERSIONS, **value}, ensure_ascii=True, indent=indent)
    (OUT / name).write_text(text + "\n", encoding="utf-8")


# --- configurations ---------------------------------------------------------------------------------------------------

SIZES = dict(vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=4096, rms_norm_eps=1e-5)
LLAMA = dict(architectures=["LlamaForCausalLM"], model_type="llama", **SIZES)
QWEN2 = dict(architectures=["Qwen2ForCausalLM"], model_type="qwen2", **SIZES)
QWEN3 = dict(architectures=["Qwen3ForCausalLM"], model_type="qwen3", **SIZES)
LLAMA3_SCALING = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                      original_max_position_embeddings=512)
YARN = dict(type="yarn", factor=4.0, original_max_position_embeddings=1024)
CONFIGS = {
    "llama plain": LLAMA,
    "llama without key-value heads": {k: v for k, v in LLAMA.items() if k != "num_key_value_heads"},
    "llama with biases, wide heads": {**LLAMA, "attention_bias": True, "mlp_bias": True, "head_dim": 16},
    "llama linear": {**LLAMA, "rope_theta": 500000.0, "rope_scaling": {"type": "linear", "factor": 2.5}},
    "llama dynamic": {**LLAMA, "rope_scaling": {"type": "dynamic", "factor": 4.0}},
    "llama 3": {**LLAMA, "head_dim": 64, "rope_theta": 500000.0, "rope_scaling": LLAMA3_SCALING},
    "llama 3, new names": {**LLAMA, "head_dim": 64, "rope_parameters": {**LLAMA3_SCALING, "rope_theta": 250000.0}},
    "qwen2 tied": {**QWEN2, "tie_word_embeddings": True, "rope_theta": 1000000.0},
    "qwen2 untied": {**QWEN2, "head_dim": 8, "use_sliding_window": False, "sliding_window": 4096},
    "qwen2 yarn": {**QWEN2, "head_dim": 32, "rope_theta": 1000000.0, "rope_scaling": YARN},
    "qwen3 default head": QWEN3,
    "qwen3 tied, biases": {**QWEN3, "head_dim": 24, "tie_word_embeddings": True, "attention_bias": True},
    "qwen3 yarn, details": {**QWEN3, "head_dim": 64, "rope_parameters": {
        **YARN, "rope_type": "yarn", "rope_theta": 5000.0, "beta_fast": 16, "beta_slow": 2, "truncate": False,
        "mscale": 0.7, "mscale_all_dim": 1.1}},
    "qwen3 yarn, attention factor": {**QWEN3, "rope_scaling": {**YARN, "rope_type": "yarn", "attention_factor": 1.25}},
}


def configuration(name, given):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "config.json").write_text(json.dumps(given))
        config = AutoConfig.from_pretrained(folder)
    model = AutoModelForCausalLM.from_config(config)
    rotary = model.model.rotary_emb
    kind = config.rope_parameters["rope_type"]
    if kind != "default":
        frequencies, scaling = ROPE_INIT_FUNCTIONS[kind](config, "cpu")
        assert torch.equal(frequencies, rotary.inv_freq) and scaling == rotary.attention_scaling
    shapes = {k: list(v.shape) for k, v in model.state_dict().items()}
    if config.tie_word_embeddings:
        shapes.pop("lm_head.weight")
    return {"name": name, "config": given, "saved": config.to_diff_dict(), "shapes": shapes, "kind": kind,
            "inverseFrequencies": rotary.inv_freq.double().tolist(), "attentionScaling": rotary.attention_scaling}


# --- tokenizers -------------------------------------------------------------------------------------------------------

CORPUS = [
    "The court held that the motion was untimely. See Smith v. Jones, 123 F.3d 456, 458 (9th Cir. 1997); id. at 460.",
    "The Court's holding in Roe wasn't followed; we've said so, and they'll say it again. 'Tis so. I'd agree, she’s right.",
    "§ 1983 claims—like Bivens claims—require\tstate action.\r\n\r\nAFFIRMED IN PART, REVERSED IN PART, AND REMANDED.\n\n\n",
    "Die Beschwerde ist begründet. L’arrêt attaqué est cassé. ศาลฎีกาพิพากษายืน 最高裁判所は原判決を破棄した。 Η απόφαση 🏛️⚖️👩‍⚖️",
    "    def holding(self):\n        return 'affirmed'  # 100% of 2,345 cases; $1,000,000.00\n",
    "the the the then them there these therein thereof hereby herein hereinafter hereto " * 3,
] * 3

NASTY = [
    "", " ", "  ", "\n", "\r\n", "\t\t x", " a", "a ", "a  b", "a \n b", "\n\n\n\n", "x\n\n\n  y", "  \n  \n z",
    "The court's holding; COURT'S HOLDING; court’s; 'sx 't'T 'LL'll '''", "it'ſ", "12345 1,234.56 ١٢٣ Ⅷ ½ ²",
    "123 F.3d 456, 458–60 (9th Cir. 1997) (en banc)", "§§ 1981–1983; ¶ 4", "état é e\u0301 ﬁ Å Å", "naïve café",
    "ศาลฎีกา", "最高裁判所は", "한국어 판결", "🏛️⚖️👩‍⚖️🇺🇸", "👍🏽", "\u200b\u200d\ufeff", "a\ufeffb \ufeff c", "a\u0085b\u00a0c\u2028d\u3000e",
    "\x00\x01\x7f", "\x1c\x1d\x1e\x1f x", "\u180e x", "\ufffd\ufffd", "\U0010ffff\U000e0001", "<|im_start|>user\nhi<|im_end|>\n",
    "<|im_start|><|im_start|>", "<|im_start", " <|im_end|> ", "<|endoftext|>x<|endoftext|>", "<s> x </s>", "a" * 300,
    "ab" * 200, " " * 100, "\n" * 50 + "x", "!?!?...---***\n\n", "_x_ __y__", "foo.bar(baz)[0] = {1: 'a'}", "-.5e-10",
    "Ω≈ç√∫˜µ≤", "אבג דהו", "عدالة ١", "ＡＢＣ　１２", "ⓐⓑ", "ǅ ǆ", "x\u0301\u0302\u0303y", "A.B.C. v. D", "&amp; <b>x</b>", "\\u0041",
    "tab\tnew\nline\rret", "It’s “quoted” ‘twice’…", "e.g., i.e.; cf.", "ﷺ", "𝔏𝔢𝔤𝔞𝔩 𝟙𝟚", "𐍈𐍉", "ꓘ", "\u1680x\u2003y\u205fz",
]

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def own_split_pattern():
    """The splitting rule as the TypeScript source states it."""
    source = Path("src/train-bpe.ts").read_text(encoding="utf-8")
    body = re.search(r"SPLIT_PATTERN: string = \[(.*?)\]\.join", source, re.S).group(1)
    return "|".join(json.loads(f'"{text}"') for text in re.findall(r'^\s*"(.*)",$', body, re.M))


def byte_level(pattern):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def own(corpus):
    tokenizer = byte_level(own_split_pattern())
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=700, min_frequency=2, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL])
    return tokenizer


def folded(corpus):
    """Case-folded endings, groups of three digits, composed characters, a begin token: as several published models have it."""
    tokenizer = byte_level(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
                           r"|\s*[\r\n]+|\s+(?!\S)|\s+")
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=500, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tokenizer.add_tokens([AddedToken("hereinafter", normalized=True, special=False)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<|endoftext|> $A", pair="<|endoftext|> $A <|endoftext|> $B", special_tokens=[("<|endoftext|>", 0)])
    return tokenizer


def sentence_piece(corpus):
    """Spaces as ▁, unknown characters as bytes: as the first Llama models have it."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    bytes_ = [f"<0x{b:02X}>" for b in range(256)]
    plain = [re.sub(r"[^\x20-\x7eé]", "", text) for text in corpus[:2]] * 3
    tokenizer.train_from_iterator(plain, trainers.BpeTrainer(
        vocab_size=480, special_tokens=["<unk>", "<s>", "</s>", *bytes_], show_progress=False))
    fixed = json.loads(tokenizer.to_str())
    fixed["added_tokens"] = [t for t in fixed["added_tokens"] if not t["content"].startswith("<0x")]
    tokenizer = Tokenizer.from_str(json.dumps(fixed))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)])
    return tokenizer


def golden(name, tokenizer, texts):
    cases = []
    for text in texts:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        cases.append({"text": text, "ids": ids, "withSpecial": tokenizer.encode(text).ids,
                      "decoded": tokenizer.decode(ids, skip_special_tokens=False),
                      "skipped": tokenizer.decode(ids, skip_special_tokens=True)})
    broken = []
    generator = torch.Generator().manual_seed(1)
    for n in range(60):
        ids = torch.randint(0, tokenizer.get_vocab_size(), (n % 12 + 1,), generator=generator).tolist()
        broken.append({"ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False),
                       "skipped": tokenizer.decode(ids, skip_special_tokens=True)})
    return {"name": name, "tokenizer": json.loads(tokenizer.to_str()), "cases": cases, "randomIds": broken}


# --- chat templates ---------------------------------------------------------------------------------------------------

CHATML = ("{% for turn in messages %}{{ '<|im_start|>' ~ turn.role ~ '\\n' ~ turn.content ~ '<|im_end|>\\n' }}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
BLOCKS = """{{- bos_token }}
{%- set ns = namespace(system='You are terse.', count=0) %}
{%- if messages[0]['role'] == 'system' %}
    {%- set ns.system = messages[0]['content'] | trim %}
    {%- set messages = messages[1:] %}
{%- endif %}
{%- if strftime_now is defined and false %}{{ strftime_now('%Y') }}{% endif %}
[system] {{ ns.system }}
{% for message in messages %}
  {%- set ns.count = ns.count + 1 %}
  {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
    {{- raise_exception('roles must alternate') }}
  {%- endif %}
  {%- if message.role == 'assistant' and '</think>' in message.content %}
    {%- set content = message.content.split('</think>')[-1].lstrip('\\n') %}
  {%- else %}
    {%- set content = message.content %}
  {%- endif %}
[{{ message.role | upper }} {{ loop.index }}/{{ loop.length }}{{ ' last' if loop.last }}] {{ content }}{{ eos_token }}
{% endfor %}
{%- if tools %}
tools:
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}
{%- endif %}
{%- macro open(role) %}[{{ role }}]{% endmacro %}
{%- if add_generation_prompt %}{{ open('assistant') }}{% if enable_thinking is defined and enable_thinking is false %}<think></think>{% endif %}{% endif %}"""
CHATS = {
    "one": [{"role": "user", "content": "Is § 4 satisfied?"}],
    "system": [{"role": "system", "content": "  Cite cases. \n"}, {"role": "user", "content": "Why?\n\n"},
               {"role": "assistant", "content": "<think>\nhm\n</think>\n\nBecause {{ 7 * 7 }}."}, {"role": "user", "content": "éà🏛️ \\n"}],
    "empty content": [{"role": "user", "content": ""}],
    "wrong order": [{"role": "assistant", "content": "x"}],
}
TOOLS = [{"type": "function", "function": {"name": "search", "description": "Finds “cases” & more <b>", "parameters": {
    "type": "object", "properties": {"q": {"type": "string"}, "n": {"type": "integer", "default": 10}}, "required": ["q"]}}}]


def chats():
    from transformers.utils.chat_template_utils import render_jinja_template
    cases = []
    for template in (CHATML, BLOCKS):
        for messages in CHATS.values():
            for variables in ({}, {"tools": TOOLS, "enable_thinking": False}):
                for add in (False, True):
                    case = {"template": template, "messages": messages, "variables": variables, "addGenerationPrompt": add}
                    extra = {k: v for k, v in variables.items() if k != "tools"}
                    try:
                        (case["text"],), _ = render_jinja_template(
                            [messages], chat_template=template, tools=variables.get("tools"), add_generation_prompt=add,
                            bos_token="<s>", eos_token="</s>", pad_token="<pad>", **extra)
                    except Exception as error:
                        case["error"] = str(error)
                    cases.append(case)
    return cases


# --- safetensors and adapters -----------------------------------------------------------------------------------------

def encoded(data):
    return base64.b64encode(data).decode()


def files():
    torch.manual_seed(3)
    values = {"b.weight": torch.randn(3, 5), "a": torch.randn(7) * 1e-6, "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 4),
              "edges": torch.tensor([0.0, -0.0, 1e-8, 6e-8, 65504.0, 65519.9, 65520.0, 3.4e38, float("inf"), float("-inf"), 1 / 3])}
    out = {}
    for name, dtype in (("F32", torch.float32), ("F16", torch.float16), ("BF16", torch.bfloat16)):
        tensors = {k: v.to(dtype).contiguous() for k, v in values.items()}
        out[name] = encoded(safetensors.torch.save(tensors, metadata={"format": "pt"}))
    doubles = {"x": torch.randn(9, dtype=torch.float64), "n": torch.arange(3)}
    out["F64"] = encoded(safetensors.torch.save(doubles))
    return {"files": out, "doubles": doubles["x"].tolist(),
            "tensors": [{"name": k, "shape": list(v.shape), "bits": v.flatten().view(torch.int32).tolist()} for k, v in values.items()]}


def adapters():
    cases = []
    for name, options in {
        "all-linear": dict(r=4, lora_alpha=8, target_modules="all-linear"),
        "attention, rsLoRA": dict(r=3, lora_alpha=5, target_modules=["q_proj", "v_proj"], use_rslora=True),
        "expression": dict(r=2, lora_alpha=2, target_modules=r".*\.layers\.1\.mlp\.(up|down)_proj"),
        "one layer": dict(r=2, lora_alpha=7, target_modules=["o_proj"], layers_to_transform=[0]),
    }.items():
        torch.manual_seed(5)
        config = AutoConfig.for_model(**{k: v for k, v in QWEN3.items() if k != "architectures"}, head_dim=12, tie_word_embeddings=True)
        model = AutoModelForCausalLM.from_config(config)
        model = peft.get_peft_model(model, peft.LoraConfig(task_type="CAUSAL_LM", **options))
        for key, parameter in model.named_parameters():
            if "lora_" in key:
                torch.nn.init.normal_(parameter)
        with tempfile.TemporaryDirectory() as folder:
            model.save_pretrained(folder)
            saved = {p.name: encoded(p.read_bytes()) for p in Path(folder).iterdir() if p.suffix in (".json", ".safetensors")}
        deltas = {}
        before = {k.replace("base_model.model.", "").replace(".base_layer", ""): v.clone() for k, v in model.state_dict().items()}
        for key, value in model.merge_and_unload().state_dict().items():
            if key in before and not torch.equal(before[key], value):
                deltas[key] = {"before": before[key].flatten().tolist()[:40], "after": value.flatten().tolist()[:40]}
        cases.append({"name": name, "files": saved, "changed": deltas})
    return {"config": {**QWEN3, "head_dim": 12, "tie_word_embeddings": True}, "cases": cases}


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write("configurations.json", {"cases": [configuration(*item) for item in CONFIGS.items()]})
    build = [("own", own), ("folded", folded), ("sentence pieces", sentence_piece)]
    write("tokenizers.json", {"corpus": CORPUS, "special": SPECIAL, "cases": [golden(n, f(CORPUS), NASTY) for n, f in build]})
    write("chats.json", {"cases": chats()})
    write("safetensors.json", files())
    write("adapters.json", adapters())
