import { describe, expect, it } from "vitest";
import { Authorities, nameMark } from "./authorities.ts";

describe("authorities", () => {
  it("joins marks that are given side by side, in whatever order, and names a decision by its first mark", () => {
    const authorities = new Authorities();
    authorities.add(["90 S. Ct. 5", "397 U.S. 1"], "train");
    authorities.add(["25 L. Ed. 2d 2", "90 S. Ct. 5"], "train");
    expect(authorities.key(["25 L. Ed. 2d 2"])).toBe(authorities.key(["397 U.S. 1"]));
    expect(authorities.key(["397 U.S. 1"])).toBe("25 L. Ed. 2d 2");
    expect(authorities.key(["1 F.2d 1"])).toBe("1 F.2d 1");
  });

  it("knows the parts of the split of everything that was joined", () => {
    const authorities = new Authorities();
    authorities.add(["1 F.2d 1"], "train");
    authorities.add(["2 F.2d 2"], "test");
    authorities.add([], "validation");
    expect(authorities.isOf(["1 F.2d 1"], "train")).toBe(true);
    expect(authorities.isOf(["1 F.2d 1"], "test")).toBe(false);
    expect(authorities.isOf(["3 F.2d 3"], "train")).toBe(false);
    authorities.add(["1 F.2d 1", "2 F.2d 2"], "train");
    expect(authorities.isOf(["1 F.2d 1"], "train")).toBe(false);
    expect(authorities.isOf(["2 F.2d 2"], "test")).toBe(false);
  });

  it("takes no notice of blanks in the name of a court", () => {
    const cited = { name: "Orne v. Pell", year: "1970" };
    expect(nameMark({ ...cited, court: "E.D.Tex." })).toBe(nameMark({ ...cited, court: "E.D. Tex." }));
    expect(nameMark({ ...cited, court: null })).not.toBe(nameMark({ ...cited, court: "E.D. Tex." }));
  });
});
