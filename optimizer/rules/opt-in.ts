import { z } from "zod";

/** Of a rule that is a choice of people's: the policy says whether it was made. */
export const optIn = { optedIn: z.boolean() };
