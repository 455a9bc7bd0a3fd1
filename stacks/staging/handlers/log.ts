/** One line of JSON, as Lambda's log group is searched by. */
export const log = (line: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
