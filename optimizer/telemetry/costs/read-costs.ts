import type { TrimtabError } from "../../../contract";
import { awsFailure, isAccessDenied } from "../aws/failures";
import { readAdvice } from "./advice";
import { type CostPlan, USD_PER_CALL } from "./plan";
import { readReservations, readRunning } from "./reservations";
import { readEligible, readSavingsPlans } from "./savings-plans";
import type { CostBook } from "./schema";
import { CostSession, type CostSessionOptions } from "./session";
import { readMonths } from "./trend";

const DENIED = "the role may not read costs (ce:Get*)";

/**
 * Asks Cost Explorer about the payer's commitments and the stack's months. It is a help, not a need: whatever fails, costs are
 * unknown with the reason, and no saving is netted against commitments that nobody has seen.
 * @throws whatever the signal was aborted with
 */
export async function readCosts(plan: CostPlan, options: CostSessionOptions): Promise<CostBook> {
  if (plan.calls * USD_PER_CALL > options.maxUsd + Number.EPSILON) {
    const cost = (plan.calls * USD_PER_CALL).toFixed(2);
    return {
      known: false,
      reason: `${plan.calls} calls to Cost Explorer would cost $${cost}, more than the $${options.maxUsd.toFixed(2)} that are left`,
    };
  }
  const session = new CostSession(options);
  try {
    return {
      known: true,
      readAtEpoch: plan.readAtEpoch,
      months: await readMonths(session, plan),
      reservations: await readReservations(session, plan),
      running: await readRunning(session, plan),
      savingsPlans: await readSavingsPlans(session, plan),
      eligible: await readEligible(session, plan),
      advice: await readAdvice(session, plan),
    };
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    return { known: false, reason: isAccessDenied(error) ? DENIED : reasonOf(awsFailure("reading costs", error)) };
  } finally {
    session.close();
  }
}

const reasonOf = ({ message, problems }: TrimtabError): string => [message, ...problems].join("; ");
