import { expect, it } from "vitest";
import { citationParts } from "./citation-parts.ts";

it("splits a citation into volume, reporter and page", () => {
  expect(citationParts("official", " 239  F.2d 537 ")).toEqual([
    { type: "official", cite: "239 F.2d 537", volume: "239", reporter: "F.2d", page: "537" },
  ]);
  expect(citationParts("official", "116-1 Nev. 344")[0]).toMatchObject({
    volume: "116-1",
    reporter: "Nev.",
    page: "344",
  });
  expect(citationParts("neutral", "2016-Ohio-2805")[0]).toMatchObject({
    volume: "2016",
    reporter: "Ohio",
    page: "2805",
  });
});

it("divides a field that holds several citations", () => {
  expect(citationParts("parallel", "440 F.2d 436; 169 U.S.P.Q. 490").map((c) => c.cite)).toEqual([
    "440 F.2d 436",
    "169 U.S.P.Q. 490",
  ]);
  expect(citationParts("parallel", "957 NE2d 733, 933 NYS2d 164").map((c) => c.page)).toEqual(["733", "164"]);
});

it("keeps what it cannot split", () => {
  expect(citationParts("vendor", "No. 12, slip op.")).toEqual([{ type: "vendor", cite: "No. 12, slip op." }]);
});
