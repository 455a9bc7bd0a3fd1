/** The event whose probability is stated; a model fitted on another event is another model. */
export const EVENT = {
  /** Share of the candidate's capacity over which an interval violates. */
  violationAt: 0.8,
  /** Share of the horizon's time that may violate. */
  budget: 0.001,
  horizonDays: 7,
} as const;
