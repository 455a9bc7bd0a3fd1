import type { ChangesOf } from "./change";

const source = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.cluster-management.html";

export const daxChanges: ChangesOf<"dax"> = {
  node_type: {
    effect: "replace",
    applyMode: "terraform",
    effectiveWhen: "cluster-available",
    typicalMinutes: 30,
    announcesReplacement: true,
    announcedDestroys: ["aws_dax_cluster"],
    rollback: {
      how: "Set the former node type and apply: a second cluster is made, clients are pointed to it, and the first one goes.",
      precondition: "The tables carry the reads of a cold cache: raise their read capacity first.",
      rtoMinutes: 30,
      rpoMinutes: 0,
    },
    source,
  },
  nodes: {
    effect: "online",
    applyMode: "terraform",
    effectiveWhen: "cluster-available",
    typicalMinutes: 15,
    rollback: { how: "Set the former number and apply; new nodes start with an empty cache.", rtoMinutes: 15, rpoMinutes: 0 },
    source,
  },
};
