import { askedIn } from "../../bench/decide/arguments";

test("without options it is twenty seeds of all scenarios, two at a time", () => {
  expect(askedIn([])).toEqual({ scenarios: undefined, first: 1, seeds: 20, processes: 2, json: false });
  expect(askedIn(["--scenario", "a.json", "--scenario", "b.json", "--seeds", "1", "--first", "0"])).toMatchObject({
    scenarios: ["a.json", "b.json"],
    seeds: 1,
    first: 0,
  });
});

test("whatever is no number of seeds or processes is told at once, and not played as none", () => {
  expect(() => askedIn(["--seeds", "x", "--processes", "0", "--first", "1.5"])).toThrow(
    expect.objectContaining({
      problems: [
        '--first: takes a whole number from 0 on, not "1.5"',
        '--seeds: takes a whole number from 1 on, not "x"',
        '--processes: takes a whole number from 1 on, not "0"',
      ],
    }),
  );
});

test("an option that there is not is refused as a person can read it", () => {
  expect(() => askedIn(["--bogus"])).toThrow(expect.objectContaining({ problems: [expect.stringContaining("--bogus")] }));
});
