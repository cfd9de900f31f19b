import fc from "fast-check";
import { expect, it } from "vitest";
import { casebodyXml } from "./casebody-xml.ts";

const XML = `<?xml version='1.0' encoding='utf-8'?>
<casebody firstpage="36" lastpage="38" xmlns="http://nrs.harvard.edu/urn-3:HLS.Libr.US_Case_Law.Schema.Case_Body:v1">
<court id="b1">Court of Fictional Appeals</court>
<parties id="b2">PELWORTH v. DALMERE PAPER CO.</parties>
<opinion type="majority">
<author id="b3">STENFORD, Judge.</author>
<p id="b4">The lease &amp; the deed are one. <page-number id="p37">*37</page-number>So it was
held in <em>Kelman</em> v. Torberg.</p>
<p id="b5">Affirmed.<footnotemark>1</footnotemark></p>
</opinion>
<opinion type="dissent"><author>WENLEY, J.</author><p>I dissent: 5 &lt; 6 &#167; 7.</p></opinion>
</casebody>`;

it("reads opinions, authors and head matter", () => {
  expect(casebodyXml(XML)).toEqual({
    headMatter: "Court of Fictional Appeals\nPELWORTH v. DALMERE PAPER CO.",
    opinions: [
      {
        type: "majority",
        author: "STENFORD, Judge.",
        text: "STENFORD, Judge.\nThe lease & the deed are one. So it was\nheld in Kelman v. Torberg.\nAffirmed.",
      },
      { type: "dissent", author: "WENLEY, J.", text: "WENLEY, J.\nI dissent: 5 < 6 § 7." },
    ],
  });
});

it("never throws, and expands no entity but the predefined ones", () => {
  fc.assert(fc.property(fc.string(), (text) => void casebodyXml(text)));
  for (const text of [
    "<opinion",
    "<opinion><author>A",
    "</opinion></author>",
    "&#xD800;&#0;&unknown;",
    "<".repeat(20_000),
    "<a ".repeat(20_000),
    `<${"a".repeat(500_000)}`,
  ]) {
    casebodyXml(text);
  }
  expect(casebodyXml('<!DOCTYPE x [<!ENTITY e "expanded">]><opinion><p>&e;</p></opinion>').opinions[0].text).toBe(
    "&e;",
  );
});
