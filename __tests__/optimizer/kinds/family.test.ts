import { DATABASE } from "../../../contract";
import { sameFamily } from "../../../optimizer/kinds/family";

test.each([
  ["a class that stays is not compared with itself", "db.r6g.4xlarge", "db.r6g.4xlarge", true, "db.r6g.4xlarge stays"],
  ["a size of the family", "db.r6g.4xlarge", "db.r6g.2xlarge", true, "db.r6g.2xlarge is of the same family as db.r6g.4xlarge"],
  ["a class that nothing is published of", "db.r6g.none", "db.r6g.none", false, "db.r6g.none: capacity not published"],
])("%s", (_name, from, to, pass, reason) => {
  expect(sameFamily(DATABASE, from, to)).toEqual({ pass, reason, numbers: {} });
});
