import { ServiceError } from "../wire/errors";
import { element, escaped } from "../wire/xml";
import { type TaggedAccount, taggedResources } from "./resources";

/** The tagging API leaves groups out; Auto Scaling tells of them, in the query protocol. @param region that the request is signed for */
export function autoScaling(form: URLSearchParams, account: TaggedAccount, region: string): Buffer {
  const action = form.get("Action") ?? "";
  if (action !== "DescribeAutoScalingGroups") {
    throw new ServiceError("InvalidAction", `this stand-in does not answer ${action} of Auto Scaling`);
  }
  const names = new Set([...form].filter(([key]) => key.startsWith("AutoScalingGroupNames.member.")).map(([, name]) => name));
  const groups = taggedResources(account).filter(
    ({ service, id, region: there }) => service === "auto-scaling" && there === region && (names.size === 0 || names.has(id)),
  );
  const members = groups.map(({ id, tags }) => {
    const own = tags.map(({ Key, Value }) => element("member", element("Key", escaped(Key)) + element("Value", escaped(Value))));
    return element("member", element("AutoScalingGroupName", escaped(id)) + element("Tags", own.join("")));
  });
  const result = element("DescribeAutoScalingGroupsResult", element("AutoScalingGroups", members.join("")));
  return Buffer.from(element("DescribeAutoScalingGroupsResponse", result));
}
