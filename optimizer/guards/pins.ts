import { BOTH, type Guard, instant, pass, reject } from "./guard";

const name = "pins";

/** Nobody has pinned a variable that the candidate would turn; one that leaves it alone is free. */
export const pins: Guard = {
  name,
  scope: "candidate",
  binds: BOTH,
  judge: (p, e) => {
    for (const { variable } of p.changes) {
      const pin = e.pins[variable];
      if (pin !== undefined && pin.expiresEpoch > e.endEpoch) {
        return reject(name, `${variable} is pinned until ${instant(pin.expiresEpoch)}: ${pin.reason}`);
      }
    }
    return pass(name, "nothing that it turns is pinned");
  },
};
