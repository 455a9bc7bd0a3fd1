import { summaryMarkdown } from "../../../optimizer/report/summary";
import { recommending } from "../../support/rollout-world";

test("what other people wrote in a tag or a pin is text in a pull request, and one line", () => {
  const reason = "no change: pinned: see [this](http://x)\n## All is well <img src=x> `rm`";
  const page = summaryMarkdown(recommending([], { unchanged: [{ component: "cache", reason }] }));
  expect(page).toContain("- **cache**: no change: pinned: see \\[this\\](http://x) ## All is well \\<img src=x> \\`rm\\`\n");
});
