"""Golden numbers for packages/decisis/src/statistics from SciPy, statsmodels and scikit-learn.

    python3 -m venv .venv && .venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0 scikit-learn==1.9.1
    .venv/bin/python packages/decisis/scripts/statistics-goldens.py
"""

import hashlib
import json
import math
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from scipy.optimize import brentq
from sklearn.metrics import balanced_accuracy_score, f1_score
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower, TTestPower
from statsmodels.stats.proportion import proportion_confint

SCRIPT = Path(__file__).resolve()
TARGET = SCRIPT.parents[1] / "src" / "statistics" / "fixtures" / "scipy.json"


def mcnemar_cases() -> list[dict]:
    pairs = [(0, 0), (1, 0), (0, 5), (1, 7), (7, 1), (10, 10), (3, 12), (25, 40), (150, 200), (4000, 4200), (300, 900)]
    cases = []
    for gained, lost in pairs:
        n, fewer = gained + lost, min(gained, lost)
        exact = mcnemar([[30, lost], [gained, 20]], exact=True).pvalue
        # statsmodels has no mid-p for paired tables: from SciPy's binomial distribution.
        mid = min(1.0, 2 * stats.binom.cdf(fewer, n, 0.5) - stats.binom.pmf(fewer, n, 0.5))
        cases.append({"gained": gained, "lost": lost, "p": float(exact), "mid_p": float(mid)})
    return cases


def pass_cases() -> list[dict]:
    """In whole numbers, which overflow nowhere; SciPy's hypergeometric distribution has to agree."""
    cases = []
    for draws, successes, k in [
        (1, 0, 1), (1, 1, 1), (4, 2, 2), (5, 1, 5), (8, 3, 1), (8, 3, 4), (8, 7, 8), (10, 5, 3), (100, 30, 10),
        (200, 1, 100), (200, 60, 100), (200, 199, 2), (200, 199, 1), (10_000, 37, 100), (10_000, 9_990, 500),
    ]:  # fmt: skip
        at = 1 - Fraction(math.comb(draws - successes, k), math.comb(draws, k))
        hat = Fraction(math.comb(successes, k), math.comb(draws, k))
        assert math.isclose(at, stats.hypergeom.sf(0, draws, successes, k), rel_tol=1e-9)
        assert math.isclose(hat, stats.hypergeom.pmf(k, draws, successes, k), rel_tol=1e-9, abs_tol=1e-300)
        cases.append(
            {"draws": draws, "successes": successes, "k": k, "pass_at_k": float(at), "pass_hat_k": float(hat)}
        )
    return cases


def normal_cases() -> list[dict]:
    tails = [1e-300, 1e-20, 1e-15, 1e-12, 1e-9, 1e-4, 0.005, 0.025, 0.05, 0.0749, 0.0751, 0.1, 0.3]
    p = [*tails, 0.5, 0.8, 0.9, 0.9249, 0.9251, 0.95, 0.975, 0.995, 1 - 1e-6, 1 - 1e-12]
    return [{"p": x, "z": float(stats.norm.ppf(x))} for x in p]


def sample_size_cases() -> list[dict]:
    """One-sided at α/2: the two-sided test but for finding the difference with the wrong sign."""
    # What is behind solve_power stops at about seven digits of an effect.
    root = lambda f: brentq(f, 0, 10, xtol=1e-14)  # noqa: E731
    cases = []
    for difference, sd, alpha, power in [
        (0.03, 0.3, 0.05, 0.8), (0.03, 0.15, 0.05, 0.9), (0.1, 0.3, 0.01, 0.8), (-0.05, 0.4, 0.05, 0.8),
        (0.2, 0.3, 0.05, 0.8), (0.01, 0.5, 0.001, 0.95),
    ]:  # fmt: skip
        effect = abs(difference) / sd
        normal = NormalIndPower(ddof=0)
        given = {"effect_size": effect, "alpha": alpha / 2, "power": power, "ratio": 0, "alternative": "larger"}
        two_sided = {**given, "alpha": alpha, "alternative": "two-sided"}
        cases.append(
            {
                "difference": difference,
                "sd": sd,
                "alpha": alpha,
                "power": power,
                "n": float(normal.solve_power(**given)),
                "n_both_tails": float(normal.solve_power(**two_sided)),
                "n_t_test": float(TTestPower().solve_power(effect, alpha=alpha, power=power, alternative="two-sided")),
                "detectable_at_200": sd * root(lambda e: normal.power(e, 200, alpha / 2, 0, "larger") - power)
            }
        )
    return cases


def spread_case() -> dict:
    """Differences of 3 seeds on 24 tasks: [S, n]; and the same tasks in clusters of uneven size."""
    r = np.random.default_rng(7)
    seeds, tasks = 3, 24
    of_seeds, of_tasks = 0.3 * r.normal(size=(seeds, 1)), 0.2 * r.normal(size=tasks)
    differences = (0.1 + of_seeds + of_tasks + 0.25 * r.normal(size=(seeds, tasks))).round(4)
    clusters = sorted(int(c) for c in r.integers(0, 9, size=tasks))
    rows = [
        {"d": d, "seed": f"s{s}", "task": f"t{t}"} for s, line in enumerate(differences) for t, d in enumerate(line)
    ]
    squares = anova_lm(ols("d ~ C(seed) + C(task)", pd.DataFrame(rows)).fit())["mean_sq"]
    rest = squares["Residual"]
    of_task = (squares["C(task)"] - rest) / seeds
    of_seed = (squares["C(seed)"] - rest) / tasks
    robust = sm.OLS(differences[0], np.ones(tasks)).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(clusters), "use_correction": True}
    )
    return {
        "differences": differences.tolist(),
        "clusters": clusters,
        "anova": {"rest": float(rest), "tasks": float(of_task), "seeds": float(of_seed)},
        "cluster_robust_standard_error_of_first_seed": float(robust.bse[0]),
    }


def macro_cases() -> list[dict]:
    r = np.random.default_rng(11)
    labels = ["affirmed", "reversed", "vacated", "modified"]
    cases = []
    for n, shares in [(12, [0.5, 0.3, 0.1, 0.1]), (60, [0.7, 0.2, 0.08, 0.02]), (9, [0, 0.5, 0.5, 0])]:
        right = [str(x) for x in r.choice(labels, size=n, p=shares)]
        given = [right[i] if r.random() < 0.6 else str(r.choice([*labels, ""])) for i in range(n)]
        cases.append(
            {
                "right": right,
                "given": given,
                "macro_f1": float(f1_score(right, given, labels=sorted(set(right)), average="macro", zero_division=0)),
                "balanced_accuracy": float(balanced_accuracy_score(right, given)),
            }
        )
    return cases


def wilson_cases() -> list[dict]:
    counts = [(0, 10), (10, 10), (1, 1), (14, 20), (10, 20), (3, 1000), (998, 1000)]
    interval = lambda k, n: [float(x) for x in proportion_confint(k, n, alpha=0.05, method="wilson")]  # noqa: E731
    return [{"successes": k, "trials": n, "interval": interval(k, n)} for k, n in counts]


def holm_cases() -> list[dict]:
    families = [
        [0.01, 0.04, 0.03, 0.005],
        [0.05],
        [0.2, 0.2, 0.01, 0.9, 0.01],
        [0.0001, 0.6, 0.03, 0.03, 0.012, 1.0, 0.0],
    ]
    return [{"p": p, "adjusted": [float(x) for x in multipletests(p, method="holm")[1]]} for p in families]


def moment_cases() -> list[dict]:
    r = np.random.default_rng(3)
    quantiles = [0, 0.025, 0.25, 0.5, 0.8, 0.975, 1]
    cases = []
    for values in [[1.0, 2.0, 6.0], r.normal(size=31).round(6).tolist(), (1e6 + r.random(20)).round(6).tolist()]:
        cases.append(
            {
                "values": values,
                "sd": float(np.std(values, ddof=1)),
                "quantiles": [[q, float(np.quantile(values, q, method="linear"))] for q in quantiles],
            }
        )
    return cases


def rank_case(x: np.ndarray, y: np.ndarray) -> dict:
    rho = lambda a, b: stats.spearmanr(a, b).statistic  # noqa: E731
    case = {"x": x.tolist(), "y": y.tolist(), "rho": float(rho(x, y))}
    if len(x) < 30:
        return case
    draws = stats.bootstrap((x, y), rho, paired=True, vectorized=False, n_resamples=10_000, method="percentile", rng=1)
    return {**case, "interval": [float(end) for end in draws.confidence_interval]}


def rank_cases() -> list[dict]:
    """The second as preferences are: three values on one side, ties on the other."""
    r = np.random.default_rng(5)
    x = r.normal(size=40).round(3)
    scores = r.choice([-1, -0.5, 0, 0.25, 1], size=60)
    preferences = np.sign(scores + r.normal(size=60).round(0))
    ties = np.array([1.0, 1, 2, 3, 3, 3]), np.array([2.0, 1, 1, 5, 4, 4])
    return [rank_case(*ties), rank_case(scores, preferences), rank_case(x, (x + r.normal(size=40)).round(3))]


def sign_cases() -> list[dict]:
    counts = [(0, 0), (3, 3), (9, 1), (12, 30), (0, 8)]
    p = lambda k, n: float(stats.binomtest(k, n).pvalue) if n > 0 else 1.0  # noqa: E731
    return [{"to": to, "from": other, "p": p(to, to + other)} for to, other in counts]


content = {
    "made_by": {
        "script": "packages/decisis/scripts/statistics-goldens.py",
        "sha256": hashlib.sha256(SCRIPT.read_bytes()).hexdigest(),
        "versions": {
            "python": sys.version.split()[0],
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
            "scikit-learn": sklearn.__version__,
        },
    },
    "mcnemar": mcnemar_cases(),
    "pass": pass_cases(),
    "normal": normal_cases(),
    "sample_size": sample_size_cases(),
    "spread": spread_case(),
    "macro": macro_cases(),
    "wilson": wilson_cases(),
    "holm": holm_cases(),
    "moments": moment_cases(),
    "ranks": rank_cases(),
    "signs": sign_cases(),
}
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text(json.dumps(content, separators=(",", ":")) + "\n")
print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
