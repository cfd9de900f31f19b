const CONCESSION =
  /\b(?:although|though|even|despite|in spite|notwithstanding|regardless|irrespective|albeit|nevertheless|nonetheless)\b/i;

/**
 * Whether a description says that something is so in spite of something else. The passage often says so, too, and where it alone
 * of five options did, this would tell the answer without a look at the facts.
 */
export const concedes = (option: string): boolean => CONCESSION.test(option);
