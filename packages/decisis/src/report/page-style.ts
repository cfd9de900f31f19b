/** Style of the report. Colours of series are chosen to be told apart in light, in dark and without red or green. */
export const pageStyle: string = `
:root{color-scheme:light dark;--ink:#1d2330;--soft:#5d6675;--line:#dfe3ea;--paper:#fbfbf9;--card:#fff;--accent:#1f4e8c;
--good:#14654a;--good-bg:#e2f3ea;--bad:#9c2c1c;--bad-bg:#fbe8e3;--flat-bg:#eef0f4;
--c0:#1f5fae;--c1:#c4661b;--c2:#0d8577;--c3:#8a4fb0;--c4:#6c7a14;--c5:#b33a6b;--c6:#44627f;--c7:#8a6a3a}
@media (prefers-color-scheme:dark){:root{--ink:#e7eaf0;--soft:#9aa4b4;--line:#323945;--paper:#14171d;--card:#1b1f27;--accent:#8db8f0;
--good:#7fd6ae;--good-bg:#16352a;--bad:#f2a192;--bad-bg:#41211b;--flat-bg:#262b35;
--c0:#6fa8ec;--c1:#f0a45f;--c2:#4fc9b8;--c3:#c599e6;--c4:#c3d25f;--c5:#ee8fb5;--c6:#a3bcd6;--c7:#d3b27e}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1180px;margin:0 auto;padding:28px 22px 80px}
h1{font:600 30px/1.2 Georgia,"Times New Roman",serif;margin:0 0 4px}
h2{font:600 20px/1.3 Georgia,"Times New Roman",serif;margin:44px 0 12px}
p{margin:6px 0}.lead{color:var(--soft)}.note{color:var(--soft);font-size:13px}
.conclusion{border-left:3px solid var(--accent);padding:4px 14px;margin:16px 0;font-size:16px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);border-radius:8px}
th,td{padding:7px 12px;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums;white-space:nowrap}
th:first-child,td:first-child{text-align:left}th{font-size:12.5px;font-weight:600;color:var(--soft)}tbody th{font-size:inherit;font-weight:400;color:inherit}tbody tr:last-child>*{border-bottom:0}
.verdict{display:inline-block;padding:1px 9px;border-radius:99px;background:var(--flat-bg);font-size:13px}
.seeds{font-size:12px;color:var(--soft)}.better{background:var(--good-bg);color:var(--good)}.worse{background:var(--bad-bg);color:var(--bad)}
.bar{display:inline-block;vertical-align:middle;width:100px;height:10px}.bar rect{fill:var(--c6)}.bar .model{fill:var(--c0)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,470px),1fr));gap:16px}
.chart{margin:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
figcaption{font-weight:600}figcaption span{color:var(--soft);font-weight:400;font-size:13px}
svg{width:100%;height:auto;display:block}td:has(.bar){text-align:left}svg:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.grid{stroke:var(--line)}.tick,.stage-name{fill:var(--soft);font-size:11px}.stage{stroke:var(--soft);stroke-dasharray:3 3}.cursor{stroke:var(--soft)}
path{fill:none}.raw{stroke-opacity:.3;stroke-width:1}.smooth{stroke-width:2;stroke-linejoin:round}circle{fill-opacity:.55;stroke:none}
${Array.from({ length: 8 }, (_, i) => `path.s${i}{stroke:var(--c${i})}circle.s${i}{fill:var(--c${i})}i.s${i}{background:var(--c${i})}`).join("")}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:4px 0 0;padding:0;font-size:13px}.key{display:inline-block;width:14px;height:3px;margin-right:6px;vertical-align:middle}
.chart output{display:block;min-height:20px;font-size:13px;color:var(--soft);font-variant-numeric:tabular-nums}
.controls{display:flex;flex-wrap:wrap;gap:10px 18px;align-items:end;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.controls label{display:flex;flex-direction:column;font-size:12.5px;color:var(--soft);gap:3px}.controls .grow{flex:1 1 220px}
select,input,button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:4px 8px}input[type=range]{padding:0;width:100%}button{cursor:pointer}
#viewer{display:grid;gap:12px;margin-top:12px}
.sample{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.sample header{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px;color:var(--soft)}.sample header b{color:var(--ink)}
pre{margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.completion{border-left:3px solid var(--c0);padding-left:10px}.gold{border-left:3px solid var(--c2);padding-left:10px}
.chips{display:flex;flex-wrap:wrap;gap:6px;margin:6px 0;font-size:12.5px}.chips span{background:var(--flat-bg);border-radius:99px;padding:1px 9px}
.reasons{margin:4px 0;padding-left:20px;font-size:13.5px}
details{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px;margin:10px 0}summary{cursor:pointer;font-weight:600}details .wide{margin-top:10px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:10px 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.warning{color:var(--bad)}
@media print{.controls,#viewer{display:none}}
`;
