import { shownPath } from "../../cli/shown-path";

test.each([
  ["/home/me/project/out/trading", "out/trading"],
  ["out/trading", "out/trading"],
  ["/home/me/project", "."],
  ["/home/me/project/..snapshots", "..snapshots"],
  ["/home/me/snapshots", "/home/me/snapshots"],
  ["/data/snapshots/trading", "/data/snapshots/trading"],
  ["../snapshots", "/home/me/snapshots"],
])("a path is told from here where it lies here, and whole where it lies elsewhere: %s", (path, shown) => {
  expect(shownPath(path, "/home/me/project")).toBe(shown);
});
