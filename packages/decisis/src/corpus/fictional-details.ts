import type { Detail } from "./fictional-domain.ts";

/** Trades that a person or a company may carry on. */
export const TRADES: readonly Detail[] = [
  { told: "kept a bakery", summed: "in the business of making bread" },
  { told: "raised cattle", summed: "engaged in ranching" },
  { told: "dealt in used cars", summed: "in the automobile trade" },
  { told: "printed handbills", summed: "engaged in printing" },
  { told: "ran a fishing fleet", summed: "in the business of catching fish" },
  { told: "mended shoes", summed: "engaged in the repair of footwear" },
  { told: "kept bees", summed: "in the honey trade" },
  { told: "grew apples", summed: "engaged in fruit farming" },
  { told: "tuned pianos", summed: "in the care of musical instruments" },
  { told: "ran a ferry", summed: "carrying passengers by water" },
  { told: "taught dancing", summed: "engaged in giving lessons" },
  { told: "washed linen for hotels", summed: "in the laundry business" },
  { told: "sold newspapers", summed: "engaged in selling the daily press" },
  { told: "built bridges", summed: "in the construction trade" },
  { told: "brewed beer", summed: "engaged in brewing" },
  { told: "bred horses", summed: "in the business of raising livestock" },
  { told: "made eyeglasses", summed: "in the optical trade" },
  { told: "drilled wells", summed: "engaged in the search for water" },
];

/** Where the officers came upon a suspect. */
export const ENCOUNTERS: readonly Detail[] = [
  { told: "had been sitting in a parked car", summed: "found in a stationary automobile" },
  { told: "had been asleep in a hotel room", summed: "found in rented lodgings" },
  { told: "had been waiting for a bus", summed: "met at a stop for public transport" },
  { told: "had just come off a ship", summed: "met on leaving a vessel" },
  { told: "had been fishing from a pier", summed: "found at the waterside" },
  { told: "had been playing cards in a cellar", summed: "found at a game of chance" },
  { told: "had been on the way home from church", summed: "met after a religious service" },
  { told: "had been loading a truck", summed: "found filling a goods vehicle" },
  { told: "had run out of a theater", summed: "met in flight from a playhouse" },
  { told: "had been working in a garden", summed: "found among the vegetables" },
  { told: "had opened the door in night clothes", summed: "roused from bed" },
  { told: "had been riding a bicycle", summed: "met on two wheels" },
];
