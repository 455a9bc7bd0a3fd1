import type { Resource } from "../../contract";
import { type Evidence, type Settings, textIn } from "../evidence";
import { proposal } from "../plan/proposal";
import { declinesAll, describeUse, type LowUse, lowUse, lowUseReason, options, type Side, side } from "./database-classes";
import { rule } from "./rule";

const isWriter = ({ role }: Resource): boolean => role === "writer";

function sides(e: Evidence, p: LowUse): { readonly writer: Side; readonly reader: Side } {
  const of = (writes: boolean): readonly Resource[] => e.scoped("instance").filter((resource) => isWriter(resource) === writes);
  return { writer: side(e, "writer_class", of(true), p), reader: side(e, "reader_class", of(false), p) };
}

/** A smaller class for readers, for the writer with its failover reader, or for both, when CPU and connections stay low. */
export const auroraClass = rule({
  name: "aurora-class",
  kinds: ["aurora-cluster"],
  parameters: lowUse,
  declines: (e, p) => declinesAll(Object.values(sides(e, p)), p),
  propose: (e, p) => {
    const { writer, reader } = sides(e, p);
    const findings = { writer: describeUse(e, writer, "writer"), reader: describeUse(e, reader, "readers") };
    const readerTypes = options(e, reader, p);
    const writerTypes = ["writer_class", "failover_reader_class"].every(e.turns) ? options(e, writer, p) : [writer.from];
    return writerTypes
      .flatMap((writerType) =>
        readerTypes.map((readerType): Settings => ({ ...e.current, ...classes(e, writerType, writer.from), reader_class: readerType })),
      )
      .filter((to) => to.writer_class !== writer.from || to.reader_class !== reader.from)
      .map((to) =>
        proposal(e, {
          rule: "aurora-class",
          direction: "down",
          to,
          reason: lowUseReason(p),
          findings: [
            ...(to.writer_class === writer.from ? [] : findings.writer),
            ...(to.reader_class === reader.from ? [] : findings.reader),
          ],
        }),
      );
  },
});

/** The failover reader goes with the writer, for it must be able to take its place. */
const classes = (e: Evidence, writerType: string, from: string): Settings =>
  writerType === from
    ? { writer_class: from, failover_reader_class: textIn(e.current, "failover_reader_class") }
    : { writer_class: writerType, failover_reader_class: writerType };
