import { createHash } from "node:crypto";
import { escapeHtml, escapeJson } from "./escape.ts";

export interface WholePage {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** What the script reads, each by the id of its element. */
  readonly data: Readonly<Record<string, unknown>>;
  /** HTML, escaped already. */
  readonly body: string;
}

/** A page as one file that asks for nothing from anywhere and runs no script but its own (Content Security Policy, by hashes). */
export function wholePage({ title, style, script, data, body }: WholePage): string {
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  const json = Object.entries(data).map(
    ([id, value]) => `<script type="application/json" id="${id}">${escapeJson(value)}</script>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>
${body}
</main>
${json.join("\n")}
<script>${script}</script>
</body>
</html>
`;
}

const hash = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
