import { describe, expect, test } from "vitest";
import { isDeniedAfter, isDeniedBefore } from "./denial.ts";

describe("before an answer", () => {
  test.each([
    "It is wrong to answer ",
    "It would be incorrect to write: ",
    "The answer is not ",
    "The answer isn’t ",
    "Therefore the answer is not\n",
    "Do not write:\n",
    "Not this one\n",
    "Never ",
    "Hardly ",
    "Anything but ",
    "Whatever you do, never answer\n\n",
    "The court is not named, so the answer cannot be ",
    "The following answer is wrong.\n",
    "What follows is not the answer.\n",
    "Below is an incorrect citation:\n",
    "Wrong answer:\n",
    "Wrong.\n",
    "**Wrong:** ",
    "I refuse to answer ",
    "Perhaps ",
    "None of these is right: ",
    "I doubt that it is ",
    "My guess is ",
    "The opposite of\n",
    "It cannot be\n\n",
    "Anything other than ",
    "It may be ",
    "I wonder whether it is ",
    "This or ",
    "It is a lie that the answer is ",
    "None of these is right:\n",
    "The next line is false.\n",
    "See the wrong citation below.\n",
    "No.\n",
    "Is this the answer? No.\n",
  ])("denied: %j", (before) => expect(isDeniedBefore(before)).toBe(true));

  test.each([
    "",
    "The answer is ",
    "The answer is:\n\n",
    "Without doubt the party names come first, so the answer is ",
    "The court is not named by the reporter, so ",
    "The court is not named.\n",
    "The reporter does not name the court\n\n",
    "- parties: Roe, not Doe\n- no court needed\n\n",
    "The lower court was wrong. The answer is ",
    "The lower court was wrong, and the answer is ",
    "Not the regional reporter but the official one is preferred. Final answer: ",
    "Option B is incorrect; the correct answer is ",
    "I first thought of 12 P.2d 5, which is wrong. Therefore I answer ",
    "See No. 5 of the docket. The answer: ",
    "Without a doubt it is ",
    "No doubt the answer is ",
    "Beyond doubt: ",
    "The court declined to follow it:\n",
    "The court below was not wrong.\n\n",
    "The judgment below was incorrect, said the party.\n",
    "The following case was not wrong.\n",
    "The following answer is not wrong.\n",
    "The lower court was mistaken about the following.\n",
    "Was the sum paid? No.\n",
    "It cannot be B. It must be ",
    "The suit did not fail, and option C fits: ",
    "Whether or not the sum was paid, it is ",
  ])("not denied: %j", (before) => expect(isDeniedBefore(before)).toBe(false));
});

describe("after an answer", () => {
  test.each([
    " That is wrong.",
    " is wrong",
    "\n\nThis answer is incorrect.",
    ", not.",
    " Not!",
    "?",
    " or not",
    " On second thought, no.",
    " I take that back.",
    " Please disregard the above.",
    " I am not sure.",
    " It isn't.",
    " The citation above is fake.",
    " This is a lie.",
    " Wait, no.",
    " That can't be right.",
    " cannot be right",
    " Perhaps.",
    " The opposite is true.",
    " I made it up.",
    "\nVerdict: wrong",
    " Is it?",
    " ❌",
    "~~",
    " -->",
  ])("denied: %j", (after) => expect(isDeniedAfter(after)).toBe(true));

  test.each([
    "",
    ".",
    " The court is not named, for the reporter names it.",
    " This is the correct answer.",
    "\n\nThe preferred reporter is F.3d; parallel citations are not needed.",
    "\nConfidence: 0.9",
    " The high court found that it was wrong.",
    " Not every ground was reached.",
    " Instead of arguing, the court said so.",
    " That is without doubt right.",
    " This is not a guess.",
    " Guilt was shown beyond a reasonable doubt.",
    " is right, not wrong.",
  ])("not denied: %j", (after) => expect(isDeniedAfter(after)).toBe(false));
});

test("bounded, whatever the length", () => {
  for (const piece of ["not ", "is wrong ", ", ", "\n", "following ", "<", "😀"]) {
    expect(typeof isDeniedBefore(piece.repeat(100_000))).toBe("boolean");
    expect(typeof isDeniedAfter(piece.repeat(100_000))).toBe("boolean");
  }
});
