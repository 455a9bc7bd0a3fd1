/** What is wrong with a text that is no JSON, and where: `line 3, column 1: expected double-quoted property name`. */
export function jsonProblem(text: string): string {
  if (text.trim() === "") return "it is empty";
  const message = failureOf(text) ?? "nothing";
  const lines = text.slice(0, placeOf(text, message)).split("\n");
  const said = message.replace(/ in JSON at position .*$/s, "").replace(/, (\.\.\.)?".* is not valid JSON$/s, "");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${said.charAt(0).toLowerCase()}${said.slice(1).replaceAll("\n", "\\n")}`;
}

/** @returns undefined for JSON */
function failureOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const positionIn = (message: string): number | undefined => {
  const found = /at position (\d+)/.exec(message)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** JavaScript engines do not always say it: then it is where the shortest beginning ends that nothing could complete. */
function placeOf(text: string, message: string): number {
  const said = positionIn(message) ?? (message.includes("end of JSON") ? text.length : undefined);
  if (said !== undefined) return said;
  let [complete, broken] = [0, text.length];
  while (broken - complete > 1) {
    const middle = Math.floor((complete + broken) / 2);
    if (isBeginning(text.slice(0, middle))) complete = middle;
    else broken = middle;
  }
  return complete;
}

/** Whether it is JSON, or what is wrong with it is only that it ends. */
function isBeginning(text: string): boolean {
  const failure = failureOf(text);
  return (
    failure === undefined || failure.includes("end of JSON") || failure.includes("Unterminated") || positionIn(failure) === text.length
  );
}
