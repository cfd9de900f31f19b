import { wholePage } from "../whole-page.ts";
import { type BlindForm, completionHash } from "./blind-form.ts";
import { formScript } from "./form-script.ts";

/** Id of the element that holds the form. */
export const FORM_DATA = "form-data";

/** Two completions side by side, one under the other on a narrow page. */
const style = `
:root{color-scheme:light dark;--ink:#1d2330;--soft:#5d6675;--line:#c3c9d4;--paper:#fbfbf9;--card:#fff;--accent:#1f4e8c}
@media (prefers-color-scheme:dark){:root{--ink:#e7eaf0;--soft:#9aa4b4;--line:#465063;--paper:#14171d;--card:#1b1f27;--accent:#8db8f0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1280px;margin:0 auto;padding:20px 22px 60px}
h1{font:600 24px/1.2 Georgia,"Times New Roman",serif;margin:0 0 4px}
h2{font-size:17px;margin:18px 0 6px}h2:focus{outline:none}
p{margin:6px 0}.note{color:var(--soft);font-size:14px}
pre{margin:0;padding:12px 14px;background:var(--card);border:1px solid var(--line);border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
#prompt{max-height:40vh;overflow:auto}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:16px}@media (max-width:760px){.sides{grid-template-columns:1fr}}
.choices,.ways{display:flex;flex-wrap:wrap;gap:10px;margin:16px 0}
.choices{position:sticky;bottom:0;background:var(--paper);padding:10px 0}
button,input,textarea{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:7px 14px}
button{cursor:pointer}button:disabled{cursor:default;opacity:.5}.choices button{flex:1 1 160px}
button[aria-pressed=true]{border-color:var(--accent);box-shadow:inset 0 0 0 2px var(--accent);font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
kbd{font:13px ui-monospace,Menlo,Consolas,monospace;border:1px solid var(--line);border-radius:4px;padding:0 5px;margin-left:6px}
progress{width:100%;accent-color:var(--accent)}textarea{width:100%;height:8em;font:13px ui-monospace,Menlo,Consolas,monospace}
`;

/** The form as one file that asks for nothing from anywhere; answers leave it as a file that the reader saves. */
export function formPage(form: BlindForm): string {
  const data = {
    ...form,
    pairs: form.pairs.map((pair) => ({ ...pair, hashes: [completionHash(pair.left), completionHash(pair.right)] })),
  };
  const button = (id: string, text: string, key: string): string =>
    `<button type="button" id="${id}">${text}<kbd aria-hidden="true">${key}</kbd></button>`;
  return wholePage({
    title: `Which answer is better? · ${form.environment.id}`,
    style,
    script: formScript,
    data: { [FORM_DATA]: data },
    body: `<h1>Which answer is better?</h1>
<p class="note">Two answers to the same task, in random order. Judge what they say; length alone is no merit. Go back to change a choice.</p>
<p><label>Your name or a sign for it, if you like: <input id="rater" autocomplete="off" maxlength="80"></label></p>
<progress id="progress" max="${form.pairs.length}" value="0" aria-label="answered"></progress>
<p class="note" id="count" role="status"></p>
<h2 id="place" tabindex="-1"></h2>
<pre id="prompt" tabindex="0" aria-label="Task"></pre>
<div class="sides">
<section aria-labelledby="left-name"><h2 id="left-name">Left</h2><pre id="left"></pre></section>
<section aria-labelledby="right-name"><h2 id="right-name">Right</h2><pre id="right"></pre></section>
</div>
<div class="choices" role="group" aria-label="Which answer is better?">
${button("choose-left", "Left is better", "1")}
${button("choose-same", "No difference", "0")}
${button("choose-right", "Right is better", "2")}
</div>
<div class="ways">
${button("back", "Back", "P")}
${button("on", "On", "N")}
<button type="button" id="export">Export answers</button>
</div>
<details><summary>Answers as text, to copy</summary><textarea id="copy" readonly aria-label="Answers as JSON"></textarea></details>`,
  });
}
