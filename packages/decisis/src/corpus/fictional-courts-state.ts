import type { CourtProfile } from "./court-profile.ts";
import { REGION_OF_APPEALS, STATE_APPEALS_COURTS } from "./fictional-courts-state-appeals.ts";
import { STATE_HIGH_COURTS } from "./fictional-courts-state-high.ts";
import { regionalSince } from "./fictional-reporters-regional.ts";

/** Of each state the highest court, then those below it. */
export const STATE_COURTS: readonly CourtProfile[] = STATE_HIGH_COURTS.flatMap(
  ([state, abbreviation, region, name, official, { fromYear = 1890, ...neutral } = {}]): CourtProfile[] => [
    // CAP lists the state's own reporter first and the regional one as parallel; without the former the regional is official.
    {
      ...neutral,
      name,
      abbreviation,
      jurisdiction: state,
      state,
      kind: "state-high",
      official,
      parallel: regionalSince(fromYear, region),
    },
    ...(STATE_APPEALS_COURTS[state] ?? []).map(
      ([name, abbreviation, fromYear, ...official]): CourtProfile => ({
        name,
        abbreviation,
        jurisdiction: state,
        state,
        kind: "state-appeals",
        official,
        parallel: regionalSince(fromYear, REGION_OF_APPEALS[state] ?? region),
      }),
    ),
  ],
);
