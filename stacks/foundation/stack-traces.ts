/**
 * Runs work without stack traces being written out. cdktf takes a full one for every token it makes and, through Node's source maps,
 * spends half of a synth on them; nobody reads them. An error thrown by the work keeps its own: that is written when it is first read.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => "";
  try {
    return work();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
