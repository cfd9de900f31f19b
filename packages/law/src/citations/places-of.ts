import type { CitationCore } from "./parsed-citation.ts";

/** Every place that a citation names, parallel ones after it: volume, canonical reporter and first page (`466 F.2d 812`). */
export function placesOf(citation: CitationCore & { readonly parallels: readonly CitationCore[] }): string[] {
  return [citation, ...citation.parallels].map(({ volume, edition, page }) => `${volume.text} ${edition} ${page.text}`);
}
