import type { Recommendations } from "../plan/recommendation";

/** What the former values alone do not bring back, by component: `users: Restore … RTO 270 min, RPO 1440 min.` */
export const oneWayLines = ({ recommendations }: Pick<Recommendations, "recommendations">): readonly string[] =>
  recommendations
    .filter(({ disruption }) => disruption.effect === "one-way")
    .map(
      ({ component, rollback: { how, rtoMinutes, rpoMinutes } }) => `${component}: ${how} RTO ${rtoMinutes} min, RPO ${rpoMinutes} min.`,
    );
